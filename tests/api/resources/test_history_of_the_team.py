"""The history as the team sees it: every change of a stance, but no field that no role may read."""

from typing import Any

import pytest

from claims.models import Source, Stance
from tests.support import factories as make
from tests.support.clients import Keyed

pytestmark = pytest.mark.django_db

TEAM = ["coder", "reviewer", "editor"]


@pytest.fixture(params=TEAM)
def member(request: Any) -> Keyed:
    found: Keyed = request.getfixturevalue(request.param)
    return found


def entries(somebody: Keyed, path: str) -> list[tuple[str, dict[str, Any]]]:
    """The entries of a history that somebody sees, the newest first: the kind, and old and new values by field."""
    answer = somebody.get(f"{path}history/")
    assert answer.status_code == 200, answer.content
    return [
        (entry["kind"], {each["field"]: (each["old"], each["new"]) for each in entry["changes"]})
        for entry in answer.json()["results"]
    ]


def test_the_team_sees_how_a_suggestion_came_about_and_why_it_was_rejected(member, other_coder, get):
    stance = make.StanceFactory(review_status="suggested", rationale="A guess.", coder=other_coder.user)
    path = f"stances/{stance.pk}/"
    Stance.objects.update(rationale="He said so.")
    Stance.objects.update(review_status="rejected", review_note="He only reports it.")
    assert entries(member, path)[:2] == [
        ("changed", {"review_status": ("suggested", "rejected"), "review_note": ("", "He only reports it.")}),
        ("changed", {"rationale": ("A guess.", "He said so.")}),
    ]
    assert entries(member, path)[2][0] == "created"
    get(f"{path}history/", status=404)


def test_a_confirmation_is_a_change_to_the_team_and_a_beginning_to_readers(member, get):
    stance = make.StanceFactory(review_status="suggested")
    Stance.objects.update(review_status="confirmed")
    path = f"stances/{stance.pk}/"
    assert [kind for kind, _ in entries(member, path)] == ["changed", "created"]
    assert entries(member, path)[0] == ("changed", {"review_status": ("suggested", "confirmed")})
    assert [entry["kind"] for entry in get(f"{path}history/")["results"]] == ["created"]
    assert [kind for kind, _ in entries(member, path) if kind == "changed"] == [
        entry["kind"] for entry in member.get(f"{path}history/?kind=changed").json()["results"]
    ]


def test_the_team_can_look_up_a_suggestion_that_was_deleted(member, get):
    stance = make.StanceFactory(review_status="suggested")
    path, number = f"stances/{stance.pk}/", stance.pk
    stance.delete()
    assert [kind for kind, _ in entries(member, path)] == ["deleted", "created"]
    get(f"stances/{number}/history/", status=404)


def test_who_coded_and_reviewed_is_in_no_history(member, other_coder):
    stance = make.StanceFactory(review_status="suggested", coder=other_coder.user)
    Stance.objects.update(review_status="confirmed", reviewer=member.user)
    seen = {field for _, changes in entries(member, f"stances/{stance.pk}/") for field in changes}
    assert seen.isdisjoint({"coder", "reviewer"})


def test_the_text_of_a_source_is_in_no_history_since_no_role_reads_it_here(member):
    source = make.SourceFactory(content="All rights reserved.")
    Source.objects.update(content="Some rights reserved.")
    path = f"sources/{source.slug}/"
    assert entries(member, path)[0] == ("changed", {})
    assert "rights" not in member.get(f"{path}history/").content.decode()


def test_the_feed_is_that_of_readers_whoever_asks(member, get):
    make.StanceFactory(review_status="suggested")
    make.StanceFactory()
    assert member.get("changes/?limit=200").json()["results"] == get("changes/?limit=200")["results"]
