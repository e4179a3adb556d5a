"""Entity tags on a streaming standby: what has changed there is never a 304."""

import psycopg
import pytest
from django.db import connection
from django.test import Client

from tests.support.factories import SpeakerFactory
from tests.support.standby import address, standby, wait_for_replay

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "/api/v1/speakers/mark/"


def test_a_304_of_a_standby_is_never_stale(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    SpeakerFactory(slug="mark")
    parameters, primary = connection.get_connection_params(), address()
    with (
        standby() as replica,
        psycopg.connect(**primary) as oldest,
        psycopg.connect(**primary) as writer,
        psycopg.connect(**primary) as latest,
    ):
        # The transaction that commits is neither the oldest one that is running nor the last one that has ended: on the
        # standby, its commit does not change the snapshot.
        oldest.execute("INSERT INTO claims_topic (slug, name) VALUES ('oldest', 'Oldest')")
        writer.execute("UPDATE claims_speaker SET summary = 'New' WHERE slug = 'mark'")
        latest.execute("INSERT INTO claims_topic (slug, name) VALUES ('latest', 'Latest')")
        latest.commit()
        wait_for_replay(primary, replica)
        connection.close()
        with monkeypatch.context() as patch:
            patch.setattr(connection, "get_connection_params", lambda: {**parameters, "host": replica})
            before = reader.get(MARK)
            unchanged = reader.get(MARK, headers={"If-None-Match": before["ETag"]})
            writer.commit()
            wait_for_replay(primary, replica)
            after = reader.get(MARK, headers={"If-None-Match": before["ETag"]})
            connection.close()
    assert (before.json()["summary"], unchanged.status_code) == ("", 304)
    assert (after.status_code, after.json()["summary"]) == (200, "New")
