"""`export` writes all rows as a data package, and `load` reads it: into an empty tracker, which is then the same."""

import hashlib
import json
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection, transaction

from claims.models import IncidentKind, Position, Speaker
from tests.support import factories as make
from tests.support.article import correct_something, load_article
from tests.support.commands import fails, run
from tests.support.records import empty, everything

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def kinds():
    """The kinds of incidents that a migration makes, and other tests that commit delete."""
    if not IncidentKind.objects.exists():
        with connection.cursor() as cursor:
            cursor.execute((settings.BASE_DIR / "claims/migrations/sql/0003/incident_kinds.sql").read_text())


def contents(folder):
    return {path.name: path.read_bytes() for path in Path(folder).iterdir()}


def records_of(folder, name):
    return [json.loads(line) for line in (Path(folder) / f"{name}.ndjson").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("rows", [everything, load_article, lambda: (load_article(), correct_something())])
def test_what_was_exported_and_loaded_is_exported_again_byte_for_byte(tmp_path, rows):
    with transaction.atomic():
        rows()
    run("export", tmp_path / "first")
    empty()
    get_user_model().objects.all().delete()
    run("load", tmp_path / "first")
    run("export", tmp_path / "second")
    for name, before in contents(tmp_path / "first").items():
        assert (name, before.splitlines()) == (name, (tmp_path / "second" / name).read_bytes().splitlines())
    assert "All positions and tallies" in run("check_positions")


def test_the_loaded_tracker_answers_what_the_exported_one_answered(tmp_path, reader):
    load_article()
    addresses = (
        "claims/?limit=200",
        "stances/?limit=200",
        "statements/?limit=200",
        "speakers/?limit=200&ordering=slug",
    )
    before = [reader.get(f"/api/v1/{address}").json()["results"] for address in addresses]
    run("export", tmp_path / "all")
    empty()
    run("load", tmp_path / "all")
    assert [reader.get(f"/api/v1/{address}").json()["results"] for address in addresses] == before
    assert len(before[0]) > 3


def test_an_export_lists_its_files_with_size_hash_number_and_fields(tmp_path):
    with transaction.atomic():
        everything()
    run("export", tmp_path / "all")
    descriptor = json.loads((tmp_path / "all" / "datapackage.json").read_text())
    assert (descriptor["profile"], descriptor["version"]) == ("data-package", "1.0.0")
    for resource in descriptor["resources"]:
        data = (tmp_path / "all" / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["records"] == data.count(b"\n")
        fields = [field["name"] for field in resource["schema"]["fields"]]
        assert all(list(json.loads(line)) == fields for line in data.splitlines())
    assert records_of(tmp_path / "all", "topics")


def test_a_public_export_has_what_readers_see_and_nothing_else(tmp_path):
    secret = "The text of the source is not ours to publish."
    source = make.SourceFactory(content=secret)
    said = make.StatementFactory(source=source, text="not ours to publish")
    ada, bob = (get_user_model().objects.create(username=name) for name in ("ada-secret", "bob-secret"))
    kept = make.StanceFactory(statement=said, coder=ada, reviewer=bob, review_note="A note within the team.")
    make.StanceFactory(statement=said, review_status="suggested", rationale="A suggestion that nobody reviewed.")
    make.ReviewFactory(claim=kept.claim, status="draft", headline="A draft that nobody published.")
    run("export", tmp_path / "public", public=True)
    text = b"".join(contents(tmp_path / "public").values()).decode()
    unpublished = ("A note within the team.", "A suggestion that nobody reviewed.", "A draft that nobody published.")
    for hidden in (secret, "ada-secret", "bob-secret", *unpublished):
        assert hidden not in text
    assert [each["id"] for each in records_of(tmp_path / "public", "stances")] == [kept.pk]


def test_a_public_export_can_be_loaded(tmp_path):
    load_article()
    positions = list(Position.objects.order_by("pk").values_list("speaker__slug", "claim__slug", "position"))
    run("export", tmp_path / "public", public=True)
    empty()
    run("load", tmp_path / "public")
    assert list(Position.objects.order_by("pk").values_list("speaker__slug", "claim__slug", "position")) == positions
    assert positions


def test_an_export_does_not_write_where_files_are(tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    assert "is not empty" in fails("export", tmp_path)
    assert contents(tmp_path) == {"mine.txt": b"mine"}


def test_an_export_that_was_broken_off_is_not_loaded(tmp_path):
    load_article()
    run("export", tmp_path / "all")
    (tmp_path / "all" / "datapackage.json").unlink()
    empty()
    assert "the export was not completed" in fails("load", tmp_path / "all")
    assert not Speaker.objects.exists()


def test_a_file_that_was_cut_off_is_not_loaded(tmp_path):
    load_article()
    run("export", tmp_path / "all")
    file = tmp_path / "all" / "statements.ndjson"
    file.write_bytes(file.read_bytes()[:-100])
    empty()
    assert "statements.ndjson" in fails("load", tmp_path / "all")
    assert not Speaker.objects.exists()
