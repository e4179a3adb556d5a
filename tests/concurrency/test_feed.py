"""The feed and histories beside concurrent writers: transactions do not commit in the order of their numbers."""

import pytest

from claims.models import Change, Speaker, Topic
from claims.services.merge import merge
from tests.support import factories as make
from tests.support.mirror import check_mirror
from tests.support.transactions import interleaved

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def copy(tmp_path):
    return f"--copy={tmp_path / 'copy.json'}"


def after_another_one(first, then):
    """A transaction that gets its number before another one does `first`, and does `then` after that one."""
    topic = make.TopicFactory()
    outcome = interleaved(lambda: Topic.objects.filter(pk=topic.pk).update(name="Jets"), first, last=then)
    assert outcome == (None, None)


def test_a_row_that_is_made_anew_at_the_moment_of_its_end_is_in_a_mirror(copy):
    drones = make.TopicFactory(slug="drones")
    check_mirror(copy)
    after_another_one(drones.delete, lambda: make.TopicFactory(slug="drones", name="Made anew"))
    assert [change.kind for change in Change.objects.order_by("transaction") if change.key == "drones"] == [
        "created",
        "created",
        "deleted",
    ]
    assert "all" in check_mirror(copy)


def test_a_row_that_is_merged_at_the_moment_of_a_change_is_not_in_a_mirror(copy):
    kept, merged = make.SpeakerFactory(), make.SpeakerFactory()
    check_mirror(copy)
    after_another_one(
        lambda: Speaker.objects.filter(pk=merged.pk).update(country="DK"), lambda: merge(kept, merged, by=None)
    )
    assert "all" in check_mirror(copy)


def test_a_history_has_the_changes_in_the_order_in_which_they_were_made(get):
    topic = make.TopicFactory(slug="drones", name="One")

    def call(name):
        return lambda: Topic.objects.filter(pk=topic.pk).update(name=name)

    after_another_one(call("Two"), call("Three"))
    entries = get("topics/drones/history/")["results"]
    assert [
        (change["old"], change["new"]) for entry in entries for change in entry["changes"] if change["field"] == "name"
    ] == [
        ("Two", "Three"),
        ("One", "Two"),
        (None, "One"),
    ]
