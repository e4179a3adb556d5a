"""Loading fixtures while somebody else writes: both count, or one of them is refused."""

import pytest
from django.core.management import CommandError

from claims.models import Position, Stance, Topic
from tests.support import factories as make
from tests.support.commands import run
from tests.support.positions import assert_positions_are_right
from tests.support.records import CLAIM, SOURCE, SPEAKER, STANCE, STATEMENT, but, record
from tests.support.transactions import interleaved, rule_violated

pytestmark = pytest.mark.django_db(transaction=True)


def sayings(name, position):
    """A statement and its stance on the claim that all share."""
    said = but(STATEMENT, slug=name, kind="paraphrase", text=f"It is, says {name}.")
    return [said, but(STANCE, statement=[name], position=position)]


def test_stances_on_one_claim_that_are_loaded_at_once_all_count(fixture):
    run("loaddata", fixture("shared", [SPEAKER, SOURCE, CLAIM]))
    first, second = (fixture(name, sayings(name, name)) for name in ("affirms", "denies"))
    assert interleaved(lambda: run("loaddata", first), lambda: run("loaddata", second)) == (None, None)
    assert Position.objects.values_list("stance_count", "changed").get() == (2, True)
    assert_positions_are_right()


def test_a_stance_that_is_written_while_others_are_loaded_counts_as_well(fixture):
    run("loaddata", fixture("shared", [SPEAKER, SOURCE, CLAIM, *sayings("said", "affirms")]))
    claim, said = Stance.objects.get().claim, make.StatementFactory(speaker=Stance.objects.get().speaker)
    more = fixture("more", sayings("more", "denies"))
    outcome = interleaved(
        lambda: make.StanceFactory(statement=said, claim=claim, position="questions"), lambda: run("loaddata", more)
    )
    assert outcome == (None, None)
    assert Position.objects.get().stance_count == 3
    assert_positions_are_right()


def test_a_row_that_somebody_else_writes_first_is_refused_and_named(fixture):
    errors = []

    def load():
        try:
            run(
                "loaddata",
                fixture("topics", [record("topic", slug="t", name="T"), record("topic", slug="u", name="U")]),
            )
        except CommandError as error:
            errors.append(str(error))

    assert interleaved(lambda: make.TopicFactory(slug="u"), lambda: rule_violated(load)) == (None, None)
    (said,) = errors
    assert "record 2 (claims.topic u): There is one like this already" in said
    assert "Key (slug)=(u) already exists." in said
    assert list(Topic.objects.values_list("slug", flat=True)) == ["u"]
