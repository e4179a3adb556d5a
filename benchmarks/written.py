"""A tracker that is measured while a writer commits to its database.

The writer sends SQL to the database itself, which costs little, so that the tracker has the machine nearly to itself.
"""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from itertools import count, cycle
from threading import Event, Thread
from typing import Any, NamedTuple

import psycopg

from benchmarks.client import Outcome
from benchmarks.database import Database
from benchmarks.exchange import Request, get
from benchmarks.peers import Peer
from benchmarks.workloads import Subjects, spread

# The SQL that adds a row with a number, and that removes what was added. Answers about claims show topics.
TOPIC = (
    "INSERT INTO claims_topic (slug, name) VALUES (format('benchmark-%%s', %(number)s), 'Benchmark')",
    "DELETE FROM claims_topic WHERE slug ~ '^benchmark-[0-9]+$'",
)
AFFILIATION = (
    "INSERT INTO claims_affiliation (person_id, organization_id, role, former) SELECT person_id, organization_id,"
    " format('Benchmark %%s', %(number)s), false FROM claims_affiliation ORDER BY id LIMIT 1",
    "DELETE FROM claims_affiliation WHERE role ~ '^Benchmark [0-9]+$'",
)


class Shown(NamedTuple):
    """Where an answer shows a row that may be changed at any time, unlike those that confirmed stances rest on."""

    path: tuple[str | int, ...]
    table: str
    column: str


SOURCE = Shown(("results", 0, "source"), "claims_source", "headline")
SHOWN = {
    "claims_by_speaker": Shown(("results", 0, "positions", 0, "speaker"), "claims_speaker", "name"),
    "speaker_statements": SOURCE,
    "claim_detail": Shown(("results", 0, "statement", "source"), "claims_source", "headline"),
    "incident_matrix": Shown(("speakers", 0), "claims_speaker", "name"),
    "first_page": SOURCE,
    "deep_page": SOURCE,
    "not_modified": SOURCE,
}

# Commits a write at each step, and undoes all of them when it is closed.
Writes = Generator[None, None, None]


def unrelated(connection: psycopg.Connection, workload: str, asked: list[Request], port: int) -> Writes:
    """New rows of a collection that the answers of a workload do not show."""
    add, remove = AFFILIATION if workload == "claims_by_speaker" else TOPIC
    connection.execute(remove)  # of a run that was killed
    try:
        for number in count():
            connection.execute(add, {"number": number})
            yield
    finally:
        connection.execute(remove)


def related(connection: psycopg.Connection, workload: str, asked: list[Request], port: int) -> Writes:
    """New names or headlines of rows that the answers show, of frequent answers more often."""
    path, table, column = SHOWN[workload]
    rows = [shown(get(port, Request(each.path)).json(), path) for each in asked]
    turn = [each for each in spread(rows) if each]
    former = dict(
        connection.execute(f"SELECT slug, {column} FROM {table} WHERE slug = ANY (%s)", [rows]).fetchall()  # noqa: S608
    )
    update = f"UPDATE {table} SET {column} = %s WHERE slug = %s"  # noqa: S608 - names of columns
    changed = set[str]()
    try:
        for number, slug in enumerate(cycle(turn)):
            changed.add(slug)
            connection.execute(update, [f"{former[slug]} ({number})", slug])
            yield
    finally:
        for slug in changed:
            connection.execute(update, [former[slug], slug])


def shown(answer: Any, path: tuple[str | int, ...]) -> str | None:
    """The slug of the row at a path in an answer; None if there is none, as on an empty page."""
    for step in path:
        try:
            answer = answer[step]
        except IndexError:
            return None
    return str(answer["slug"])


class Written:
    """A tracker with a writer beside it, measured like a server."""

    def __init__(self, peer: Peer, database: Database, name: str, rate: float, writes: Callable[..., Writes]) -> None:
        self.peer, self.database, self.name, self.rate, self.writes = peer, database, name, rate, writes

    def saturate(self, workload: str, subjects: Subjects, seconds: float) -> tuple[Outcome, float]:
        with self.writing(workload, subjects):
            return self.peer.saturate(workload, subjects, seconds)

    def pace(self, workload: str, subjects: Subjects, seconds: float, rate: float) -> Outcome:
        with self.writing(workload, subjects):
            return self.peer.pace(workload, subjects, seconds, rate)

    def memory(self) -> float:
        return self.peer.memory()

    @contextmanager
    def writing(self, workload: str, subjects: Subjects) -> Iterator[None]:
        """Commits `rate` writes a second. Ends the program if one fails."""
        ended = Event()
        failed: list[psycopg.Error] = []

        def write() -> None:
            try:
                while not ended.wait(1 / self.rate):
                    next(writes)
            except psycopg.Error as error:
                failed.append(error)

        with self.database.connect() as connection:
            writes = self.writes(connection, workload, self.peer.addresses(workload, subjects), self.peer.port)
            next(writes)
            thread = Thread(target=write)
            thread.start()
            try:
                yield
            finally:
                ended.set()
                thread.join()
                writes.close()
        if failed:
            raise SystemExit(f"{self.name} could not write during {workload}: {failed[0]}")
