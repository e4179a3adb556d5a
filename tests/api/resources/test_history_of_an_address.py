"""The history of an address: every change of every row that had the key, also of rows that are gone."""

from typing import Any

import pytest

from claims.services.merge import merge
from tests.support import factories as make
from tests.support.redirects import rename

pytestmark = pytest.mark.django_db


@pytest.fixture
def entries(get: Any) -> Any:
    """The entries of a topic's history, the newest first: the kind, and the name or slug that the row got or lost."""

    def ask(slug: str, query: str = "") -> list[tuple[str, Any]]:
        found = []
        for entry in get(f"topics/{slug}/history/{query}")["results"]:
            told = {each["field"]: each["new"] or each["old"] for each in entry["changes"]}
            found.append((entry["kind"], told.get("name", told.get("slug"))))
        return found

    return ask


def gone(slug: str, name: str) -> Any:
    """A topic that was recorded and deleted."""
    topic = make.TopicFactory(slug=slug, name=name)
    topic.delete()
    return topic


def test_a_row_that_is_gone_can_still_be_read_about_when_another_one_has_its_slug(entries):
    gone("drones", "First")
    make.TopicFactory(slug="drones", name="Second")
    assert entries("drones") == [("created", "Second"), ("deleted", "First"), ("created", "First")]


def test_all_rows_that_had_the_slug_and_are_gone_are_in_its_history(entries):
    gone("drones", "First")
    gone("drones", "Second")
    gone("planes", "Elsewhere")
    assert entries("drones") == [
        *(("deleted", "Second"), ("created", "Second")),
        *(("deleted", "First"), ("created", "First")),
    ]


def test_what_happened_to_a_row_under_another_slug_says_so(get, entries):
    topic = make.TopicFactory(slug="drones", name="First")
    other = make.TopicFactory(slug="planes", name="Second")
    topic.delete()
    rename(other, "drones")
    assert entries("drones") == [
        ("changed", "drones"),
        ("deleted", "First"),
        ("created", "Second"),
        ("created", "First"),
    ]
    urls = [entry["url"].split("/")[-2] for entry in get("topics/drones/history/")["results"]]
    assert urls == ["drones", "drones", "planes", "drones"]


def test_the_history_of_a_row_that_was_renamed_is_its_own_and_the_gone_row_keeps_the_old_address(entries):
    gone("drones", "First")
    second = make.TopicFactory(slug="drones", name="Second")
    rename(second, "planes")
    assert entries("planes") == [("changed", "planes"), ("created", "Second")]
    assert entries("drones") == [("deleted", "First"), ("created", "First")]


def test_a_renamed_row_whose_slug_nobody_else_had_is_asked_for_at_its_present_address(reader):
    rename(make.TopicFactory(slug="drones"), "planes")
    answer = reader.get("/api/v1/topics/drones/history/")
    assert (answer.status_code, answer["Location"]) == (301, "http://localhost/api/v1/topics/planes/history/")


def test_what_became_of_a_merged_row_stands_under_its_former_slug(get):
    kept, merged = make.SpeakerFactory(slug="peskov"), make.SpeakerFactory(slug="peskow", name="Dmitri Peskow")
    merge(kept, merged, by=None)
    deleted, created = get("speakers/peskow/history/")["results"]
    assert (deleted["kind"], created["kind"]) == ("deleted", "created")
    assert [entry["kind"] for entry in get("speakers/peskov/history/")["results"]] == ["changed", "created"]


def test_the_pages_and_filters_of_a_history_go_through_all_its_rows(get, entries):
    for name in ("First", "Second", "Third"):
        gone("drones", name)
    assert [name for _, name in entries("drones", "?kind=deleted")] == ["Third", "Second", "First"]
    page, seen = get("topics/drones/history/?limit=2"), []
    while page["next"]:
        seen += page["results"]
        page = get(page["next"].partition("/api/v1/")[2])
    assert [entry["kind"] for entry in [*seen, *page["results"]]] == ["deleted", "created"] * 3
