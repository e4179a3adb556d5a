"""Several writers at once: positions and tallies stay right."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import OperationalError, transaction

from claims.models import ClaimTally, Position, Stance
from tests.support import factories as make
from tests.support.factories import take
from tests.support.positions import assert_positions_are_right
from tests.support.transactions import interleaved, on_its_own_connection, queryset, rule_violated

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("unguarded")]

MONDAY, TUESDAY = date(2025, 9, 22), date(2025, 9, 23)
STATUSES = ("active", "retracted")
POSITIONS = ("affirms", "denies", "questions", "reports", "declines")
WRITERS, OPERATIONS, RETRIES = 6, 40, 50


class Crowd:
    """A few rows, and random writers that collide on them."""

    def __init__(self):
        self.speakers = make.SpeakerFactory.create_batch(3)
        self.claims = make.ClaimFactory.create_batch(2)
        self.statements = [make.StatementFactory(speaker=self.speakers[n % 3]) for n in range(5)]

    def write(self, seed):
        """Does a fixed number of random writes; returns how many succeeded and how many broke a rule."""
        choose = random.Random(seed)  # noqa: S311
        done = refused = 0
        for _ in range(OPERATIONS):
            operation = choose.choice((self.stance, self.stance, self.forget, self.retract, self.move, self.represent))
            arguments = operation, random.Random(choose.random())  # noqa: S311
            if rule_violated(lambda arguments=arguments: self.retry(*arguments)):
                refused += 1
            else:
                done += 1
        return done, refused

    @staticmethod
    def retry(operation, choose):
        """Retries a transaction after a deadlock or a serialization failure, as a client does."""
        state = choose.getstate()
        for attempt in range(RETRIES):
            choose.setstate(state)
            try:
                with transaction.atomic():
                    return operation(choose)
            except OperationalError as error:
                if error.__cause__.sqlstate not in {"40P01", "40001"} or attempt == RETRIES - 1:
                    raise
        return None

    def statement(self, choose):
        return queryset(choose.choice(self.statements))

    def stance(self, choose):
        make.StanceFactory(
            statement=choose.choice(self.statements),
            claim=choose.choice(self.claims),
            position=choose.choice(POSITIONS),
        )

    def forget(self, choose):
        Stance.objects.filter(statement=choose.choice(self.statements), claim=choose.choice(self.claims)).delete()

    def retract(self, choose):
        make.correct(self.statement(choose).get(), choose.choice(STATUSES))
        Stance.objects.filter(statement=choose.choice(self.statements)).update(rationale=str(choose.random()))

    def move(self, choose):
        day, precision = choose.choice(((MONDAY, "day"), (MONDAY, "week"), (TUESDAY, "day")))
        moved = {"speaker": choose.choice(self.speakers), "made_on": day, "made_on_precision": precision}
        self.statement(choose).update(**moved)

    def represent(self, choose):
        self.statement(choose).update(on_behalf_of=choose.choice([*self.speakers, None]))


def test_writers_that_collide_leave_positions_and_tallies_right():
    crowd = Crowd()
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(on_its_own_connection, crowd.write, seed) for seed in range(WRITERS)]
        counts = [writer.result(60) for writer in writers]
    assert all(done > OPERATIONS // 2 for done, _ in counts)
    assert_positions_are_right()
    Stance.objects.all().delete()
    assert not Position.objects.exists()
    assert_positions_are_right()


@pytest.mark.parametrize("known", [False, True], ids=["first", "again"])
def test_two_stances_of_one_speaker_on_one_claim_written_at_once_both_count(known):
    speaker, claim = make.SpeakerFactory(), make.ClaimFactory()
    if known:
        take(speaker, claim, "questions", MONDAY)
    said = make.StatementFactory.create_batch(2, speaker=speaker)
    outcome = interleaved(
        lambda: make.StanceFactory(statement=said[0], claim=claim, position="affirms"),
        lambda: make.StanceFactory(statement=said[1], claim=claim, position="denies"),
    )
    assert outcome == (None, None)
    assert Position.objects.values_list("stance_count", "changed").get() == (2 + known, True)
    assert_positions_are_right()


@pytest.mark.parametrize("model", [Position, ClaimTally])
@pytest.mark.parametrize("one_speaker", [True, False])
def test_stances_that_wait_for_the_same_derived_row_all_count(model, one_speaker):
    speaker, claim = make.SpeakerFactory(), make.ClaimFactory()
    take(speaker, claim, "questions", MONDAY)
    speakers = [speaker, speaker if one_speaker else make.SpeakerFactory()]
    said = [make.StatementFactory(speaker=someone) for someone in speakers]
    outcome = interleaved(
        lambda: list(model.objects.select_for_update()),
        lambda: make.StanceFactory(statement=said[0], claim=claim, position="affirms"),
        lambda: make.StanceFactory(statement=said[1], claim=claim, position="denies"),
    )
    assert outcome == (None, None, None)
    assert_positions_are_right()


CHANGES = {
    "speaker": lambda said: queryset(said).update(speaker=make.SpeakerFactory()),
    "on_behalf_of": lambda said: queryset(said).update(on_behalf_of=make.OrganizationFactory()),
    "made_on": lambda said: queryset(said).update(made_on=TUESDAY),
    "made_on_precision": lambda said: queryset(said).update(made_on_precision="week"),
    "status": make.correct,
}


@pytest.mark.parametrize("stance_first", [True, False], ids=["stance_first", "change_first"])
@pytest.mark.parametrize("changed", CHANGES)
def test_a_stance_written_while_its_statement_changes_counts_for_the_statement_as_it_is_then(changed, stance_first):
    said, claim = make.StatementFactory(made_on=MONDAY), make.ClaimFactory()
    both = (lambda: make.StanceFactory(statement=said, claim=claim), lambda: CHANGES[changed](said))
    assert interleaved(*(both if stance_first else both[::-1])) == (None, None)
    assert Stance.objects.count() == 1
    assert_positions_are_right()


@pytest.mark.parametrize("stance_first", [True, False])
@pytest.mark.parametrize("status", ["confirmed", "suggested"])
def test_a_stance_written_while_its_statement_changes_day_has_the_day_it_has_then(status, stance_first):
    statement = make.StatementFactory(made_on=MONDAY)

    def write():
        make.StanceFactory(statement=statement, review_status=status)

    def change():
        queryset(statement).update(made_on=TUESDAY)

    assert interleaved(*((write, change) if stance_first else (change, write))) == (None, None)
    assert Stance.objects.get().made_on == TUESDAY
    assert_positions_are_right()


def test_a_stance_written_while_the_only_other_one_goes_away_makes_a_position():
    stance = take(make.SpeakerFactory(), make.ClaimFactory(), "affirms", MONDAY)
    said = make.StatementFactory(speaker=stance.statement.speaker)
    outcome = interleaved(
        lambda: queryset(stance).update(rationale="He said so."),
        lambda: make.StanceFactory(statement=said, claim=stance.claim, position="denies"),
        last=lambda: queryset(stance).delete(),
    )
    assert outcome == (None, None)
    assert Position.objects.values_list("position", "stance_count").get() == ("denies", 1)
    assert_positions_are_right()
