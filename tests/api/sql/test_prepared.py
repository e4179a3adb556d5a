"""Prepared statements survive restarts, poolers, altered tables and evictions."""

import psycopg
import pytest
from django.db import OperationalError, connection, transaction

from claims.api.sql import prepared
from claims.api.sql.fragments import Fragment
from tests.support.factories import SpeakerFactory

pytestmark = pytest.mark.django_db(transaction=True)

ASKED = "/api/v1/speakers/?fields=name"


def run(sql):
    with connection.cursor() as cursor:
        cursor.execute(sql)


def end_the_connection():
    """As a restarted server does."""
    parameters = connection.get_connection_params()
    address = {name: parameters[name] for name in ("host", "port", "user", "dbname", "password") if name in parameters}
    with psycopg.connect(**address, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [connection.connection.info.backend_pid])


def alter_the_table():
    run("ALTER TABLE claims_speaker ALTER summary TYPE varchar(9000)")


@pytest.mark.parametrize(
    "happens", [end_the_connection, lambda: run("DEALLOCATE ALL"), lambda: run("DISCARD ALL"), alter_the_table]
)
def test_readers_go_on_whatever_happened_to_the_server_meanwhile(reader, happens):
    SpeakerFactory(name="Mark")
    assert reader.get(ASKED).json()["results"] == [{"name": "Mark"}]
    happens()
    assert reader.get(ASKED).json()["results"] == [{"name": "Mark"}]
    run("ALTER TABLE claims_speaker ALTER summary TYPE text")


def test_within_a_transaction_a_lost_connection_is_an_error_and_no_other_one_takes_its_place():
    def work():
        with transaction.atomic():
            prepared.execute(Fragment("SELECT 1"), [])
            end_the_connection()
            prepared.execute(Fragment("SELECT 1"), [])

    with pytest.raises(OperationalError):
        work()
    connection.close()


def test_more_statements_than_are_kept_are_answered_all_the_same(monkeypatch):
    monkeypatch.setattr(prepared, "MAX_STATEMENTS", 3)
    connection.close()
    for _ in range(2):
        for number in range(6):
            result = prepared.execute(Fragment(f"SELECT {number}, %s::text"), [f"value {number}"])
            assert (result.get_value(0, 0), result.get_value(0, 1)) == (b"%d" % number, b"value %d" % number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (3,)


def test_a_percent_sign_of_a_statement_is_no_parameter():
    result = prepared.execute(Fragment("SELECT 'a' LIKE 'a%%', %s::text"), [None])
    assert (result.get_value(0, 0), result.get_value(0, 1)) == (b"t", None)
