"""Prepared statements survive restarts, poolers, altered tables and evictions."""

import psycopg
import pytest
from django.contrib.auth.models import User
from django.db import DataError, OperationalError, connection, transaction

from claims.choices import Role
from claims.models import Change, Statement
from claims.services.authorship import Author, written_by
from tests.support.clients import Keyed
from tests.support.factories import SourceFactory, SpeakerFactory, TopicFactory
from tracker.postgres import prepared

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
            prepared.execute("SELECT 1", [])
            end_the_connection()
            prepared.execute("SELECT 1", [])

    with pytest.raises(OperationalError):
        work()
    connection.close()


def test_more_statements_than_are_kept_are_answered_all_the_same(monkeypatch):
    monkeypatch.setattr(prepared, "MAX_STATEMENTS", 3)
    connection.close()
    for _ in range(2):
        for number in range(6):
            result = prepared.execute(f"SELECT {number}, %s::text", [f"value {number}"])
            assert (result.get_value(0, 0), result.get_value(0, 1)) == (b"%d" % number, b"value %d" % number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (3,)


def test_rows_have_the_values_that_a_cursor_gives():
    statement = "SELECT 1, true, NULL, 'Zürich'::text, date '2024-05-01', %s::text[], '{\"a\": 1}'::jsonb"
    given = ['one "two"', "back\\slash", "a,b", "{}", ""]
    with connection.cursor() as cursor:
        cursor.execute(statement, [given])
        expected = cursor.fetchall()
    assert prepared.rows(statement, [given]) == expected
    assert expected[0][5] == given


def test_a_value_with_the_character_nul_is_refused_and_not_cut_off():
    with pytest.raises(DataError, match="NUL"):
        prepared.rows("SELECT %s::text", ["Peace\0 and war"])
    with pytest.raises(DataError, match="NUL"):
        prepared.rows("SELECT %s::text[]", [["Peace\0 and war"]])


@pytest.mark.parametrize("happens", [lambda: run("DEALLOCATE ALL"), alter_the_table])
def test_a_write_is_carried_out_again_where_the_server_has_forgotten_how_or_a_table_has_changed(happens):
    coder = Keyed(Role.CODER, "coder")
    said = {"speaker": SpeakerFactory().slug, "source": SourceFactory().slug, "made_on": "2024-05-01"}
    for text in ("One.", "Two."):
        assert coder.post("statements/", {**said, "kind": "paraphrase", "text": text}).status_code == 201
    happens()
    assert coder.post("statements/", {**said, "kind": "paraphrase", "text": "Three."}).status_code == 201
    assert Statement.objects.count() == 3
    run("ALTER TABLE claims_speaker ALTER summary TYPE text")


def test_the_first_statement_of_a_transaction_names_the_author_of_what_it_writes():
    topic = TopicFactory(slug="drones")
    user = User.objects.create(username="editor")
    with written_by(lambda: Author(user.pk, "request-1")), transaction.atomic():
        prepared.rows("UPDATE claims_topic SET name = %s WHERE id = %s", ["Unmanned aircraft", topic.pk])
    assert Change.objects.filter(key="drones").latest("pk").user_id == user.pk


def test_a_percent_sign_of_a_statement_is_no_parameter():
    result = prepared.execute("SELECT 'a' LIKE 'a%%', %s::text", [None])
    assert (result.get_value(0, 0), result.get_value(0, 1)) == (b"t", None)
