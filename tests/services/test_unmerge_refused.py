"""What stands in the way of undoing a merge: the refusal names everything, and changes nothing."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from claims.models import IncidentActor, Review, Speaker, Stance, Statement
from claims.services.merge import merge
from claims.services.unmerge import UnmergeError, unmerge
from tests.support import factories as make
from tests.support.doubles import DOUBLES
from tests.support.dumps import dump
from tests.support.factories import take
from tests.support.positions import MONDAY
from tests.support.redirects import redirects, rename

pytestmark = pytest.mark.django_db


def refused(kept: Any, former: str) -> list[tuple[str, str]]:
    """What stands in the way of undoing a merge; the refusal must change nothing."""
    before = dump()
    with pytest.raises(UnmergeError) as caught:
        unmerge(kept, former)
    assert dump() == before
    return [tuple(each) for each in caught.value.obstacles]


def words(kept: Any, former: str) -> list[str]:
    return [sentence for _, sentence in refused(kept, former)]


def test_a_slug_under_which_nothing_was_merged_is_refused(kept, other) -> None:
    rename(kept, "dmitry-peskov")
    for slug in ("peskov", "dmitry-peskov", "nobody"):
        assert refused(kept, slug) == [
            ("unknown", f"No merge of “{slug}” into “dmitry-peskov” is recorded."),
        ]


def test_a_merge_whose_history_is_gone_is_refused(kept, other) -> None:
    merge(kept, other, by=None)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("DELETE FROM claims_change")
        cursor.execute("SET LOCAL session_replication_role = origin")
    assert words(kept, "d-s-peskov") == ["The history does not reach back to this merge any more."]


def test_everything_that_stands_in_the_way_is_named(kept, other) -> None:
    third, incident, claim = make.SpeakerFactory(), make.IncidentFactory(), make.ClaimFactory()
    said = make.StatementFactory.create_batch(3, speaker=other)
    actor = incident.actors.create(speaker=other, role="witness")
    merge(kept, other, by=None)
    Speaker.objects.filter(pk=kept.pk).update(country="UA")
    Statement.objects.filter(pk=said[0].pk).update(speaker=third)
    IncidentActor.objects.update(speaker=third)
    stance = make.StanceFactory(statement=said[1], claim=claim)
    make.correct(said[2], "retracted")
    assert refused(kept, "d-s-peskov") == [
        ("changed", "speaker “peskov”: `country` was changed since. The merge made it “RU”."),
        ("changed", f"incident actor “{actor.pk}”: `speaker` was changed since."),
        ("changed", f"statement “{said[0].slug}”: `speaker` was changed since."),
        (
            "confirmed",
            f"stance “{stance.pk}” was confirmed since: reopen it first (`POST /stances/{stance.pk}/reopen/`).",
        ),
        ("corrected", f"statement “{said[2].slug}” is retracted since: correct it to `active` first."),
    ]
    Speaker.objects.filter(pk=kept.pk).update(country="RU")
    Statement.objects.filter(pk=said[0].pk).update(speaker=kept)
    IncidentActor.objects.update(speaker=kept)
    Stance.objects.update(review_status="suggested")
    make.correct(said[2], "active")
    unmerge(kept, "d-s-peskov")
    assert other.statements.count() == 3


@pytest.mark.parametrize("double", ["sources", "speakers"])
def test_what_was_confirmed_since_was_not_judged_as_a_row_of_the_merged_one(double: str) -> None:
    kept, merged = DOUBLES[double]()
    said = make.StatementFactory(**{double[:-1]: merged})
    merge(kept, merged, by=None)
    stance = make.StanceFactory(statement=said, claim=make.ClaimFactory(), review_status="suggested")
    Stance.objects.filter(pk=stance.pk).update(review_status="confirmed")
    assert [code for code, _ in refused(kept, merged.slug)] == ["confirmed"]


def test_a_stance_that_was_confirmed_on_the_kept_claim_is_not_moved_to_another_text(claims) -> None:
    kept, merged = claims
    stance = make.StanceFactory(claim=merged, review_status="suggested")
    merge(kept, merged, by=None)
    Stance.objects.update(review_status="confirmed")
    assert [code for code, _ in refused(kept, "on-purpose")] == ["confirmed"]
    Stance.objects.update(review_status="suggested")
    unmerge(kept, "on-purpose")
    assert Stance.objects.get(pk=stance.pk).claim == merged


def test_a_text_that_stances_were_confirmed_under_since_is_not_taken_away(claims) -> None:
    kept = claims[0]
    merged = make.ClaimFactory(slug="at-night", context="At night.")
    merge(kept, merged, by=None)
    take(make.SpeakerFactory(), kept, "affirms", MONDAY)
    [(code, sentence)] = refused(kept, "at-night")
    assert (code, sentence.startswith(f"claim “{kept.slug}”: `context`: Confirmed stances")) == ("confirmed", True)


def test_a_row_that_refers_to_one_that_was_deleted_since_cannot_come_back(kept, other) -> None:
    incident = make.IncidentFactory(slug="drones")
    for speaker in (kept, other):
        incident.actors.create(speaker=speaker, role="witness")
    merge(kept, other, by=None)
    # Both actors are one by then, and a link to another incident takes its place.
    IncidentActor.objects.update(incident=make.IncidentFactory())
    incident.delete()
    assert refused(kept, "d-s-peskov") == [
        (
            "gone",
            "incident “drones” is gone (incident actor “d-s-peskov, witness of drones” referred to it).",
        )
    ]


def test_rows_that_another_merge_took_come_back_with_that_one(kept, other) -> None:
    incident, again = make.IncidentFactory(slug="drones"), make.IncidentFactory(slug="drones-again")
    for where in (incident, again):
        where.actors.create(speaker=other, role="witness")
    again.actors.create(speaker=kept, role="target")
    again.actors.create(speaker=other, role="target")
    before = dump()
    merge(kept, other, by=None)
    merge(incident, again, by=None)
    assert {code for code, _ in refused(kept, "d-s-peskov")} == {"merged"}
    assert all("undo the merge of “drones-again” first" in each for each in words(kept, "d-s-peskov"))
    unmerge(incident, "drones-again")
    unmerge(kept, "d-s-peskov")
    assert dump() == before


def test_a_rule_that_would_be_broken_is_named() -> None:
    kept, merged = (
        make.SourceFactory(url="https://example.org/a"),
        make.SourceFactory(slug="b", url="https://b.example"),
    )
    merge(kept, merged, by=None)
    make.SourceFactory(url="https://b.example/")
    assert refused(kept, "b") == [
        (
            "source_url_unique",
            "There is a source with this address already, perhaps written a little differently.",
        )
    ]


def test_a_row_that_was_merged_on_comes_back_after_the_row_that_it_was_merged_into(kept, other) -> None:
    third = make.SpeakerFactory(slug="the-spokesman", name="Dmitry Peskov")
    take(other, make.ClaimFactory(), "affirms", MONDAY)
    before = dump()
    merge(kept, other, by=None)
    merge(third, kept, by=None)
    assert refused(third, "d-s-peskov") == [
        (
            "merged",
            "speaker “peskov” is gone (“d-s-peskov” was merged into it): undo the merge of “peskov” first.",
        )
    ]
    unmerge(third, "peskov")
    assert redirects() == {"d-s-peskov": "peskov"}
    unmerge(kept, "d-s-peskov")
    assert dump() == before


def test_the_command_undoes_a_merge(kept, other) -> None:
    said, out = make.StatementFactory(speaker=other), StringIO()
    merge(kept, other, by=None)
    Speaker.objects.update(country="UA")
    with pytest.raises(CommandError, match="`country` was changed since"):
        call_command("unmerge", "speakers", "d-s-peskov")
    Speaker.objects.update(country="RU")
    call_command("unmerge", "speakers", "d-s-peskov", stdout=out)
    assert "d-s-peskov is there again, beside peskov." in out.getvalue()
    said.refresh_from_db()
    assert said.speaker == other
    with pytest.raises(CommandError, match="“d-s-peskov” is no former slug in speakers"):
        call_command("unmerge", "speakers", "d-s-peskov")


def test_a_review_that_was_approved_since_is_taken_up_again_first() -> None:
    kept, other = make.ClaimFactory(slug="kept"), make.ClaimFactory(slug="other")
    review = make.ReviewFactory(slug="found", claim=other, status="draft")
    merge(kept, other, by=None)
    Review.objects.filter(pk=review.pk).update(status="published")
    assert refused(kept, "other") == [
        ("confirmed", "review “found” was approved since: reopen it first (`POST /reviews/found/reopen/`).")
    ]
    Review.objects.filter(pk=review.pk).update(status="draft")
    assert unmerge(kept, "other").pk == other.pk
    assert Review.objects.get().claim == other


def test_a_published_review_that_gave_way_comes_back_as_a_draft_if_its_twin_was_published_anew() -> None:
    kept, other = make.ClaimFactory(slug="kept"), make.ClaimFactory(slug="other")
    own = make.ReviewFactory(slug="own", claim=kept, url="https://facts.example/a")
    make.ReviewFactory(slug="twin", claim=other, url="https://facts.example/a")
    merge(kept, other, by=None)
    for status in ("draft", "published"):
        Review.objects.filter(pk=own.pk).update(status=status)
    unmerge(kept, "other")
    assert {*Review.objects.values_list("slug", "status")} == {("own", "published"), ("twin", "draft")}
