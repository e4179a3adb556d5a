"""Fills an empty database with generated rows for benchmarks. The same size and seed give the same rows."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management.color import no_style
from django.db import ProgrammingError, connection, transaction
from django.db.backends.utils import CursorWrapper
from django.db.models import Max, Model

from claims.models import UNPUBLISHED_MODELS, Speaker

FOLDER = Path(__file__).parent
STEPS = sorted((FOLDER / "sql").glob("*.sql"))
CODERS = 8

# Each step inserts all rows of a table at once, which is faster if sorts fit in memory.
MEMORY = {"work_mem": "256MB", "maintenance_work_mem": "512MB"}

# Called before each step with its number, the number of steps and the step's name.
Report = Callable[[int, int, str], None]


class NotEmptyError(Exception):
    """The database holds speakers already; nothing was written."""


@dataclass(frozen=True)
class Sizes:
    """The number of rows of the main tables, from which the others follow."""

    statements: int
    speakers: int
    sources: int
    incidents: int
    claims: int
    topics: int

    @classmethod
    def of(cls, statements: int) -> "Sizes":
        """Sizes in proportion to the statements, with minima that keep small data sets varied."""
        return cls(
            statements=statements,
            speakers=max(statements // 200, 30),
            sources=max(statements // 4, 10),
            incidents=max(statements // 20, 10),
            claims=max(statements // 5, 40),
            topics=max(statements // 5_000, 20),
        )


def generate(statements: int, seed: int, report: Report) -> None:
    """Generates all rows in one transaction and without triggers; the last step derives positions and tallies.

    Each step ends with ANALYZE, so that PostgreSQL plans the next step well.

    Raises:
        NotEmptyError: the database holds speakers.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if Speaker.objects.exists():
            raise NotEmptyError
        with triggers_disabled(cursor), helpers(cursor, Sizes.of(statements), seed):
            for number, step in enumerate(STEPS, 1):
                report(number, len(STEPS), step.stem.partition("_")[2])
                cursor.execute(step.read_text(encoding="utf-8"))
            cursor.execute("SELECT claims_count_terms()")
        for statement in connection.ops.sequence_reset_sql(no_style(), [*all_models(), get_user_model()]):
            cursor.execute(statement)


def vacuum() -> None:
    """Vacuums the tables, as autovacuum would have on a running server. Must not run in a transaction."""
    with connection.cursor() as cursor:
        # The tables are named, since VACUUM of a whole database locks catalogues that all databases share.
        cursor.execute(f"VACUUM {', '.join(tables())}")


def tables() -> list[str]:
    return [connection.ops.quote_name(model._meta.db_table) for model in all_models()]


def all_models() -> Iterator[type[Model]]:
    """The models of all generated tables, including those of many-to-many fields."""
    models = apps.get_app_config("claims").get_models(include_auto_created=True)
    yield from (model for model in models if model._meta.managed and model not in UNPUBLISHED_MODELS)


def make_coders() -> list[int]:
    """Creates accounts for coders and reviewers, in which nobody can log in; returns their primary keys."""
    users = get_user_model().objects
    first = (users.aggregate(last=Max("pk"))["last"] or 0) + 1
    ids = list(range(first, first + CODERS))
    joined = datetime(2014, 1, 1, tzinfo=UTC)
    coders = [users.model(pk=pk, username=f"dataset-{pk}", date_joined=joined) for pk in ids]
    users.bulk_create(coders)
    return ids


@contextmanager
def helpers(cursor: CursorWrapper, sizes: Sizes, seed: int) -> Iterator[None]:
    """Creates a schema with the functions that the steps use, puts it on the search path, and drops it afterwards."""
    cursor.execute("CREATE SCHEMA dataset")
    cursor.execute("SELECT set_config('search_path', 'dataset, ' || current_setting('search_path'), true)")
    for name, value in MEMORY.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    # Sizes and seed are immutable functions, which PostgreSQL folds into constants, so the steps are plain SQL files.
    for name, value in {**asdict(sizes), "seed": seed}.items():
        body = f"AS 'SELECT {int(value)}::bigint'"
        cursor.execute(f"CREATE FUNCTION {name}() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE {body}")
    coders = ", ".join(map(str, make_coders()))
    cursor.execute(
        "CREATE FUNCTION coder(turn bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE "
        f"AS 'SELECT (ARRAY[{coders}])[1 + turn % {CODERS}]'"
    )
    # Without PLAIN, PostgreSQL would decompress the array for each word.
    cursor.execute("CREATE TABLE dataset.vocabulary (tongue int, words text[] STORAGE PLAIN)")
    for tongue, words in enumerate(vocabulary().values(), 1):
        cursor.execute("INSERT INTO dataset.vocabulary VALUES (%s, %s)", [tongue, words])
    yield
    cursor.execute("DROP SCHEMA dataset CASCADE")


def vocabulary() -> dict[str, list[str]]:
    """The words of each language, the most frequent first."""
    languages: dict[str, list[str]] = {}
    words: list[str] = []
    for line in (FOLDER / "vocabulary.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, colon, rest = line.rpartition(": ")
        if colon:
            words = languages.setdefault(language, [])
        words += rest.split()
    return languages


@contextmanager
def triggers_disabled(cursor: CursorWrapper) -> Iterator[None]:
    """Disables all triggers, so that rows are stored as they are inserted.

    A superuser does so for the transaction. The owner of the tables disables their triggers; foreign keys are then
    still checked, at the end.
    """
    if disable_as_superuser(cursor):
        yield
        cursor.execute("SET LOCAL session_replication_role = origin")
        return
    for table in tables():
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables():
        cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def disable_as_superuser(cursor: CursorWrapper) -> bool:
    """Disables triggers for the transaction, if the user is a superuser; returns whether it did."""
    try:
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
    except ProgrammingError:  # insufficient privilege
        return False
    return True
