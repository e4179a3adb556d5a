"""Entity tags: a 304 costs no body and is never stale, whoever writes."""

import json
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client

from claims.api.http import kept
from claims.api.sql.plan import Plan
from claims.api.sql.versions import VERSION
from claims.models import Speaker
from tests.support.asking import ABOUT_MARK
from tests.support.clients import Keyed
from tests.support.factories import SpeakerFactory

pytestmark = pytest.mark.django_db(transaction=True)


def by_the_orm(folder: Path) -> None:
    Speaker.objects.filter(slug="mark").update(summary="By the ORM")


def by_a_second_connection(folder: Path) -> None:
    parameters = connection.get_connection_params()
    with psycopg.connect(
        **{name: parameters[name] for name in ("host", "port", "user", "dbname") if name in parameters}
    ) as raw:
        raw.execute("UPDATE claims_speaker SET summary = 'By SQL' WHERE slug = 'mark'")


def by_loaddata(folder: Path) -> None:
    fields = {"slug": "mark", "kind": "person", "name": "Mark", "sort_name": "Mark", "summary": "By loaddata"}
    file = folder / "speaker.json"
    file.write_text(json.dumps([{"model": "claims.speaker", "fields": fields}]))
    call_command("loaddata", str(file), verbosity=0)


def by_copy(folder: Path) -> None:
    with (
        connection.cursor() as cursor,
        cursor.copy(
            "COPY claims_speaker (slug, name, sort_name, kind, summary, country, identifiers, other_names, "
            "website, image_url) FROM STDIN"
        ) as copy,
    ):
        copy.write_row(("mary", "Mary", "Mary", "person", "By COPY", "", "{}", "{}", "", ""))


@pytest.mark.usefixtures("mark")
@pytest.mark.parametrize("address", ABOUT_MARK)
def test_an_unchanged_answer_is_a_304_for_which_no_body_is_composed(
    reader: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Other workers' tests write to the same server and change the snapshot, so the version is fixed here.
    monkeypatch.setattr(kept, "renewed", lambda version, collections: version)
    tag = reader.get(f"/api/v1/{address}")["ETag"]
    monkeypatch.delattr(Plan, "run")
    again = reader.get(f"/api/v1/{address}", headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)


@pytest.mark.usefixtures("mark")
@pytest.mark.parametrize("write", [by_the_orm, by_a_second_connection, by_loaddata, by_copy])
@pytest.mark.parametrize("address", ABOUT_MARK)
def test_a_304_is_never_stale_whoever_wrote(
    reader: Client, tmp_path: Path, write: Callable[[Path], None], address: str
) -> None:
    before = reader.get(f"/api/v1/{address}")
    write(tmp_path)
    again = reader.get(f"/api/v1/{address}", headers={"If-None-Match": before["ETag"]})
    now = reader.get(f"/api/v1/{address}")
    assert now.content != before.content or address not in {"speakers/", "speakers/mark/"} or write is by_copy
    assert again.status_code == (304 if now.content == before.content else 200)
    assert again["ETag"] == now["ETag"]


@pytest.mark.usefixtures("mark")
def test_a_write_that_leaves_an_answer_as_it_is_leaves_its_tag(reader: Client, tmp_path: Path) -> None:
    tag = reader.get("/api/v1/topics/")["ETag"]
    by_the_orm(tmp_path)
    assert reader.get("/api/v1/topics/", headers={"If-None-Match": tag}).status_code == 304


def version() -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {VERSION}")
        return cursor.fetchone()[0]


def test_the_version_changes_with_every_commit(tmp_path: Path) -> None:
    SpeakerFactory(slug="mark")
    versions = [version()]
    for write in (by_the_orm, by_a_second_connection, by_loaddata, by_copy):
        write(tmp_path)
        versions.append(version())
    assert len(set(versions)) == len(versions)


@pytest.mark.usefixtures("mark")
def test_a_write_that_is_not_committed_yet_shows_in_no_answer_and_then_in_the_next(reader: Client) -> None:
    parameters = connection.get_connection_params()
    address = {name: parameters[name] for name in ("host", "port", "user", "dbname") if name in parameters}
    with psycopg.connect(**address) as raw:
        raw.execute("UPDATE claims_speaker SET summary = 'Soon' WHERE slug = 'mark'")
        before = reader.get("/api/v1/speakers/mark/")
        assert before.json()["summary"] == ""
        raw.commit()
    after = reader.get("/api/v1/speakers/mark/", headers={"If-None-Match": before["ETag"]})
    assert (after.status_code, after.json()["summary"]) == (200, "Soon")


@pytest.mark.usefixtures("mark")
def test_answers_to_different_questions_never_share_a_tag(reader: Client) -> None:
    tags = {
        reader.get(f"/api/v1/{address}")["ETag"]
        for address in (*ABOUT_MARK, "speakers/?fields=slug", "claims/?fields=slug")
    }
    assert len(tags) == len(ABOUT_MARK) + 2


@pytest.mark.usefixtures("mark")
def test_a_tag_of_another_host_is_not_this_answers(reader: Client) -> None:
    tag = reader.get("/api/v1/speakers/mark/")["ETag"]
    other = Client(SERVER_NAME="127.0.0.1").get("/api/v1/speakers/mark/", headers={"If-None-Match": tag})
    assert other.status_code == 200


@pytest.mark.usefixtures("mark")
@pytest.mark.parametrize("cached", [True, False])
def test_a_tag_that_a_proxy_made_weak_counts_as_ours(reader: Client, editor: Keyed, cached: bool) -> None:
    weak = f"W/{reader.get('/api/v1/speakers/mark/')['ETag']}"
    if not cached:
        kept.answers.clear()
    headers = {"If-None-Match": f'W/"other", {weak}'}
    assert reader.get("/api/v1/speakers/mark/", headers=headers).status_code == 304
    assert reader.get("/api/v1/speakers/mark/", headers={"If-Match": weak}).status_code == 200
    assert editor.patch("speakers/mark/", {"summary": "New"}, **{"If-Match": f'"other", {weak}'}).status_code == 200
    for stale in (weak, 'W/"other"', "W/", "nonsense"):
        answer = editor.patch("speakers/mark/", {"summary": "Lost"}, **{"If-Match": stale})
        assert answer.status_code == 412, stale
    assert reader.get("/api/v1/speakers/mark/", headers={"If-Match": weak}).status_code == 412
    assert reader.get("/api/v1/speakers/mark/", headers={"If-None-Match": weak}).status_code == 200
