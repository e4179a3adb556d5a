"""Behind PgBouncer: connections share sessions of the server, and every answer is that to its own question."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path

import psycopg
import pytest
from django.db import connection, connections

from tests.support.databases import managed
from tests.support.endpoints import ENDPOINTS, READER
from tests.support.pooled import pooled
from tests.support.served import HOST, PATIENCE, served
from tests.support.world import make_world
from tracker.postgres import prepared

pytestmark = pytest.mark.django_db(transaction=True)

CLIENTS = 12
ROUNDS = 4


@pytest.fixture
def through(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """This process reads through a PgBouncer of transactions; yields its address."""
    with pooled("transaction", tmp_path) as url, psycopg.connect(url) as probe:
        connection.close()
        address = {"host": HOST, "port": str(probe.info.port)}
        direct = connection.get_connection_params
        monkeypatch.setattr(connection, "get_connection_params", lambda: {**direct(), **address})
        yield url
        connection.close()


def answer(port: int, path: str) -> tuple[int, bytes]:
    asked = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        asked.request("GET", path, headers={"Host": "localhost"})
        response = asked.getresponse()
        return response.status, response.read()
    finally:
        asked.close()


@pytest.mark.parametrize("prepare", ["true", "false"])
@pytest.mark.parametrize("mode", ["transaction", "session"])
def test_every_answer_through_a_pooler_is_that_of_the_direct_connection(
    mode: str, prepare: str, tmp_path: Path
) -> None:
    rows = make_world(6)
    paths = [endpoint.path("", rows) for endpoint in ENDPOINTS]
    direct = {path: (response.status_code, response.content) for path in paths for response in [READER.get(path)]}
    assert sum(status == 200 for status, _ in direct.values()) > 20
    with pooled(mode, tmp_path) as url, served(3, DATABASE_URL=url, PREPARED_STATEMENTS=prepare) as server:
        # Each client begins at another path, so that all ask for different things at once.
        turns = [list(islice(cycle(paths), n, n + len(paths))) for n in range(0, len(paths), len(paths) // CLIENTS)]

        def ask(turn: list[str]) -> list[tuple[str, tuple[int, bytes]]]:
            return [(path, answer(server.port, path)) for _ in range(ROUNDS) for path in turn]

        with ThreadPoolExecutor(len(turns)) as clients:
            given = [each for answers in clients.map(ask, turns) for each in answers]
    wrong = [(path, got[0]) for path, got in given if got != direct[path]]
    assert wrong == []


def values(text: str, *given: str) -> list[bytes | None]:
    result = prepared.execute(text, list(given))
    return [result.get_value(0, column) for column in range(result.nfields)]


def test_a_statement_that_another_connection_prepared_in_the_session_is_answered(through: str) -> None:
    text = "SELECT %s::text AS said"
    with psycopg.connect(through, autocommit=True) as other:
        other.pgconn.prepare(prepared.name_of(text), prepared.numbered(text).encode())
    assert values(text, "once") == [b"once"]


def test_a_statement_that_the_session_lost_is_answered(through: str) -> None:
    text = "SELECT %s::text AS said, 2"
    assert values(text, "once") == [b"once", b"2"]
    with psycopg.connect(through, autocommit=True) as other:
        other.execute("DEALLOCATE ALL")
    assert values(text, "again") == [b"again", b"2"]


def test_what_is_set_for_a_transaction_is_gone_for_the_next_connection(through: str) -> None:
    values("SELECT claims_similar_from('0.9')")
    with psycopg.connect(through) as other:
        assert other.execute("SELECT current_setting('pg_trgm.strict_word_similarity_threshold')").fetchone() != (
            "0.9",
        )


def test_migrating_and_checking_work_through_a_pooler_of_transactions(through: str) -> None:
    managed(through, "migrate")
    managed(through, "check_positions")
    connections.close_all()
