"""The data set for measuring: in proportion, the same for the same seed, and true to every rule of the database."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from claims.models import Affiliation, Citation, Correction, Position, Review, Source, Speaker, Stance, Statement
from claims.services.dataset import load
from claims.services.dataset.load import NotEmptyError, Sizes, all_models, generate
from claims.services.positions import differences
from tests.support.factories import SpeakerFactory
from tests.support.loaded import loaded

STATEMENTS = 2_000
SEED = 7


def make(statements=STATEMENTS, seed=SEED):
    generate(statements, seed, lambda *step: None)


def fingerprint():
    """Each table's name with a checksum over all columns of all its rows."""
    with connection.cursor() as cursor:
        sums = {}
        for model in all_models():
            table = model._meta.db_table
            cursor.execute(f"SELECT md5(string_agg(t::text, E'\\n' ORDER BY t::text)) FROM {table} t")
            sums[table] = cursor.fetchone()[0]
    return sums


@pytest.fixture(scope="class")
def dataset(django_db_setup, django_db_blocker):
    """A small data set, generated once for the tests of a class and rolled back after them."""
    with loaded(django_db_blocker, make):
        yield


@pytest.mark.django_db
@pytest.mark.usefixtures("dataset")
class TestTheRows:
    def test_are_in_proportion_to_the_statements(self):
        counts = {model.__name__: model.objects.count() for model in all_models()}
        expected = {"Statement": 2_000, "Claim": 400, "Source": 500, "Incident": 100, "Speaker": 30, "ClaimTally": 400}
        assert {name: counts[name] for name in expected} == expected
        assert counts["Stance"] == pytest.approx(3_000, rel=0.05)
        assert counts["Citation"] == pytest.approx(920, rel=0.1)
        # The data set comes without history and without former slugs.
        assert {name for name, count in counts.items() if not count} == {"Change", "Redirect"}

    def test_at_full_size_follow_the_plan(self):
        assert Sizes.of(1_000_000) == Sizes(
            statements=1_000_000, speakers=5_000, sources=250_000, incidents=50_000, claims=200_000, topics=200
        )

    def test_vary_in_kind_status_precision_and_language(self):
        statements = Statement.objects.all()
        for field, several in (("kind", 4), ("status", 4), ("made_on_precision", 4), ("language", 5)):
            assert statements.values(field).distinct().count() >= several, field
        for field in ("affiliation", "on_behalf_of", "supersedes"):
            assert 0 < statements.exclude(**{field: None}).count() < STATEMENTS, field
        assert 0 < Source.objects.exclude(archived_url="").count() < Source.objects.count()
        assert 0 < Source.objects.exclude(content="").count() < Source.objects.count()
        assert Stance.objects.filter(review_status="confirmed").count() > 0.85 * Stance.objects.count()
        assert {*Position.objects.values_list("capacity", "changed")} == {
            (capacity, changed) for capacity in ("own", "represented") for changed in (True, False)
        }

    def test_give_a_few_speakers_most_of_the_words(self):
        by_speaker = [speaker.statements.count() for speaker in Speaker.objects.order_by("id")]
        assert by_speaker[0] > 1.4 * by_speaker[1] > 2 * by_speaker[9]

    def test_have_texts_of_a_hundred_to_three_hundred_characters(self):
        lengths = [len(text) for text in Statement.objects.values_list("text", flat=True)]
        assert 100 <= min(lengths) < 130
        assert 220 < max(lengths) <= 300

    @pytest.mark.parametrize(
        ("rule", "table"),
        [
            ("quote", Statement),
            ("role", Statement),
            ("excerpt", Stance),
            ("verdict", Review),
            ("affiliation", Affiliation),
            ("status", Statement),
            ("replacement", Correction),
        ],
    )
    def test_pass_the_rules_that_triggers_would_have_checked(self, rule, table):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(claims_check_{rule}(id)::text) FROM {table._meta.db_table}")
            assert cursor.fetchone() == (table.objects.count(),)

    def test_hold_the_places_of_words_in_the_texts_that_are_kept(self):
        held = Citation.objects.exclude(statement__source__content="").select_related("statement__source")
        assert held
        for citation in held:
            assert citation.statement.source.content[citation.start : citation.end] == citation.exact

    def test_show_the_role_that_the_trigger_would_have_found(self):
        roles = list(Statement.objects.order_by("id").values_list("affiliation_id", flat=True))
        Statement.objects.update(affiliation=None)
        assert list(Statement.objects.order_by("id").values_list("affiliation_id", flat=True)) == roles

    def test_register_the_identifiers_of_their_speakers(self):
        with connection.cursor() as cursor:
            cursor.execute(
                """
                SELECT s.id, pair.key, pair.value FROM claims_speaker s, jsonb_each_text(s.identifiers) pair
                EXCEPT SELECT speaker_id, scheme, value FROM claims_speakeridentifier
                """
            )
            assert cursor.fetchall() == []

    def test_give_the_positions_and_tallies_that_a_recomputation_gives(self):
        assert differences() == []

    def test_leave_the_next_ids_free(self):
        assert SpeakerFactory().pk > 30
        assert get_user_model().objects.create(username="somebody").pk > load.CODERS

    def test_leave_the_triggers_on(self):
        with pytest.raises(Exception, match="follow from the stances"), transaction.atomic():
            Position.objects.all().delete()

    def test_are_not_added_to_a_database_that_holds_speakers(self):
        with pytest.raises(NotEmptyError):
            make()


@pytest.mark.django_db
def test_the_same_seed_gives_the_same_rows_and_another_one_others(monkeypatch):
    """The third data set is loaded without the right to disable triggers, so that foreign keys are checked."""

    def rows(seed):
        with transaction.atomic():
            make(200, seed)
            sums = fingerprint()
            transaction.set_rollback(True)
        return sums

    first, other = rows(1), rows(2)
    monkeypatch.setattr(load, "disable_as_superuser", lambda cursor: False)
    assert rows(1) == first
    alike = {"claims_change", "claims_incidentkind", "claims_redirect"}
    assert {table for table in first if first[table] == other[table]} == alike


def test_the_command_makes_a_database_of_its_own_and_never_writes_to_it_twice(db):
    name = f"dataset_{os.environ['TRACKER_TEST_RUN']}"

    def command():
        return subprocess.run(
            [sys.executable, "manage.py", "generate_dataset", "--statements=100", f"--database-name={name}"],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"},
            capture_output=True,
            text=True,
            check=False,
        )

    try:
        made = command()
        assert made.returncode == 0, made.stderr
        assert f"100 statements in “{name}”" in made.stdout
        assert "holds speakers already" in command().stderr
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name}")


def test_the_command_never_touches_the_usual_database():
    with pytest.raises(CommandError, match="own database"):
        call_command("generate_dataset", database_name=connection.settings_dict["NAME"])
