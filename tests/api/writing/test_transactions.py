"""A request whose transaction the server aborts is retried, or the client is told to retry."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, ProgrammingError, connection
from psycopg.errors import DeadlockDetected

from claims.choices import Role
from claims.models import Redirect, Topic
from claims.services.transactions import ATTEMPTS
from tests.support import factories as make
from tests.support.clients import Keyed

pytestmark = pytest.mark.django_db(transaction=True)

AGAIN = {"Idempotency-Key": "once"}


@pytest.fixture
def editor():
    return Keyed(Role.EDITOR, "ed-editor")


def break_off():
    """Terminates the connection's own backend, as an administrator or a failing server would."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")


def deadlock():
    raise OperationalError from DeadlockDetected()


@pytest.fixture
def interrupt(monkeypatch):
    """`interrupt(by, times)`: calls `by` that many times when a write checks its constraints before its commit."""
    check = connection.check_constraints

    def arrange(by, times=1):
        left = [by] * times

        def checked(*arguments):
            if left:
                left.pop()()
            check(*arguments)

        monkeypatch.setattr(connection, "check_constraints", checked)
        return left

    return arrange


def test_a_write_that_a_deadlock_ended_is_carried_out_once_more(editor, interrupt):
    left = interrupt(deadlock)
    assert editor.post("topics/", {"name": "Drones"}).status_code == 201
    assert (left, Topic.objects.count()) == ([], 1)


def test_a_merge_by_command_that_a_deadlock_ended_is_carried_out_once_more(interrupt):
    make.SpeakerFactory(slug="peskov")
    make.SpeakerFactory(slug="d-s-peskov")
    left, out = interrupt(deadlock), StringIO()
    call_command("merge", "speakers", "peskov", "d-s-peskov", stdout=out)
    assert left == []
    assert "d-s-peskov is now peskov" in out.getvalue()
    assert Redirect.objects.count() == 1


def test_a_write_that_deadlocks_end_again_and_again_may_be_sent_again(editor, interrupt):
    interrupt(deadlock, ATTEMPTS)
    answer = editor.post("topics/", {"name": "Drones"})
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert not Topic.objects.exists()


def test_a_write_whose_connection_is_ended_may_be_sent_again(editor, interrupt):
    interrupt(break_off)
    answer = editor.post("topics/", {"name": "Drones"}, **AGAIN)
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert answer.json()["type"] == "/problems/#unavailable"
    assert not Topic.objects.exists()
    assert [editor.post("topics/", {"name": "Drones"}, **AGAIN).status_code for _ in range(2)] == [201, 201]
    assert Topic.objects.count() == 1


@pytest.mark.parametrize("role", [Role.READER, Role.EDITOR])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_without_a_database_there_is_a_problem_not_an_error_of_the_server(role, method, monkeypatch):
    somebody = Keyed(role, "somebody")

    def refuse():
        raise OperationalError("connection refused")

    connection.close()
    monkeypatch.setattr(connection, "connect", refuse)
    answer = somebody.send(method, "topics/", {"name": "Drones"} if method == "POST" else None)
    assert answer.status_code == (401 if (role, method) == (Role.READER, "POST") else 503)
    monkeypatch.undo()


def test_a_mistake_of_ours_is_no_reason_to_ask_again(editor, interrupt):
    def mistake():
        raise ProgrammingError("column “slugg” does not exist")

    interrupt(mistake)
    assert editor.post("topics/", {"name": "Drones"}).status_code == 500
