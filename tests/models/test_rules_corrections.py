"""Rules of corrections: a statement's status is what its latest correction says, and what was published stays."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from claims.choices import StatementStatus
from claims.models import Correction, Position, Statement
from tests.support import factories as make
from tests.support.rules import accepted, execute, refused

pytestmark = pytest.mark.django_db

SQL = Path(settings.BASE_DIR) / "claims" / "migrations" / "sql"

LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def status(statement):
    return Statement.objects.values_list("status", flat=True).get(pk=statement.pk)


@pytest.mark.parametrize(
    ("rule", "wrong"),
    [
        ("correction_status_valid", {"status": "x"}),
        ("correction_status_valid", {"status": ""}),
        ("correction_what_not_blank", {"what": ""}),
        ("correction_what_not_blank", {"what": " \n"}),
        ("correction_why_not_blank", {"why": ""}),
        ("correction_why_not_blank", {"why": "\t"}),
        ("correction_corrected_has_replacement", {"status": "corrected"}),
        ("correction_not_in_the_future", {"corrected_at": timezone.now() + timedelta(hours=1)}),
    ],
)
def test_a_correction_says_what_why_and_when(rule, wrong):
    statement = make.StatementFactory()
    with refused(rule):
        make.CorrectionFactory(statement=statement, **wrong)
    with accepted():
        make.CorrectionFactory(statement=statement)


@pytest.mark.parametrize("given", StatementStatus.values)
def test_a_statement_has_the_status_that_its_correction_gives_it(given):
    stance = make.StanceFactory()
    with accepted():
        make.correct(stance.statement, given)
    assert status(stance.statement) == given
    assert Position.objects.exists() == (given == "active")


def test_a_statement_that_stands_is_replaced_by_nothing():
    statement = make.StatementFactory()
    other = make.StatementFactory(supersedes=statement)
    with refused("correction_active_has_no_replacement"):
        make.correct(statement, "active", replacement=other)


def test_a_statement_is_corrected_once_at_a_moment():
    first = make.CorrectionFactory()
    with refused("correction_recorded_once"):
        make.CorrectionFactory(statement=first.statement, corrected_at=first.corrected_at)
    with accepted():
        make.CorrectionFactory(corrected_at=first.corrected_at)


@pytest.mark.parametrize("given", ["corrected", "retracted", "misattributed"])
def test_nobody_takes_a_statement_back_without_saying_what_was_wrong(given):
    statement = make.StatementFactory()
    with refused("statement_status_is_explained"):
        Statement.objects.update(status=given)
    with refused("statement_status_is_explained"):
        make.StatementFactory(status=given)
    assert status(statement) == "active"


def test_nobody_reinstates_a_statement_without_a_word():
    statement = make.CorrectionFactory().statement
    with refused("statement_status_is_explained"):
        Statement.objects.update(status="active")
    with accepted():
        make.correct(statement, "active", what="It is in the source after all.", why="A second look.")
    assert status(statement) == "active"


def test_the_last_word_counts_in_whatever_order_corrections_are_recorded():
    statement = make.StatementFactory()
    with accepted():
        make.correct(statement, "active", corrected_at=LONG_AGO + timedelta(2))
        make.correct(statement, "retracted", corrected_at=LONG_AGO)
    assert status(statement) == "active"
    with accepted():
        make.correct(statement, "misattributed", corrected_at=LONG_AGO + timedelta(3))
    assert status(statement) == "misattributed"


def test_a_statement_may_come_with_the_correction_that_explains_it_and_after_it():
    """As a fixture or a dump has them, in either order."""
    with accepted():
        statement = make.StatementFactory(status="retracted")
        make.CorrectionFactory(statement=statement)
    first = Statement.objects.values().get(pk=statement.pk)
    later = first | {"id": first["id"] + 1, "slug": "later", "text": "Later.", "status": "active"}
    with accepted():
        Correction.objects.create(statement_id=later["id"], status="active", what="A typing error.", why="It was one.")
        Statement.objects.create(**later)
    with refused("statement_status_is_explained"):
        Correction.objects.create(statement_id=later["id"] + 1, status="retracted", what="All.", why="It was none.")
        Statement.objects.create(**later | {"id": later["id"] + 1, "slug": "last", "text": "Last."})


def test_many_corrections_in_one_statement_of_sql_each_reach_their_statement():
    said = make.StatementFactory.create_batch(3)
    with accepted():
        execute(
            "INSERT INTO claims_correction (statement_id, status, what, why) "
            "SELECT id, 'misattributed', 'Who said it.', 'The recording.' FROM claims_statement"
        )
    assert {status(one) for one in said} == {"misattributed"}


def test_what_a_correction_did_stays():
    correction, other = make.CorrectionFactory(), make.StatementFactory()
    for change in ({"status": "active"}, {"corrected_at": LONG_AGO}, {"statement": other}):
        with refused("correction_is_final"):
            Correction.objects.update(**change)
    with refused("correction_is_final"):
        execute("DELETE FROM claims_correction")
    replacement = make.StatementFactory(supersedes=correction.statement)
    with accepted():
        Correction.objects.update(what="In better words.", why="As was said.", replacement=replacement)


def test_what_replaces_a_statement_supersedes_it():
    statement, other = make.StatementFactory.create_batch(2)
    with refused("correction_replacement_supersedes"):
        make.correct(statement, "corrected", replacement=other)
    Statement.objects.filter(pk=other.pk).update(supersedes=statement)
    with accepted():
        make.correct(statement, "corrected", replacement=other)
    for another in (None, make.StatementFactory()):
        with refused("correction_replacement_supersedes"):
            Statement.objects.filter(pk=other.pk).update(supersedes=another)
    with refused("correction_replacement_supersedes"):
        Correction.objects.update(replacement=make.StatementFactory())
