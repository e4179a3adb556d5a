"""`load` derives the positions of stances after the last one, where the tracker had none; they are as always."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection, transaction

from claims.models import Position, Stance
from claims.services.interchange import entries, positions
from tests.support import factories as make
from tests.support.commands import fails, run
from tests.support.positions import FRIDAY, MONDAY, TUESDAY, assert_positions_are_right
from tests.support.records import empty

pytestmark = pytest.mark.django_db(transaction=True)
DAYS = (MONDAY, TUESDAY, FRIDAY)


@pytest.fixture
def exported(tmp_path):
    """A package of three claims, on each of which two speakers changed their minds, one for an organization."""
    claims = [make.ClaimFactory() for _ in range(3)]
    ann, bea, party = make.SpeakerFactory(), make.SpeakerFactory(), make.OrganizationFactory()
    with transaction.atomic():
        for claim in claims:
            for day, first, second in zip(DAYS, ("affirms", "denies", "reports"), ("denies",) * 3, strict=True):
                make.take(ann, claim, first, day)
                make.take(bea, claim, second, day, on_behalf_of=party)
            make.StanceFactory(claim=claim, review_status="suggested")
    run("export", tmp_path / "all")
    empty()
    get_user_model().objects.all().delete()
    return tmp_path / "all"


@pytest.mark.parametrize("at_once", [1, 4, 20_000])
def test_positions_are_those_of_the_stances_however_many_are_derived_at_once(exported, monkeypatch, at_once):
    monkeypatch.setattr(entries, "AT_ONCE", 5)
    monkeypatch.setattr(positions, "AT_ONCE", at_once)
    run("load", exported)
    assert Position.objects.count() == 9
    assert_positions_are_right()


def test_a_stance_after_a_load_changes_its_position_as_always(exported):
    run("load", exported)
    held = Position.objects.filter(position="denies", capacity="own").first()
    make.take(held.speaker, held.claim, "affirms", date(2025, 10, 1))
    held.refresh_from_db()
    assert (held.position, held.changed) == ("affirms", True)


def test_after_a_load_that_failed_stances_have_positions_as_always(exported):
    stances = exported / "stances.ndjson"
    lines = stances.read_text().splitlines(keepends=True)
    stances.write_text("".join([*lines[:-1], lines[-1].replace('"explicit"', '"exploded"')]))
    assert f"stances.ndjson, line {len(lines)}: " in fails("load", exported)
    stance = make.StanceFactory()
    assert Position.objects.get().stance == stance


def test_nobody_else_writes_stances_while_their_positions_are_not_derived():
    statement, claim = make.StatementFactory(), make.ClaimFactory()

    def write():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '200ms'")
            make.StanceFactory(statement=statement, claim=claim)
        except OperationalError as error:
            return str(error)
        finally:
            connection.close()
        return "written"

    with ThreadPoolExecutor(1) as elsewhere, transaction.atomic(), positions.positions_once():
        assert "lock timeout" in elsewhere.submit(write).result()
    assert not Stance.objects.exists()


def test_a_role_that_does_not_own_the_tables_loads_the_same(exported):
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(f"{connection.settings_dict['NAME']}_writer")
        cursor.execute(f"CREATE ROLE {name}")
        try:
            for kind in ("TABLES", "SEQUENCES"):
                cursor.execute(f"GRANT ALL ON ALL {kind} IN SCHEMA public TO {name}")
            cursor.execute(f"SET ROLE {name}")
            run("load", exported)
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute(f"DROP OWNED BY {name}")
            cursor.execute(f"DROP ROLE {name}")
    assert Position.objects.count() == 9
    assert_positions_are_right()
