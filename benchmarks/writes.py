"""`python -m benchmarks.writes`: the cost of writes with and without the columns and indexes of search.

Writes to the data set in DATABASE_URL, and rolls everything back. The times do not include the commit, which costs the
same in both cases, nor the search for similar claims when the API creates a claim.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from http import HTTPStatus
from io import BytesIO
from wsgiref.util import setup_testing_defaults

import django

django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.core import signals  # noqa: E402
from django.db import close_old_connections, connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from claims.choices import Role  # noqa: E402
from claims.models import Claim, Statement  # noqa: E402
from claims.services import keys, similar  # noqa: E402
from tracker.wsgi import application  # noqa: E402

BULK, SINGLE, ROUNDS = 5_000, 200, 9
# A request of the API would close the connection in whose transaction it is measured.
for signal in (signals.request_started, signals.request_finished):
    signal.disconnect(close_old_connections)
# Copies are recorded, and not compared.
similar.LIKE = {**similar.LIKE, Claim: lambda values, distinct: []}
WITHOUT_SEARCH = """
    ALTER TABLE claims_statement ALTER document DROP EXPRESSION;
    ALTER TABLE claims_claim ALTER document DROP EXPRESSION;
    DROP INDEX statement_document, statement_language, claim_document, claim_language;
    DO $$ BEGIN
        EXECUTE (
            SELECT format('ALTER TABLE claims_claim DISABLE TRIGGER %I', tgname) FROM pg_trigger
            WHERE tgrelid = 'claims_claim'::regclass AND tgname LIKE 'pgtrigger_terms_insert%'
        );
    END $$;
"""


def fields(model: type[Claim | Statement]) -> list[str]:
    """The columns that a copy of a row takes from the row."""
    own = {"id", "slug", "created_at", "updated_at"}
    return [each.attname for each in model._meta.concrete_fields if each.attname not in own and not each.generated]


def in_bulk(model: type[Claim | Statement]) -> None:
    names = ", ".join(fields(model))
    values = ", ".join(f"{name} || ' again'" if name == "text" else name for name in fields(model))
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (slug, created_at, updated_at, {names}) "  # noqa: S608 - names of columns
            f"SELECT 'again-' || id, now(), now(), {values} FROM {table} WHERE id % 7 = 0 LIMIT {BULK}"
        )


def one_by_one(model: type[Claim | Statement]) -> None:
    now = timezone.now()
    for number, row in enumerate(list(model.objects.values(*fields(model))[:SINGLE])):
        row |= {"text": f"{row['text']} again", "slug": f"again-{number}"}
        model.objects.create(**row, created_at=now, updated_at=now)


def through_the_api(model: type[Claim | Statement]) -> None:
    key = keys.create(User.objects.earliest("pk"), "benchmark", Role.CODER)[1]
    for body in list(bodies(model)):
        status, answer = post(f"/api/v1/{model._meta.model_name}s/", body, key)
        if status != HTTPStatus.CREATED:
            raise SystemExit(answer.decode())


def post(path: str, body: dict[str, object], key: str) -> tuple[int, bytes]:
    """The status and body of the answer to a POST in this process, within the transaction that is rolled back."""
    content = json.dumps(body, default=str).encode()
    environ = {
        "REQUEST_METHOD": "POST",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "CONTENT_TYPE": "application/json",
        "CONTENT_LENGTH": str(len(content)),
        "HTTP_HOST": "localhost",
        "HTTP_AUTHORIZATION": f"Bearer {key}",
        "wsgi.input": BytesIO(content),
    }
    setup_testing_defaults(environ)
    started: list[str] = []
    answer = b"".join(application(environ, lambda status, headers: started.append(status)))
    return int(started[0].split()[0]), answer


def bodies(model: type[Claim | Statement]) -> Iterator[dict[str, object]]:
    """Copies of rows with another text, as request bodies for the API."""
    rows = model.objects.exclude(kind="quote") if model is Statement else model.objects.all()
    names = (
        "text",
        "language",
        "kind",
        *(("speaker__slug", "source__slug", "made_on") if model is Statement else ("name", "context", "checkable")),
    )
    for number, row in enumerate(rows.values(*names)[:SINGLE]):
        body = {name.removesuffix("__slug"): value for name, value in row.items()}
        yield body | {"text": f"{row['text']} again", "slug": f"again-{number}"}


def timed(work: Callable[[], None], *, searching: bool) -> float:
    with transaction.atomic(), connection.cursor() as cursor:
        if not searching:
            cursor.execute(WITHOUT_SEARCH)
        start = time.perf_counter()
        work()
        seconds = time.perf_counter() - start
        transaction.set_rollback(True)
    return seconds


def compared(work: Callable[[], None], rows: int) -> dict[str, float]:
    """Milliseconds for each row with and without search, measured alternately."""
    rounds = [(timed(work, searching=True), timed(work, searching=False)) for _ in range(ROUNDS)]
    with_search, without_search = (statistics.median(each) for each in zip(*rounds, strict=True))
    return {
        "with_ms": round(with_search * 1000 / rows, 3),
        "without_ms": round(without_search * 1000 / rows, 3),
        "ratio": round(with_search / without_search, 2),
    }


def main() -> int:
    figures = {
        f"{model._meta.model_name}s {how}": compared(lambda model=model, work=work: work(model), rows)  # type: ignore[misc]
        for model in (Statement, Claim)
        for how, work, rows in (
            ("in bulk", in_bulk, BULK),
            ("one by one", one_by_one, SINGLE),
            ("through the API", through_the_api, SINGLE),
        )
    }
    print(json.dumps(figures))  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
