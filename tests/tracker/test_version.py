"""A PostgreSQL that is too old is refused in one sentence, before SQL fails on it."""

import re

import pytest

from tests.support.databases import owned_databases, python

SENTENCE = r"The tracker needs PostgreSQL 99 or newer, and the server of DATABASE_URL is PostgreSQL \d+: upgrade"
# As if the server were too old: the tracker asks for a version that there is not.
TOO_OLD = "from tracker.postgres import version; version.OLDEST = 99; "
COMMAND = "import runpy, sys; sys.argv = {}; runpy.run_path('manage.py', run_name='__main__')"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "start",
    [
        *(
            COMMAND.format(["manage.py", *words])
            for words in (["migrate"], ["check", "--database", "default"], ["quickstart"])
        ),
        "import tracker.wsgi",
    ],
    ids=["migrate", "check", "quickstart", "wsgi"],
)
def test_a_server_that_is_too_old_is_refused_in_a_sentence(start: str) -> None:
    with owned_databases("old") as (url,):
        done = python(url, "-c", TOO_OLD + start)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert re.search(SENTENCE, done.stderr)


@pytest.mark.django_db
def test_a_refused_connection_is_not_used_by_the_next_query() -> None:
    again = """
import django; django.setup()
from django.db import NotSupportedError, connection
for _ in range(2):
    try:
        connection.cursor().execute("SELECT 1")
    except NotSupportedError:
        print("refused")
"""
    with owned_databases("old") as (url,):
        assert python(url, "-c", TOO_OLD + again).stdout == "refused\nrefused\n"


@pytest.mark.django_db
def test_a_server_that_cannot_be_reached_does_not_stop_the_start() -> None:
    done = python("postgres://nobody@127.0.0.1:1/nothing", "-c", "import tracker.wsgi")
    assert (done.returncode, done.stdout) == (0, "")
