"""Two transactions at once do not break a rule together."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction

from claims.models import Affiliation, Citation, Source, Speaker, Statement
from tests.support import factories as make
from tests.support.factories import quote
from tests.support.positions import MONDAY, assert_positions_are_right
from tests.support.transactions import interleaved, queryset

pytestmark = pytest.mark.django_db(transaction=True)


STATUSES = ("active", "retracted")


MOMENT = datetime(2025, 10, 1, tzinfo=UTC)


def test_of_two_competing_stances_only_one_can_be_confirmed():
    first = make.StanceFactory(review_status="suggested")
    same = {"statement": first.statement, "claim": first.claim, "review_status": "suggested"}
    second = make.StanceFactory(**same, position="denies")
    outcome = interleaved(
        lambda: queryset(first).update(review_status="confirmed"),
        lambda: queryset(second).update(review_status="confirmed"),
    )
    assert outcome == (None, "stance_confirmed_once")
    assert_positions_are_right()


CHAINS = [
    (make.IncidentFactory, "part_of", "incident_not_part_of_itself"),
    (make.TopicFactory, "broader", "topic_not_broader_than_itself"),
    (make.StatementFactory, "supersedes", "statement_does_not_supersede_itself"),
]
every_chain = pytest.mark.parametrize(("factory", "above", "rule"), CHAINS)


@every_chain
def test_two_transactions_do_not_close_a_circle_together(factory, above, rule):
    here, there = factory(), factory()
    outcome = interleaved(
        lambda: queryset(here).update(**{above: there}), lambda: queryset(there).update(**{above: here})
    )
    assert outcome == (None, rule)


@every_chain
def test_two_transactions_do_not_close_a_long_circle_together(factory, above, rule):
    first, third = factory(), factory()
    second, fourth = factory(**{above: first}), factory(**{above: third})
    outcome = interleaved(
        lambda: queryset(third).update(**{above: second}), lambda: queryset(first).update(**{above: fourth})
    )
    assert outcome == (None, rule)


@every_chain
def test_a_row_that_joins_one_chain_does_not_wait_for_one_that_joins_another(factory, above, rule):
    rows, ends = [factory() for _ in range(4)], []

    def join():
        queryset(rows[2]).update(**{above: rows[3]})
        ends.append("second")

    interleaved(lambda: queryset(rows[0]).update(**{above: rows[1]}), join, last=lambda: ends.append("first"))
    assert ends == ["second", "first"]


@every_chain
def test_a_change_of_a_row_in_a_chain_leaves_the_rows_above_it_free(factory, above, rule):
    top = factory()
    low, ends = factory(**{above: top}), []

    def change():
        queryset(top).update(slug="changed")
        ends.append("second")

    interleaved(lambda: queryset(low).update(slug="other"), change, last=lambda: ends.append("first"))
    assert ends == ["second", "first"]


def checked(work):
    """`work`, followed by the constraint checks of a commit, so that the transaction waits right before its end."""

    def now():
        work()
        connection.check_constraints()

    return now


def words_and_text():
    source = make.SourceFactory(content="He said yes.")
    return (
        "citation_is_verbatim",
        lambda: quote("yes", source=source),
        lambda: Source.objects.update(content="He said no."),
    )


def excerpt_and_text():
    said = make.StatementFactory(text="They were drones.")
    return (
        "stance_excerpt_in_statement",
        lambda: make.StanceFactory(statement=said, excerpt="drones", review_status="suggested"),
        lambda: queryset(said).update(text="They were balloons."),
    )


def statement_and_role():
    role = make.AffiliationFactory()
    return (
        "statement_affiliation_held_then",
        lambda: make.StatementFactory(speaker=role.person),
        lambda: Affiliation.objects.update(end_date=MONDAY, end_date_precision="day"),
    )


def role_and_kind():
    person, body = make.SpeakerFactory(), make.OrganizationFactory()
    return (
        "affiliation_person_is_person",
        lambda: make.AffiliationFactory(person=person, organization=body),
        lambda: Speaker.objects.filter(pk=person.pk).update(kind="group"),
    )


def citation_and_citation():
    with transaction.atomic():
        said = quote("no")
        second = make.CitationFactory(statement=said, exact="no", start=10, end=12)
    return (
        "statement_quote_is_cited",
        lambda: Citation.objects.filter(statement=said, start=None).delete(),
        lambda: queryset(second).delete(),
    )


def citation_and_kind():
    citation = make.CitationFactory(statement__text="no", exact="no")
    return (
        "statement_quote_is_cited",
        lambda: queryset(citation).delete(),
        lambda: Statement.objects.update(kind="quote"),
    )


def replacement_and_supersedes():
    said = make.StatementFactory()
    later = make.StatementFactory(supersedes=said)
    return (
        "correction_replacement_supersedes",
        lambda: make.correct(said, "corrected", replacement=later),
        lambda: queryset(later).update(supersedes=None),
    )


@pytest.mark.parametrize("last", STATUSES)
def test_of_two_corrections_at_once_the_later_one_is_the_last_word(last):
    said, first = make.StatementFactory(), next(status for status in STATUSES if status != last)
    moments = [MOMENT, MOMENT + timedelta(1)]
    outcome = interleaved(
        lambda: make.CorrectionFactory(statement=said, status=last, corrected_at=moments[1]),
        lambda: make.CorrectionFactory(statement=said, status=first, corrected_at=moments[0]),
    )
    assert outcome == (None, None)
    assert Statement.objects.get().status == last


@pytest.mark.parametrize(
    ("early", "swapped"),
    [(False, False), (True, False), (True, True)],
    ids=["written", "checked", "checked_the_other_way_round"],
)
@pytest.mark.parametrize(
    "pair",
    [
        *(words_and_text, excerpt_and_text, statement_and_role, role_and_kind, citation_and_citation),
        *(citation_and_kind, replacement_and_supersedes),
    ],
)
def test_two_transactions_that_break_a_rule_only_together_do_not_both_commit(pair, early, swapped):
    rule, *works = pair()
    first, second = reversed(works) if swapped else works
    outcome = interleaved(checked(first) if early else first, second)
    assert set(outcome) == {None, rule}
