"""The server bounds the time that the database may take; a request beyond it is a 503."""

import pytest
from django.db import OperationalError, connection

from claims.api.http.kept import answers
from claims.services.transactions import is_transient
from tracker.timeouts import set_timeouts

pytestmark = pytest.mark.django_db
NAMES = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


def shown():
    with connection.cursor() as cursor:
        return [cursor.execute(f"SHOW {name}").fetchone()[0] for name in NAMES]


@pytest.fixture(autouse=True)
def reset():
    yield
    with connection.cursor() as cursor:
        for name in NAMES:
            cursor.execute(f"RESET {name}")


def test_a_connection_of_the_server_has_the_timeouts_of_the_settings(settings):
    settings.DATABASE_STATEMENT_TIMEOUT, settings.DATABASE_LOCK_TIMEOUT, settings.DATABASE_IDLE_TIMEOUT = 1.5, 2, 3
    set_timeouts(connection)
    assert shown() == ["1500ms", "2s", "3s"]


def test_zero_leaves_the_setting_of_the_server(settings):
    before = shown()
    settings.DATABASE_STATEMENT_TIMEOUT = settings.DATABASE_LOCK_TIMEOUT = settings.DATABASE_IDLE_TIMEOUT = 0
    set_timeouts(connection)
    assert shown() == before


@pytest.mark.django_db(transaction=True)
def test_what_takes_too_long_may_succeed_later(settings):
    settings.DATABASE_STATEMENT_TIMEOUT = 0.01
    with connection.cursor() as cursor:
        set_timeouts(connection)
        with pytest.raises(OperationalError) as raised:
            cursor.execute("SELECT pg_sleep(10)")
    assert is_transient(raised.value)


@pytest.mark.parametrize("path", ["/", "/search/?q=russia", "/corrections/", "/claims/drones/"])
def test_a_page_is_a_503_while_the_database_does_not_answer(reader, monkeypatch, path):
    def fail(*args, **options):
        raise OperationalError("the connection is lost")

    answers.clear()
    monkeypatch.setattr("claims.web.views.search_results", fail)
    monkeypatch.setattr("claims.web.page.read_together", fail)
    answer = reader.get(path)
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")


@pytest.mark.parametrize("path", ["/", "/admin/login/", "/api/v1/docs/", "/api/v1/redoc/", "/search/", "/problems/"])
def test_every_page_has_a_policy_that_lets_no_inline_script_run(reader, path):
    answer = reader.get(path)
    policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
    assert "unsafe" not in policy.get("script-src", policy["default-src"])
    assert b"<script>" not in answer.content
