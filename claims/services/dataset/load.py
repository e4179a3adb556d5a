"""Fills an empty database with rows to measure on: the same size and the same seed give the same rows."""

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

from claims.models import ACCESS_MODELS, Speaker

FOLDER = Path(__file__).parent
STEPS = sorted((FOLDER / "sql").glob("*.sql"))
CODERS = 8

# Sorting and index building in memory: the steps handle all rows of a table at once.
MEMORY = {"work_mem": "256MB", "maintenance_work_mem": "512MB"}

# Called before each step: its number, how many there are, what it makes.
Report = Callable[[int, int, str], None]


class NotEmptyError(Exception):
    """The database holds speakers already; nothing was written."""


@dataclass(frozen=True)
class Sizes:
    """How many rows of each table there are; stances, links and positions follow from them."""

    statements: int
    speakers: int
    sources: int
    incidents: int
    claims: int
    topics: int

    @classmethod
    def of(cls, statements: int) -> "Sizes":
        """In proportion to the statements; the floors keep small data sets varied."""
        return cls(
            statements=statements,
            speakers=max(statements // 200, 30),
            sources=max(statements // 4, 10),
            incidents=max(statements // 20, 10),
            claims=max(statements // 5, 40),
            topics=max(statements // 5_000, 20),
        )


def generate(statements: int, seed: int, report: Report) -> None:
    """Loads everything in one transaction, without triggers; positions and tallies are derived at its end.

    Each step ends with statistics on its tables, which the next one is planned by.

    Raises:
        NotEmptyError: there are speakers.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        if Speaker.objects.exists():
            raise NotEmptyError
        with writing_as_it_stands(cursor), helpers(cursor, Sizes.of(statements), seed):
            for number, step in enumerate(STEPS, 1):
                report(number, len(STEPS), step.stem.partition("_")[2])
                cursor.execute(step.read_text(encoding="utf-8"))
            cursor.execute("SELECT claims_count_terms()")
        for statement in connection.ops.sequence_reset_sql(no_style(), [*all_models(), get_user_model()]):
            cursor.execute(statement)


def settle() -> None:
    """Vacuums what was loaded, so that reading starts as on a server that has run for a while. In no transaction."""
    with connection.cursor() as cursor:
        # By name: of a whole database, it would lock tables that all databases of the server share.
        cursor.execute(f"VACUUM {', '.join(tables())}")


def tables() -> list[str]:
    return [connection.ops.quote_name(model._meta.db_table) for model in all_models()]


def all_models() -> Iterator[type[Model]]:
    """Every table of ours, with those behind many-to-many relations."""
    models = apps.get_app_config("claims").get_models(include_auto_created=True)
    yield from (model for model in models if model._meta.managed and model not in ACCESS_MODELS)


def make_coders() -> list[int]:
    """The accounts that stances are coded and reviewed by; nobody can log in to them."""
    users = get_user_model().objects
    first = (users.aggregate(last=Max("pk"))["last"] or 0) + 1
    ids = list(range(first, first + CODERS))
    joined = datetime(2014, 1, 1, tzinfo=UTC)
    coders = [users.model(pk=pk, username=f"dataset-{pk}", date_joined=joined) for pk in ids]
    users.bulk_create(coders)
    return ids


@contextmanager
def helpers(cursor: CursorWrapper, sizes: Sizes, seed: int) -> Iterator[None]:
    """A schema with what the steps need, first on the search path, and gone afterwards."""
    cursor.execute("CREATE SCHEMA dataset")
    cursor.execute("SELECT set_config('search_path', 'dataset, ' || current_setting('search_path'), true)")
    for name, value in MEMORY.items():
        cursor.execute("SELECT set_config(%s, %s, true)", [name, value])
    # Functions, not parameters: PostgreSQL folds them into constants, and the steps stay plain SQL.
    for name, value in {**asdict(sizes), "seed": seed}.items():
        body = f"AS 'SELECT {int(value)}::bigint'"
        cursor.execute(f"CREATE FUNCTION {name}() RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE {body}")
    coders = ", ".join(map(str, make_coders()))
    cursor.execute(
        "CREATE FUNCTION coder(turn bigint) RETURNS int LANGUAGE sql IMMUTABLE PARALLEL SAFE "
        f"AS 'SELECT (ARRAY[{coders}])[1 + turn % {CODERS}]'"
    )
    # Plain storage: a compressed array would be unpacked for each word.
    cursor.execute("CREATE TABLE dataset.vocabulary (tongue int, words text[] STORAGE PLAIN)")
    for tongue, words in enumerate(vocabulary().values(), 1):
        cursor.execute("INSERT INTO dataset.vocabulary VALUES (%s, %s)", [tongue, words])
    yield
    cursor.execute("DROP SCHEMA dataset CASCADE")


def vocabulary() -> dict[str, list[str]]:
    """The words of each language, the commonest first."""
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
def writing_as_it_stands(cursor: CursorWrapper) -> Iterator[None]:
    """No trigger fires, so that rows are stored as they are given.

    A superuser can say so for the transaction; everybody else needs to own the tables. Then foreign keys are
    still checked, at the end.
    """
    if may_silence_triggers(cursor):
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


def may_silence_triggers(cursor: CursorWrapper) -> bool:
    try:
        with transaction.atomic():
            cursor.execute("SET LOCAL session_replication_role = replica")
    except ProgrammingError:  # insufficient privilege
        return False
    return True
