"""The seven workloads, each with 200 addresses that are asked for as often as Zipf's law says."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

import psycopg

from benchmarks.exchange import Answer, Request, get

DEEP_PAGE = 10_000
PAGE_SIZE = 30
WALK_LIMIT = 200  # rows of a page on the way to the deep page
FIRST_PAGE = f"/api/v1/statements/?limit={PAGE_SIZE}"
NAMES = (
    "claims_by_speaker",
    "speaker_statements",
    "claim_detail",
    "incident_matrix",
    "first_page",
    "deep_page",
    "not_modified",
)
# Addresses of a workload, and requests in a turn of it.
ADDRESSES = 200
REQUESTS = 2_000
SEED = 1_949

Asked = TypeVar("Asked")


@dataclass(frozen=True)
class Subjects:
    """What the workloads ask about, the most frequent first.

    Attributes:
        speakers, claims, incidents: the slugs of those with the most statements, stances and claims.
        days: the last days of lists of statements.
        deep: the way to the deep page (see `deep`).
        page: the number of the deep page.
    """

    speakers: list[str]
    claims: list[str]
    incidents: list[str]
    days: list[str]
    deep: tuple[str, int]
    page: int


def choose(connection: psycopg.Connection, statements: int) -> Subjects:
    page = min(DEEP_PAGE, statements // PAGE_SIZE // 2)
    return Subjects(
        speakers=ranked(connection, "claims_speaker", "claims_statement", "speaker_id"),
        claims=ranked(connection, "claims_claim", "claims_stance", "claim_id"),
        incidents=ranked(connection, "claims_incident", "claims_incidentclaim", "incident_id"),
        days=days(connection),
        deep=deep(connection, (page - 1) * PAGE_SIZE),
        page=page,
    )


def ranked(connection: psycopg.Connection, table: str, counted: str, column: str) -> list[str]:
    rows = connection.execute(
        f"""
        SELECT slug FROM (
            SELECT t.slug, row_number() OVER (ORDER BY c.rows DESC, t.id) AS rank
            FROM (SELECT {column} AS id, count(*) AS rows FROM {counted} GROUP BY 1) c JOIN {table} t USING (id)
        ) r WHERE rank <= %s ORDER BY rank
        """,  # noqa: S608 - names of tables
        [ADDRESSES],
    ).fetchall()
    return [slug for (slug,) in rows]


def days(connection: psycopg.Connection) -> list[str]:
    """Days that are spread evenly over the newer half of those on which a statement was made, the newest first."""
    rows = connection.execute(
        """
        SELECT day::text FROM (
            SELECT made_on AS day, row_number() OVER (ORDER BY made_on DESC) AS number, count(*) OVER () AS days
            FROM (SELECT DISTINCT made_on FROM claims_statement) d
        ) n WHERE number %% greatest(days / 2 / %(wanted)s, 1) = 0 ORDER BY day DESC LIMIT %(wanted)s
        """,
        {"wanted": ADDRESSES - 1},
    ).fetchall()
    return [day for (day,) in rows]


def deep(connection: psycopg.Connection, skipped: int) -> tuple[str, int]:
    """A day shortly before the deep page in the list of statements, and the number of rows from there to the page.

    A list can be filtered by day, which avoids walking through all pages before the deep one.
    """
    row = connection.execute(
        """
        WITH ranked AS (
            SELECT made_on, row_number() OVER (ORDER BY made_on DESC, id DESC) AS position FROM claims_statement
        ), before AS (
            SELECT min(made_on) AS day FROM ranked
            WHERE made_on > (SELECT made_on FROM ranked WHERE position = %(skipped)s)
        )
        SELECT day::text, %(skipped)s - min(position) + 1 FROM ranked JOIN before ON made_on = day GROUP BY day
        """,
        {"skipped": skipped},
    ).fetchone()
    if row is None:
        raise SystemExit("Too few statements for a deep page: take at least 20,000.")
    return row


def addresses(name: str, subjects: Subjects, port: int) -> list[Request]:
    """A request for each address of a workload to the server on `port`, whose own cursors and ETags they have."""
    makers: dict[str, Callable[[], list[Request]]] = {
        "claims_by_speaker": lambda: [Request(f"/api/v1/claims/?speaker={slug}") for slug in subjects.speakers],
        "speaker_statements": lambda: [
            Request(f"/api/v1/statements/?speaker={slug}&made_on__gte=2018-01-01&made_on__lte=2023-12-31&limit=50")
            for slug in subjects.speakers
        ],
        "claim_detail": lambda: [Request(f"/api/v1/claims/{slug}/stances/") for slug in subjects.claims],
        "incident_matrix": lambda: [Request(f"/api/v1/incidents/{slug}/matrix/") for slug in subjects.incidents],
        "first_page": lambda: first_pages(subjects),
        "deep_page": lambda: [Request(f"{FIRST_PAGE}&cursor={each}") for each in deep_cursors(subjects, port)],
        "not_modified": lambda: [
            Request(each.path, {"If-None-Match": tag(get(port, each))}) for each in first_pages(subjects)
        ],
    }
    return makers[name]()


def first_pages(subjects: Subjects) -> list[Request]:
    """The first page of all statements, and of those until each of some days."""
    return [Request(FIRST_PAGE), *(Request(f"{FIRST_PAGE}&made_on__lte={day}") for day in subjects.days)]


def shares(count: int) -> list[int]:
    """How often each of `count` addresses is asked for in a turn: by Zipf's law, and at least once."""
    total = sum(1 / rank for rank in range(1, count + 1))
    return [max(round(REQUESTS / total / rank), 1) for rank in range(1, count + 1)]


def spread(asked: Sequence[Asked]) -> list[Asked]:
    """What is asked for in a turn, in an order that is the same in each run."""
    turn = [each for each, share in zip(asked, shares(len(asked)), strict=True) for _ in range(share)]
    Random(SEED).shuffle(turn)  # noqa: S311 - no secret
    return turn


def tag(answer: Answer) -> str:
    return answer.headers["etag"]


def deep_cursors(subjects: Subjects, port: int) -> list[str]:
    """The cursors of the deep page and of those after it, found by a walk from the day in `subjects.deep`."""
    day, left = subjects.deep
    found: list[str] = []
    cursor = ""
    while len(found) < ADDRESSES:
        step = min(left, WALK_LIMIT) or PAGE_SIZE
        walk = f"/api/v1/statements/?made_on__lte={day}&limit={step}{cursor and f'&cursor={cursor}'}"
        following = str(get(port, Request(walk)).json()["next"])
        cursor = following.partition("cursor=")[2].partition("&")[0]
        left = max(left - step, 0)
        if not left:
            found.append(cursor)
    return found
