"""Positions and tallies: derived by the database from confirmed stances of active statements, whoever writes."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection

from claims.models import Claim, ClaimTally, Position, Stance, Statement
from tests.support import factories as make
from tests.support.factories import take
from tests.support.positions import DATES, TALLY, tally

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unguarded")]

MONDAY, TUESDAY, FRIDAY = date(2025, 9, 22), date(2025, 9, 23), date(2025, 9, 26)


@pytest.fixture
def claim():
    return make.ClaimFactory()


@pytest.fixture
def peskov():
    return make.SpeakerFactory(name="Dmitry Peskov")


@pytest.fixture
def kremlin():
    return make.OrganizationFactory(name="Kremlin")


def held(capacity="own", **fields):
    """The position of the one speaker that holds one, as (position, first, last, count, changed)."""
    return (
        Position.objects.filter(capacity=capacity, **fields)
        .values_list("position", "first_on", "last_on", "stance_count", "changed")
        .get()
    )


# Days and positions in the order they are recorded, and what is held then.
HISTORIES = [
    ([(1, "denies")], ("denies", 1, 1, 1, False)),
    ([(1, "denies"), (2, "affirms")], ("affirms", 2, 2, 2, True)),
    ([(2, "denies"), (1, "affirms")], ("denies", 2, 2, 2, True)),
    ([(1, "denies"), (2, "denies")], ("denies", 1, 2, 2, False)),
    ([(1, "affirms"), (2, "denies"), (3, "affirms")], ("affirms", 1, 3, 3, True)),
    ([(1, "denies"), (1, "affirms")], ("affirms", 1, 1, 2, True)),
    ([(1, "denies"), (2, "reports"), (3, "declines")], ("denies", 1, 1, 3, False)),
    ([(1, "reports"), (2, "declines")], ("declines", 2, 2, 2, False)),
    ([(1, "declines"), (2, "questions"), (3, "reports")], ("questions", 2, 2, 3, False)),
    ([(1, "affirms"), (2, "qualifies")], ("qualifies", 2, 2, 2, True)),
    ([(1, "affirms"), (2, "declines"), (3, "affirms")], ("affirms", 1, 3, 3, False)),
    ([(1, "affirms"), (2, "questions"), (3, "declines")], ("questions", 2, 2, 3, True)),
]


@pytest.mark.parametrize(("history", "expected"), HISTORIES)
def test_the_latest_committal_position_stands(claim, peskov, history, expected):
    for day, position in history:
        take(peskov, claim, position, date(2025, 9, day))
    position, first, last, count, changed = expected
    assert held() == (position, date(2025, 9, first), date(2025, 9, last), count, changed)
    assert tally(claim) == {position: 1}
    assert Position.objects.get().stance.position == position


def test_on_one_day_what_was_recorded_later_stands(claim, peskov):
    said = [make.StatementFactory(speaker=peskov) for _ in range(2)]
    later, earlier = datetime(2025, 9, 24, 12, tzinfo=UTC), datetime(2025, 9, 24, 11, tzinfo=UTC)
    make.StanceFactory(statement=said[0], claim=claim, position="denies", created_at=later)
    make.StanceFactory(statement=said[1], claim=claim, position="affirms", created_at=earlier)
    assert held() == ("denies", TUESDAY, TUESDAY, 2, True)


def test_a_vague_date_counts_from_the_first_day_of_its_period(claim, peskov):
    take(peskov, claim, "affirms", date(2025, 9, 1), made_on_precision="month")
    take(peskov, claim, "denies", MONDAY, made_on_precision="week")
    assert held() == ("denies", MONDAY, MONDAY, 2, True)
    take(peskov, claim, "questions", TUESDAY)
    take(peskov, claim, "affirms", date(2025, 1, 1), made_on_precision="year")
    assert held() == ("questions", TUESDAY, TUESDAY, 4, True)


def dates(**fields):
    """The dates of the one position, as (first, its precision, last, its precision)."""
    return Position.objects.filter(**fields).values_list(*DATES).get()


def test_a_position_says_how_exactly_its_dates_are_known(claim, peskov):
    take(peskov, claim, "affirms", date(2025, 9, 1), made_on_precision="month")
    assert dates() == (date(2025, 9, 1), "month", date(2025, 9, 1), "month")
    take(peskov, claim, "affirms", MONDAY, made_on_precision="week")
    assert dates() == (date(2025, 9, 1), "month", MONDAY, "week")
    take(peskov, claim, "affirms", date(2025, 1, 1), made_on_precision="year")
    assert dates() == (date(2025, 1, 1), "year", MONDAY, "week")
    take(peskov, claim, "denies", FRIDAY)
    assert dates() == (FRIDAY, "day", FRIDAY, "day")


@pytest.mark.parametrize(("earlier", "later"), [("week", "day"), ("day", "week")])
def test_of_dates_with_one_first_day_the_one_recorded_first_is_first_and_the_other_last(claim, peskov, earlier, later):
    for hour, precision in ((12, later), (11, earlier)):
        said = make.StatementFactory(speaker=peskov, made_on=MONDAY, made_on_precision=precision)
        recorded = datetime(2025, 9, 24, hour, tzinfo=UTC)
        make.StanceFactory(statement=said, claim=claim, position="affirms", created_at=recorded)
    assert dates() == (MONDAY, earlier, MONDAY, later)
    make.StanceFactory(statement__speaker=peskov, statement__made_on=MONDAY, claim=claim, position="reports")
    assert dates() == (MONDAY, earlier, MONDAY, later)


def test_a_position_follows_when_a_date_turns_out_to_be_known_less_exactly(claim, peskov, kremlin):
    stance = take(peskov, claim, "affirms", MONDAY, on_behalf_of=kremlin)
    Statement.objects.filter(pk=stance.statement_id).update(made_on_precision="week")
    assert dates(speaker=peskov) == dates(speaker=kremlin) == (MONDAY, "week", MONDAY, "week")
    Statement.objects.filter(pk=stance.statement_id).update(made_on_precision="day")
    assert dates(speaker=peskov) == dates(speaker=kremlin) == (MONDAY, "day", MONDAY, "day")


@pytest.mark.parametrize("status", ["suggested", "rejected"])
def test_only_confirmed_stances_count(claim, peskov, status):
    stance = take(peskov, claim, "affirms", MONDAY)
    Stance.objects.filter(pk=stance.pk).update(review_status=status)
    assert not Position.objects.exists()
    assert tally(claim) == {}
    Stance.objects.filter(pk=stance.pk).update(review_status="confirmed")
    assert held() == ("affirms", MONDAY, MONDAY, 1, False)
    assert tally(claim) == {"affirms": 1}


@pytest.mark.parametrize("status", ["corrected", "retracted", "misattributed"])
def test_only_statements_that_stand_count(claim, peskov, status):
    take(peskov, claim, "affirms", MONDAY)
    stance = take(peskov, claim, "denies", TUESDAY)
    make.correct(stance.statement, status)
    assert held() == ("affirms", MONDAY, MONDAY, 1, False)
    make.correct(stance.statement, "active")
    assert held() == ("denies", TUESDAY, TUESDAY, 2, True)


def test_a_deleted_stance_is_forgotten(claim, peskov):
    first, second = take(peskov, claim, "affirms", MONDAY), take(peskov, claim, "denies", TUESDAY)
    second.delete()
    assert held() == ("affirms", MONDAY, MONDAY, 1, False)
    first.delete()
    connection.check_constraints()
    assert not Position.objects.exists()
    assert tally(claim) == {}


def test_a_statement_of_somebody_else_takes_its_stances_along(claim, peskov):
    take(peskov, claim, "affirms", MONDAY)
    stance, zakharova = take(peskov, claim, "denies", TUESDAY), make.SpeakerFactory()
    Statement.objects.filter(pk=stance.statement_id).update(speaker=zakharova)
    assert held(speaker=peskov) == ("affirms", MONDAY, MONDAY, 1, False)
    assert held(speaker=zakharova) == ("denies", TUESDAY, TUESDAY, 1, False)
    assert tally(claim) == {"affirms": 1, "denies": 1, "disputed": 1}


def test_a_statement_of_another_day_changes_what_came_last(claim, peskov):
    stance = take(peskov, claim, "affirms", MONDAY)
    take(peskov, claim, "denies", TUESDAY)
    Statement.objects.filter(pk=stance.statement_id).update(made_on=FRIDAY)
    assert held() == ("affirms", FRIDAY, FRIDAY, 2, True)


def test_a_stance_on_another_claim_or_of_another_statement_moves(claim, peskov):
    stance, other = take(peskov, claim, "affirms", MONDAY), make.ClaimFactory()
    Stance.objects.filter(pk=stance.pk).update(claim=other)
    assert (tally(claim), tally(other)) == ({}, {"affirms": 1})
    Stance.objects.filter(pk=stance.pk).update(statement=make.StatementFactory(made_on=FRIDAY))
    assert held() == ("affirms", FRIDAY, FRIDAY, 1, False)
    assert not peskov.positions.exists()


def test_who_is_represented_holds_the_position_too_and_is_not_counted_again(claim, peskov, kremlin):
    take(peskov, claim, "denies", MONDAY, on_behalf_of=kremlin)
    assert held(speaker=peskov) == ("denies", MONDAY, MONDAY, 1, False)
    assert held("represented", speaker=kremlin) == ("denies", MONDAY, MONDAY, 1, False)
    assert Position.objects.count() == 2
    assert tally(claim) == {"denies": 1}


def test_what_is_said_for_somebody_is_kept_apart_from_what_they_say_themselves(claim, peskov, kremlin):
    take(kremlin, claim, "questions", MONDAY)
    take(peskov, claim, "denies", TUESDAY, on_behalf_of=kremlin)
    assert held(speaker=kremlin) == ("questions", MONDAY, MONDAY, 1, False)
    assert held("represented", speaker=kremlin) == ("denies", TUESDAY, TUESDAY, 1, False)
    assert tally(claim) == {"denies": 1, "questions": 1}


def test_on_behalf_of_whom_it_was_said_may_change(claim, peskov, kremlin):
    stance, russia = take(peskov, claim, "denies", MONDAY), make.OrganizationFactory()
    said = Statement.objects.filter(pk=stance.statement_id)
    for represented in (kremlin, russia, None):
        said.update(on_behalf_of=represented)
        speakers = Position.objects.filter(capacity="represented").values_list("speaker_id", flat=True)
        assert [*speakers] == ([represented.pk] if represented else [])
        assert tally(claim) == {"denies": 1}


def test_speaker_and_represented_may_change_places(claim, peskov, kremlin):
    stance = take(peskov, claim, "denies", MONDAY, on_behalf_of=kremlin)
    Statement.objects.filter(pk=stance.statement_id).update(speaker=kremlin, on_behalf_of=peskov)
    assert held(speaker=kremlin) == held("represented", speaker=peskov) == ("denies", MONDAY, MONDAY, 1, False)
    assert Position.objects.count() == 2


def test_a_claim_is_disputed_when_one_affirms_and_another_denies_it_now(claim, peskov, kremlin):
    take(peskov, claim, "affirms", MONDAY)
    take(peskov, claim, "denies", TUESDAY, on_behalf_of=kremlin)
    assert tally(claim) == {"denies": 1}
    take(make.SpeakerFactory(), claim, "qualifies", MONDAY)
    rutte = make.SpeakerFactory()
    take(rutte, claim, "affirms", MONDAY)
    assert tally(claim) == {"affirms": 1, "denies": 1, "qualifies": 1, "disputed": 1}
    take(rutte, claim, "questions", TUESDAY)
    assert tally(claim) == {"denies": 1, "qualifies": 1, "questions": 1}


def test_every_claim_has_a_tally_from_its_first_moment_to_its_last(claim):
    Claim.objects.bulk_create(make.ClaimFactory.build() for _ in range(3))
    assert all(not any(row) for row in ClaimTally.objects.values_list(*TALLY))
    assert ClaimTally.objects.count() == 4
    claim.delete()
    assert ClaimTally.objects.count() == 3


def by_bulk_create(statements, claim):
    Stance.objects.bulk_create(make.StanceFactory.build(statement=said, claim=claim) for said in statements)


COLUMNS = """
    statement_id, claim_id, position, explicitness, qualification, excerpt, rationale, method, model_name, review_status
"""
VALUES = ("affirms", "explicit", "", "", "", "human", "", "confirmed")


def by_insert_select(statements, claim):
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO claims_stance ({COLUMNS}) SELECT id, %s, {', '.join(['%s'] * 8)} "
            "FROM claims_statement WHERE id = ANY (%s)",
            [claim.pk, *VALUES, [said.pk for said in statements]],
        )


def by_copy(statements, claim):
    with connection.cursor() as cursor, cursor.copy(f"COPY claims_stance ({COLUMNS}) FROM STDIN") as copy:
        for said in statements:
            copy.write_row((said.pk, claim.pk, *VALUES))


@pytest.mark.parametrize("write", [by_bulk_create, by_insert_select, by_copy])
def test_the_database_derives_whoever_writes(claim, peskov, kremlin, write):
    write(
        [
            make.StatementFactory(speaker=peskov, on_behalf_of=kremlin),
            make.StatementFactory(speaker=peskov, made_on=FRIDAY),
            make.StatementFactory(),
            make.CorrectionFactory().statement,
        ],
        claim,
    )
    assert held(speaker=peskov) == ("affirms", TUESDAY, FRIDAY, 2, False)
    assert held("represented", speaker=kremlin) == ("affirms", TUESDAY, TUESDAY, 1, False)
    assert tally(claim) == {"affirms": 2}


def test_one_statement_of_sql_may_change_many_rows(claim):
    speakers = make.SpeakerFactory.create_batch(3)
    for speaker in speakers:
        take(speaker, claim, "affirms", MONDAY)
    Stance.objects.update(position="denies")
    assert tally(claim) == {"denies": 3}
    Statement.objects.update(speaker=speakers[0])
    assert held() == ("denies", MONDAY, MONDAY, 3, False)
    Stance.objects.all().delete()
    assert tally(claim) == {}
