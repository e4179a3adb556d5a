"""What a body may make the server do is bounded: lists, unknown names, errors."""

import pytest

from claims.api.writing.errors import MAX_ERRORS
from claims.api.writing.strict import MAX_ITEMS
from tests.support import factories as make
from tests.support.endpoints import READER

pytestmark = pytest.mark.django_db

TOPICS = [f"t{number}" for number in range(MAX_ITEMS + 1)]


def errors(answer):
    assert answer.status_code == 400, answer.content[:500]
    return {each["pointer"]: each["detail"] for each in answer.json()["errors"]}


@pytest.mark.parametrize(
    ("path", "field", "items"),
    [
        ("claims/", "topics", TOPICS),
        ("speakers/", "other_names", TOPICS),
        ("speakers/", "identifiers", [{"scheme": "x", "value": each} for each in TOPICS]),
        ("statements/", "stances", [{"claim": each} for each in TOPICS]),
        ("statements/", "incidents", TOPICS),
        ("incidents/", "countries", TOPICS),
    ],
)
def test_a_list_in_a_body_has_a_maximum_and_its_items_are_not_read(
    editor, path, field, items, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        answer = editor.post(path, {field: items})
    assert errors(answer)[f"/{field}"] == f"At most {MAX_ITEMS} items."


@pytest.mark.parametrize(("path", "field"), [("claims/", "topics"), ("speakers/", "other_names")])
def test_an_item_is_in_a_list_once(editor, path, field):
    assert errors(editor.post(path, {field: ["a", "b", "a"]}))[f"/{field}"] == "An item is there twice."


def test_unknown_names_are_counted_and_not_all_listed(editor):
    answer = editor.post("topics/", {"name": "A topic", **{f"n{number}": 1 for number in range(5_000)}})
    found = answer.json()["errors"]
    assert len(found) == MAX_ERRORS + 1
    assert found[-1] == {"pointer": "", "code": "too-many", "detail": "And 4,900 more."}
    assert len(answer.content) < 20_000


def test_errors_of_an_array_are_counted_together(editor):
    found = editor.post("topics/", [{"x": 1, "y": 2}] * 200).json()["errors"]
    assert found[-1]["detail"] == f"And {200 * 3 - MAX_ERRORS:,} more."


def test_unknown_parameters_are_counted_as_well():
    answer = READER.get("/api/v1/topics/?" + "&".join(f"n{number}=1" for number in range(500)))
    found = answer.json()["errors"]
    assert len(found) == MAX_ERRORS + 1
    assert found[-1] == {"parameter": "", "code": "too-many", "detail": "And 400 more."}


def test_unknown_names_of_a_passage_are_counted_as_well():
    sent = {"text": "x", **{f"n{number}": 1 for number in range(5_000)}}
    found = READER.post("/api/v1/claims/match/", sent, content_type="application/json").json()["errors"]
    assert found[-1]["detail"] == "And 4,900 more."


def test_the_rows_that_an_array_names_are_read_together(editor, django_assert_max_num_queries):
    """One query for each table, and a few for each row of the array."""
    stances = [{"claim": f"no-claim-{number}", "position": "affirms"} for number in range(30)]
    rows = [{"text": "x", "speaker": f"nobody-{number}", "stances": stances} for number in range(10)]
    with django_assert_max_num_queries(40):
        found = errors(editor.post("statements/", rows))
    assert found["/0/stances/0/claim"] == "“no-claim-0” is not there."
    assert found["/0/speaker"] == "“nobody-0” is not there."


@pytest.mark.parametrize("digits", [101, 4_000, 100_000])
def test_a_whole_number_with_very_many_digits_is_not_read(editor, digits):
    answer = editor.post("topics/", '{"name": ' + "9" * digits + "}")
    assert answer.status_code == 400
    assert "a number has more than 100 digits" in answer.json()["detail"]


@pytest.mark.parametrize("method", ["post", "put"])
def test_a_text_whose_composing_would_take_minutes_is_refused(editor, method):
    """PUT compares the body with the row that is there, which composes it as well."""
    slug = make.SourceFactory(content="e" * 10).slug
    body = {"kind": "document", "headline": "Marks", "content": "e" + "\u0301\u0323" * 150_000}
    answer = getattr(editor, method)("sources/" if method == "post" else f"sources/{slug}/", body)
    assert errors(answer)["/content"].startswith("Content holds the character U+0301")
