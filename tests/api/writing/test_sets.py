"""The rows of an array are saved in sets: as one after the other would be, with as few SQL statements as one."""

import json
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models.signals import post_save
from django.test.utils import CaptureQueriesContext

from claims.choices import Role
from claims.models import Change, Citation, Stance, Statement, Topic
from claims.services import bulk
from tests.support import factories as make
from tests.support.clients import Keyed, error_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def coder():
    return Keyed(Role.CODER, "carla")


@pytest.fixture
def said() -> dict[str, Any]:
    """What all statements of a test share."""
    make.ClaimFactory(slug="it-was-deliberate")
    make.IncidentFactory(slug="drones")
    return {
        "speaker": make.SpeakerFactory(slug="ann").slug,
        "source": make.SourceFactory(slug="report", content="One two. Three four. Five six.").slug,
        "kind": "quote",
        "made_on": "2025-09-23",
        "incidents": ["drones"],
    }


def quote(said: dict[str, Any], words: str, *cited: str) -> dict[str, Any]:
    taken = {"claim": "it-was-deliberate", "position": "affirms", "explicitness": "explicit", "excerpt": words[:3]}
    citations = [{"exact": each} for each in cited or (words,)]
    return {**said, "text": words, "citations": citations, "stances": [taken]}


def quotes(said: dict[str, Any]) -> list[dict[str, Any]]:
    return [quote(said, "One two"), quote(said, "Three four … Five six", "Three four", "Five six")]


def recorded() -> dict[str, Any]:
    """What the tables and the history have, without primary keys and times."""
    return {
        "statements": list(Statement.objects.order_by("slug").values_list("slug", "text", "speaker__slug", "language")),
        "incidents": list(Statement.objects.order_by("slug").values_list("slug", "incidents__slug")),
        "citations": list(Citation.objects.order_by("statement__slug", "id").values_list("statement__slug", "exact")),
        "stances": list(
            Stance.objects.order_by("statement__slug").values_list("statement__slug", "excerpt", "coder__username")
        ),
        "history": sorted(
            (change.collection, change.kind, change.user.username, str(change.old), without_keys(change.new))
            for change in Change.objects.filter(collection__in=["statements", "stances"]).select_related("user")
        ),
    }


def without_keys(new: dict[str, Any]) -> str:
    return str({name: value for name, value in new.items() if name not in {"coder", "reviewer"}})


def test_an_array_records_what_one_request_for_each_row_records(coder, said):
    with transaction.atomic():
        for each in quotes(said):
            assert coder.post("statements/", each).status_code == 201
        alone = recorded()
        transaction.set_rollback(True)
    assert [row[0] for row in alone["citations"]] == [
        "ann-2025-09-23-one-two",
        "ann-2025-09-23-three-four-five-six",
        "ann-2025-09-23-three-four-five-six",
    ]
    answer = coder.post("statements/", quotes(said))
    assert answer.status_code == 201, answer.content
    assert recorded() == alone


def test_an_array_answers_with_its_rows_in_their_order_as_get_shows_them(coder, said):
    rows = coder.post("statements/", list(reversed(quotes(said)))).json()
    assert [row["text"] for row in rows] == ["Three four … Five six", "One two"]
    assert rows == [coder.get(f"statements/{row['slug']}/").json() for row in rows]


def test_an_array_takes_as_many_sql_statements_as_two_rows(coder, said):
    coder.post("topics/", {"name": "Sea"})  # notes that the key was used
    counts = []
    for first, size in ((0, 2), (2, 40)):
        rows = [
            quote({**said, "kind": "paraphrase", "slug": f"row-{first + n}"}, f"Row {first + n}", "One two")
            for n in range(size)
        ]
        for row in rows:
            row["stances"][0]["excerpt"] = ""
        with CaptureQueriesContext(connection) as queries:
            assert coder.post("statements/", rows).status_code == 201
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("wrong", "pointer", "code"),
    [
        ({"citations": [{"exact": "One two"}, {"exact": "Four five"}]}, "/1/citations/1/exact", "citation_is_verbatim"),
        ({"slug": "Not A Slug"}, "/1/slug", "statement_slug_well_formed"),
    ],
)
def test_a_rule_that_a_row_breaks_points_at_the_row_and_nothing_is_recorded(coder, said, wrong, pointer, code):
    before = Change.objects.count()
    answer = coder.post("statements/", [quote(said, "Three four"), {**quote(said, "One two"), **wrong}])
    assert (answer.status_code, error_codes(answer)) == (400, {pointer: code})
    assert (Statement.objects.count(), Change.objects.count()) == (0, before)


def test_the_item_of_a_list_that_breaks_a_rule_is_pointed_at(coder, said):
    taken = [
        {"claim": "it-was-deliberate", "position": each, "explicitness": "explicit"} for each in ("denies", "qualifies")
    ]
    answer = coder.post("statements/", {**quote(said, "One two"), "stances": taken})
    assert error_codes(answer) == {"/stances/1/position": "stance_qualifies_with_qualification"}
    assert not Statement.objects.exists()


@pytest.mark.parametrize("array", [False, True])
def test_a_number_that_json_cannot_have_breaks_the_rule_of_its_column(coder, said, array):
    body = quote(said, "One two")
    body["stances"][0]["confidence"] = "ENDLESS"
    text = json.dumps([body, {**body, "text": "x"}] if array else body).replace('"ENDLESS"', "1e999")
    answer = coder.post("statements/", text)
    assert answer.status_code == 400
    assert next(each.removeprefix("/0") for each in error_codes(answer)) == "/stances/0/confidence"


def test_rows_of_an_array_with_the_same_words_get_different_slugs(coder):
    Topic.objects.create(name="Drones", slug="drones")
    Topic.objects.create(name="Once", slug="once")
    Topic.objects.filter(slug="once").update(slug="now")
    rows = coder.post("topics/", [{"name": "Drones."}, {"name": "Drones!"}, {"name": "Once?"}, {"name": "Sea"}]).json()
    assert [row["slug"] for row in rows] == ["drones-2", "drones-3", "once-2", "sea"]


def test_two_rows_of_an_array_do_not_get_the_same_slug(coder):
    answer = coder.post("topics/", [{"name": "Sea", "slug": "sea"}, {"name": "Ocean", "slug": "sea"}])
    assert (answer.status_code, [*error_codes(answer)]) == (409, ["/1"])
    assert not Topic.objects.exists()


def test_a_new_row_does_not_overwrite_one_that_has_its_primary_key():
    there = Topic.objects.create(name="Sea", slug="sea")
    with pytest.raises(IntegrityError):
        bulk.insert(Topic, [Topic(pk=there.pk, name="Ocean", slug="ocean")])


def test_rows_are_saved_one_by_one_where_something_listens(coder):
    heard = []
    post_save.connect(lambda instance, **_: heard.append(instance.name), sender=Topic, weak=False, dispatch_uid="test")
    try:
        assert coder.post("topics/", [{"name": "Sea"}, {"name": "Air"}]).status_code == 201
    finally:
        post_save.disconnect(sender=Topic, dispatch_uid="test")
    assert heard == ["Sea", "Air"]
