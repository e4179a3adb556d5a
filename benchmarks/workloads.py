"""The seven workloads, each with requests about a fixed list of speakers, claims or incidents."""

from collections.abc import Callable
from dataclasses import dataclass

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
# The ranks of the chosen speakers, claims and incidents, by their number of statements, stances and claims.
RANKS = (1, 2, 5, 10, 30, 100, 300, 1_000)


@dataclass(frozen=True)
class Subjects:
    """The slugs that the workloads ask about, and the way to the deep page (see `deep`)."""

    speakers: list[str]
    claims: list[str]
    incidents: list[str]
    deep: tuple[str, int]
    page: int


def choose(connection: psycopg.Connection, statements: int) -> Subjects:
    page = min(DEEP_PAGE, statements // PAGE_SIZE // 2)
    return Subjects(
        speakers=ranked(connection, "claims_speaker", "claims_statement", "speaker_id"),
        claims=ranked(connection, "claims_claim", "claims_stance", "claim_id"),
        incidents=ranked(connection, "claims_incident", "claims_incidentclaim", "incident_id"),
        deep=deep(connection, (page - 1) * PAGE_SIZE),
        page=page,
    )


def ranked(connection: psycopg.Connection, table: str, counted: str, column: str) -> list[str]:
    rows = connection.execute(
        f"""
        SELECT slug FROM (
            SELECT t.slug, row_number() OVER (ORDER BY c.rows DESC, t.id) AS rank
            FROM (SELECT {column} AS id, count(*) AS rows FROM {counted} GROUP BY 1) c JOIN {table} t USING (id)
        ) r WHERE rank = ANY (%s) ORDER BY rank
        """,  # noqa: S608 - names of tables
        [list(RANKS)],
    ).fetchall()
    return [slug for (slug,) in rows]


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


def requests(name: str, subjects: Subjects, port: int) -> list[Request]:
    """The requests of a workload to the server on `port`, whose own cursors and ETags they use."""
    makers: dict[str, Callable[[], list[Request]]] = {
        "claims_by_speaker": lambda: [Request(f"/api/v1/claims/?speaker={slug}") for slug in subjects.speakers],
        "speaker_statements": lambda: [
            Request(f"/api/v1/statements/?speaker={slug}&made_on__gte=2018-01-01&made_on__lte=2023-12-31&limit=50")
            for slug in subjects.speakers
        ],
        "claim_detail": lambda: [Request(f"/api/v1/claims/{slug}/stances/") for slug in subjects.claims],
        "incident_matrix": lambda: [Request(f"/api/v1/incidents/{slug}/matrix/") for slug in subjects.incidents],
        "first_page": lambda: [Request(FIRST_PAGE)],
        "deep_page": lambda: [Request(f"{FIRST_PAGE}&cursor={deep_cursor(subjects, port)}")],
        "not_modified": lambda: [Request(FIRST_PAGE, {"If-None-Match": tag(get(port, Request(FIRST_PAGE)))})],
    }
    return makers[name]()


def tag(answer: Answer) -> str:
    return answer.headers["etag"]


def deep_cursor(subjects: Subjects, port: int) -> str:
    """The cursor of the deep page, found by a short walk from the day in `subjects.deep`."""
    day, left = subjects.deep
    cursor = ""
    while left:
        step = min(left, WALK_LIMIT)
        walk = f"/api/v1/statements/?made_on__lte={day}&limit={step}{cursor and f'&cursor={cursor}'}"
        following = str(get(port, Request(walk)).json()["next"])
        cursor = following.partition("cursor=")[2].partition("&")[0]
        left -= step
    return cursor
