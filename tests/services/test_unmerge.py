"""Undoing a merge: every row is as it was before, and what was done since stays."""

from typing import Any

import pytest
from django.db import connection

from claims.models import Affiliation, Change, IncidentActor, Position, Redirect, Source, Speaker, Stance, Statement
from claims.services.merge import merge
from claims.services.unmerge import unmerge
from tests.support import factories as make
from tests.support.doubles import DOUBLES
from tests.support.dumps import dump
from tests.support.factories import take
from tests.support.positions import MONDAY, assert_positions_are_right, tally
from tests.support.redirects import redirects, rename

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("double", DOUBLES)
def test_after_a_merge_and_its_undoing_every_row_is_as_before(double: str) -> None:
    kept, merged = DOUBLES[double]()
    before = dump()
    merge(kept, merged, by=None)
    assert dump() != before
    row: Any = unmerge(kept, merged.slug)
    assert (row.pk, row.slug) == (merged.pk, merged.slug)
    assert dump() == before
    assert_positions_are_right()


@pytest.mark.parametrize("double", DOUBLES)
def test_what_was_undone_can_be_done_and_undone_again(double: str) -> None:
    kept, merged = DOUBLES[double]()
    before = dump()
    for _ in range(2):
        merge(kept, merged, by=None)
        unmerge(kept, merged.slug)
        kept.refresh_from_db()
        merged.refresh_from_db()
    assert dump() == before


def test_merges_into_one_row_are_undone_one_after_the_other(kept, other) -> None:
    third, incident = make.SpeakerFactory(slug="the-spokesman"), make.IncidentFactory()
    for speaker in (kept, other, third):
        take(speaker, make.ClaimFactory(), "affirms", MONDAY)
        incident.actors.create(speaker=speaker, role="witness")
    before = dump()
    merge(kept, other, by=None)
    merge(Speaker.objects.get(slug="peskov"), third, by=None)
    unmerge(kept, "the-spokesman")
    unmerge(kept, "d-s-peskov")
    assert dump() == before


def test_a_merge_is_undone_after_the_kept_row_was_renamed(kept, other) -> None:
    merge(kept, other, by=None)
    rename(kept, "dmitry-peskov")
    unmerge(kept, "d-s-peskov")
    assert redirects() == {"peskov": "dmitry-peskov"}
    assert set(Speaker.objects.values_list("slug", flat=True)) == {"dmitry-peskov", "d-s-peskov"}


def test_a_statement_without_a_role_has_none_whatever_roles_its_speaker_held(kept, other) -> None:
    said = make.StatementFactory(speaker=other)
    for speaker in (kept, other):
        make.AffiliationFactory(person=speaker)
    for step in (lambda: merge(kept, other, by=None), lambda: unmerge(kept, "d-s-peskov")):
        step()
        assert Statement.objects.get(pk=said.pk).affiliation is None


def test_the_undoing_stands_in_the_history_as_what_it_is(kept, other) -> None:
    said = make.StatementFactory(speaker=other)
    merge(kept, other, by=None)
    unmerge(kept, "d-s-peskov")
    of_row = Change.objects.filter(collection="speakers", row_id=other.pk).order_by("pk")
    assert list(of_row.values_list("kind", "key")) == [
        ("created", "d-s-peskov"),
        ("deleted", "d-s-peskov"),
        ("created", "d-s-peskov"),
    ]
    moved = Change.objects.filter(collection="statements", row_id=said.pk).latest("pk")
    assert (moved.old["speaker"], moved.new["speaker"]) == ("peskov", "d-s-peskov")


def test_nothing_is_open_for_later_statements_of_the_transaction(kept, other) -> None:
    merge(kept, other, by=None)
    unmerge(kept, "d-s-peskov")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('claims.merging')")
        assert cursor.fetchone() == ("",)


# What stays as it is now


def test_what_was_recorded_about_the_kept_row_since_stays_with_it(kept, other) -> None:
    before = make.StatementFactory(speaker=other)
    merge(kept, other, by=None)
    after = make.StatementFactory(speaker=kept)
    unmerge(kept, "d-s-peskov")
    assert other.statements.get() == before
    assert kept.statements.get() == after


def test_changes_that_have_nothing_to_do_with_the_merge_stay(kept, other) -> None:
    said = make.StatementFactory(speaker=other)
    merge(kept, other, by=None)
    Statement.objects.update(venue="Brussels")
    Speaker.objects.update(summary="A spokesman.")
    unmerge(kept, "d-s-peskov")
    said.refresh_from_db()
    assert (said.venue, said.speaker) == ("Brussels", other)
    assert Speaker.objects.get(slug="peskov").summary == "A spokesman."


def test_what_was_deleted_since_stays_deleted(kept, other) -> None:
    incident = make.IncidentFactory()
    for speaker in (kept, other):
        incident.actors.create(speaker=speaker, role="witness")
    incident.actors.create(speaker=other, role="target")
    merge(kept, other, by=None)
    IncidentActor.objects.all().delete()
    unmerge(kept, "d-s-peskov")
    assert not IncidentActor.objects.exists()


def test_a_role_that_both_had_and_that_was_deleted_since_stays_deleted(kept, other) -> None:
    body = make.OrganizationFactory()
    for speaker in (kept, other):
        make.AffiliationFactory(person=speaker, organization=body)
    said = make.StatementFactory(speaker=other)
    merge(kept, other, by=None)
    # Among several roles, none is found for the statement.
    others = [make.AffiliationFactory(person=kept, organization=body, role=role) for role in ("Envoy", "Adviser")]
    Statement.objects.update(affiliation=None)
    Affiliation.objects.filter(role="Spokesperson").delete()
    unmerge(kept, "d-s-peskov")
    assert set(Affiliation.objects.all()) == set(others)
    said.refresh_from_db()
    assert (said.speaker, said.affiliation) == (other, None)


def test_a_stance_that_was_reopened_since_comes_back_as_a_suggestion(claims) -> None:
    kept, merged = claims
    moved = take(make.SpeakerFactory(), merged, "denies", MONDAY)
    merge(kept, merged, by=None)
    Stance.objects.update(review_status="suggested")
    unmerge(kept, "on-purpose")
    moved.refresh_from_db()
    assert (moved.claim, moved.review_status) == (merged, "suggested")
    assert not Position.objects.exists()


@pytest.mark.parametrize("again", ["suggested", "rejected", "confirmed"])
def test_a_stance_that_gave_way_to_one_that_was_reviewed_anew_is_to_be_reviewed(claims, again) -> None:
    kept, merged = claims
    own = take(make.SpeakerFactory(), kept, "denies", MONDAY)
    gone = make.StanceFactory(statement=own.statement, claim=merged, position="denies", rationale="He says no.")
    merge(kept, merged, by=None)
    Stance.objects.update(review_status="suggested")
    Statement.objects.update(text="Perhaps.")
    Stance.objects.update(review_status=again)
    unmerge(kept, "on-purpose")
    back = Stance.objects.get(pk=gone.pk)
    assert (back.claim, back.review_status, back.rationale) == (merged, "suggested", "He says no.")
    assert tally(merged) == {}
    assert tally(kept) == ({"denies": 1} if again == "confirmed" else {})
    assert_positions_are_right()


def test_the_text_of_a_source_that_the_merge_dropped_is_not_kept_anywhere() -> None:
    kept, merged = make.SourceFactory(content="One text."), make.SourceFactory(slug="other", content="Another text.")
    merge(kept, merged, by=None)
    assert "Another text." not in str(list(Redirect.objects.values()))
    assert unmerge(kept, "other").content == ""
    assert Source.objects.get(pk=kept.pk).content == "One text."
