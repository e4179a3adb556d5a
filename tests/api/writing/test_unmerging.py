"""Undoing a merge over the API: the former slug names the row that is to be there again."""

from typing import Any

import pytest

from claims.models import Change, Speaker
from claims.services.merge import merge
from tests.support import factories as make

pytestmark = pytest.mark.django_db

PATH = "speakers/d-s-peskov/"


@pytest.fixture
def said() -> Any:
    """A statement of a speaker who was merged into another one."""
    kept, merged = make.SpeakerFactory(slug="peskov"), make.SpeakerFactory(slug="d-s-peskov", country="RU")
    said = make.StatementFactory(speaker=merged)
    merge(kept, merged, by=None)
    return said


def test_an_editor_undoes_a_merge_and_both_rows_are_there(editor, said) -> None:
    assert editor.get(PATH).status_code == 301
    answer = editor.post(f"{PATH}unmerge/")
    assert answer.status_code == 200, answer.content
    assert (answer.json()["slug"], answer.json()["country"]) == ("d-s-peskov", "RU")
    read = editor.get(PATH)
    assert (read.status_code, read["ETag"], read.content) == (200, answer["ETag"], answer.content)
    assert editor.get(f"statements/{said.slug}/").json()["speaker"]["slug"] == "d-s-peskov"
    assert editor.get("speakers/peskov/").json()["country"] == ""


def test_who_undid_it_is_recorded(editor, said) -> None:
    answer = editor.post(f"{PATH}unmerge/")
    done = Change.objects.filter(request=answer["X-Request-Id"])
    assert {(each.collection, each.kind) for each in done} == {
        ("speakers", "created"),
        ("speakers", "changed"),
        ("statements", "changed"),
    }
    assert {each.user_id for each in done} == {editor.user.pk}


def test_mirrors_read_that_the_row_is_there_again(editor, said, get) -> None:
    editor.post(f"{PATH}unmerge/")
    told = [entry["kind"] for entry in get("changes/?collection=speakers")["results"] if entry["key"] == "d-s-peskov"]
    assert told == ["created", "deleted", "created"]


@pytest.mark.parametrize("somebody", ["coder", "reviewer"])
def test_it_takes_an_editor(request, somebody, said) -> None:
    answer = request.getfixturevalue(somebody).post(f"{PATH}unmerge/")
    assert (answer.status_code, answer.json()["detail"]) == (403, "This takes the role of an editor.")
    assert not Speaker.objects.filter(slug="d-s-peskov").exists()


def test_the_answer_lists_what_stands_in_the_way(editor, said) -> None:
    Speaker.objects.filter(slug="peskov").update(country="UA")
    stance = make.StanceFactory(statement=said)
    answer = editor.post(f"{PATH}unmerge/")
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/#cannot-unmerge")
    assert answer.json()["errors"] == [
        {
            "pointer": "",
            "code": "changed",
            "detail": "speaker “peskov”: `country` was changed since. The merge made it “RU”.",
        },
        {
            "pointer": "",
            "code": "confirmed",
            "detail": (
                f"stance “{stance.pk}” was confirmed since: reopen it first (`POST /stances/{stance.pk}/reopen/`)."
            ),
        },
    ]
    assert not Speaker.objects.filter(slug="d-s-peskov").exists()


def test_a_slug_that_no_merged_row_had_is_refused(editor, said) -> None:
    assert editor.post("speakers/nobody/unmerge/").status_code == 404
    answer = editor.post("speakers/peskov/unmerge/")
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (409, "unknown")
    assert editor.post(f"{PATH}unmerge/", {"by": "me"}).status_code == 400


def test_if_match_is_about_the_kept_row(editor, said) -> None:
    seen = editor.get("speakers/peskov/")["ETag"]
    Speaker.objects.filter(slug="peskov").update(summary="A spokesman.")
    assert editor.post(f"{PATH}unmerge/", If_Match=seen).status_code == 412
    assert editor.post(f"{PATH}unmerge/", If_Match=editor.get("speakers/peskov/")["ETag"]).status_code == 200


def test_a_request_that_is_sent_again_is_answered_again(editor, said) -> None:
    answers = [editor.post(f"{PATH}unmerge/", **{"Idempotency-Key": "once"}) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 200]
    assert answers[0].content == answers[1].content
