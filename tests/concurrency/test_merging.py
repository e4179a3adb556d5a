"""Renames and merges beside concurrent writers: nothing is lost, and no slug is given twice."""

import pytest
from django.db import connection

from claims.models import Position, Speaker, Stance, Statement
from claims.services.merge import MergeError, merge
from claims.services.withdraw import CitedError, withdraw
from tests.support import factories as make
from tests.support.factories import take
from tests.support.positions import MONDAY, assert_positions_are_right
from tests.support.redirects import by_insert, by_rename, redirect, redirects, rename
from tests.support.transactions import interleaved

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_slug_given_up_meanwhile_is_not_taken_by_another_row():
    peskov = make.SpeakerFactory(slug="a")
    outcome = interleaved(lambda: rename(peskov, "b"), lambda: by_insert("a"), lambda: by_rename("a"))
    assert outcome == (None, "slug_is_nobodys_former_one", "slug_is_nobodys_former_one")


@pytest.mark.parametrize("redirect_first", [True, False])
def test_a_redirect_and_a_row_that_are_written_at_once_do_not_share_a_slug(redirect_first):
    make.SpeakerFactory(slug="new")
    works = (redirect, lambda: by_insert("old"))
    outcome = interleaved(*(works if redirect_first else works[::-1]))
    expected = {(None, "slug_is_nobodys_former_one")} if redirect_first else {(None, "redirect_slug_is_free")}
    assert outcome in expected


def test_a_redirect_to_a_row_that_is_renamed_meanwhile_does_not_lead_astray():
    new = make.SpeakerFactory(slug="new")
    assert interleaved(lambda: rename(new, "newer"), redirect) == (None, "redirect_leads_to_a_row")
    assert redirects() == {"new": "newer"}


def refusing(error, work):
    """`work` as a function that catches `error`, and a list that receives the caught error."""
    refused = []

    def attempt():
        try:
            work()
        except error:
            refused.append(True)

    return attempt, refused


@pytest.mark.parametrize("statement_first", [True, False], ids=["statement_first", "merge_first"])
@pytest.mark.parametrize("column", ["speaker", "on_behalf_of"])
def test_a_statement_of_the_merged_speaker_written_meanwhile_moves_or_is_refused(column, statement_first):
    kept, merged, source, body = *make.SpeakerFactory.create_batch(2), make.SourceFactory(), make.OrganizationFactory()
    claim = make.ClaimFactory()
    take(merged, claim, "denies", MONDAY)

    def write():
        speakers = {"speaker": body, column: merged}
        make.StanceFactory(statement=make.StatementFactory(source=source, **speakers), claim=make.ClaimFactory())

    works = (write, lambda: merge(kept, merged, by=None))
    outcome = interleaved(*(works if statement_first else works[::-1]))
    refused = [each for each in outcome if each]
    moved = Statement.objects.filter(source=source, **{column: kept}).count()
    # If the merge won, the writer's statement is at the kept speaker, or the writer got an error and there is none.
    if Speaker.objects.filter(pk=merged.pk).exists():
        assert refused
        assert Statement.objects.filter(source=source, **{column: merged}).exists()
    else:
        assert moved == Statement.objects.filter(source=source).count() == 1 - len(refused)
        assert redirects() == {merged.slug: kept.slug}
    assert_positions_are_right()


def test_a_statement_whose_writer_has_passed_its_checks_moves():
    kept, merged, source = *make.SpeakerFactory.create_batch(2), make.SourceFactory()

    def write():
        make.StatementFactory(speaker=merged, source=source)
        connection.check_constraints()

    assert interleaved(write, lambda: merge(kept, merged, by=None)) == (None, None)
    assert Statement.objects.get().speaker == kept


def test_a_stance_on_the_merged_claim_written_meanwhile_moves_or_is_refused():
    kept, merged, said = *make.ClaimFactory.create_batch(2), make.StatementFactory()
    take(said.speaker, merged, "denies", MONDAY)
    outcome = interleaved(
        lambda: merge(kept, merged, by=None), lambda: make.StanceFactory(statement=said, claim=merged)
    )
    assert outcome[0] is None
    assert outcome[1] is not None
    assert Stance.objects.get().claim == kept
    assert_positions_are_right()


def test_of_two_merges_of_the_same_rows_one_is_refused():
    here, there = make.SpeakerFactory.create_batch(2)
    take(here, make.ClaimFactory(), "denies", MONDAY)
    second, refused = refusing(MergeError, lambda: merge(there, here, by=None))
    assert interleaved(lambda: merge(here, there, by=None), second) == (None, None)
    assert refused
    assert Speaker.objects.get() == Position.objects.get().speaker == here
    assert redirects() == {there.slug: here.slug}


def test_a_row_that_is_renamed_meanwhile_is_merged_with_all_its_slugs():
    kept, merged = make.SpeakerFactory(slug="kept"), make.SpeakerFactory(slug="a")
    assert interleaved(lambda: rename(merged, "b"), lambda: merge(kept, merged, by=None)) == (None, None)
    assert redirects() == {"a": "kept", "b": "kept"}


def test_a_row_that_is_cited_while_it_is_withdrawn_stays_or_the_one_that_cites_is_refused():
    speaker = make.SpeakerFactory()

    def write():
        make.StatementFactory(speaker=speaker)
        connection.check_constraints()

    attempt, refused = refusing(CitedError, lambda: withdraw(speaker))
    assert interleaved(write, attempt) == (None, None)
    assert refused
    other = make.SpeakerFactory()
    outcome = interleaved(lambda: withdraw(other), lambda: make.StatementFactory(speaker=other))
    assert outcome[0] is None
    assert outcome[1] is not None
    assert Statement.objects.get().speaker == speaker
