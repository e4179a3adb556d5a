"""A large file of the desk is read by a process of its own, which gives signs of life until it has the result."""

import time

import pytest

from claims.models import Stance, Upload
from claims.services.interchange import uploads
from tests.support.desk import desk
from tests.support.served import url_of_the_test_database
from tests.support.survey import MAPPING, OTHER, ROW, table
from tests.support.transactions import PATIENCE, rule_violated


@pytest.fixture
def upload(transactional_db):
    content = table(ROW, OTHER).encode()
    carla = desk("coder", "carla").user
    return Upload.objects.create(owner=carla, format="csv", name="survey.csv", content=content, mapping=MAPPING)


def until(upload, seen):
    """The upload as soon as `seen` is true of it."""
    patience = time.monotonic() + 4 * PATIENCE
    while not seen(upload) and time.monotonic() < patience:
        time.sleep(0.02)
        upload.refresh_from_db()
    return upload


def test_the_process_imports_the_file_beside_the_request_that_started_it(upload, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", url_of_the_test_database())
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "tracker.settings")
    monkeypatch.setattr(uploads, "AT_ONCE", 0)
    uploads.begin(upload, 1, MAPPING, dry_run=False)
    done = until(upload, lambda each: each.result)
    assert "2 statements created, 0 were there" in done.result["summary"]
    assert set(Stance.objects.values_list("coder__username", "review_status")) == {("carla", "suggested")}


def test_a_process_tells_again_and_again_that_it_is_at_work_and_how_far_it_is(upload, monkeypatch):
    monkeypatch.setattr(uploads, "BEAT", 0.01)
    with uploads.signs_of_life(upload.pk, 1_000) as progress:
        first = until(upload, lambda each: each.seen_at).seen_at
        progress.advance(400, "")
        told = until(upload, lambda each: each.done)
    assert told.done == 400
    assert told.seen_at > first


@pytest.mark.parametrize(
    ("values", "rule"),
    [({"result": {}}, "upload_result_of_work"), ({"done": -1}, "upload_done_not_negative")],
    ids=["a result of a file that nobody has begun to read", "less than nothing that is read"],
)
def test_the_database_refuses_a_state_that_cannot_be(upload, values, rule):
    assert rule_violated(lambda: Upload.objects.update(**values)) == rule
