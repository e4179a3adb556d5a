"""Publishers of sources, and whom they quote."""

from datetime import date
from itertools import pairwise
from typing import Any

import pytest

from tests.support import factories as make
from tests.support.clients import Get
from tests.support.rows import copy_rows

pytestmark = pytest.mark.django_db


def path(address: str) -> str:
    return address.partition("/api/v1/")[2]


@pytest.fixture
def publishers() -> None:
    """The Times with three sources in two spellings, Zeit & Söhne with one, and a source without a publisher."""
    for spelling, day in (("The Times", 1), ("THE TIMES", 2), ("the times", None)):
        published = date(2025, 9, day) if day else None
        make.SourceFactory(
            publisher=spelling, published_on=published, published_on_precision="day" if published else ""
        )
    make.SourceFactory(publisher="Zeit & Söhne")
    make.SourceFactory(publisher="")


@pytest.mark.usefixtures("publishers")
def test_each_publisher_is_there_once_as_its_latest_source_spells_it(get: Get) -> None:
    rows = get("publishers/")["results"]
    assert [(row["name"], row["source_count"], row["source_count_at_least"]) for row in rows] == [
        ("THE TIMES", 3, False),
        ("Zeit & Söhne", 1, False),
    ]
    assert [row["name"] for row in get("publishers/?ordering=-name")["results"]] == ["Zeit & Söhne", "THE TIMES"]


@pytest.mark.usefixtures("publishers")
def test_a_publisher_leads_to_its_sources(get: Get) -> None:
    for row in get("publishers/")["results"]:
        assert get(f"{path(row['sources_url'])}&count=exact")["count"] == row["source_count"]


@pytest.mark.usefixtures("publishers")
def test_a_publisher_is_found_by_its_name_in_any_spelling(get: Get) -> None:
    assert [row["name"] for row in get("publishers/?name=the%20TIMES")["results"]] == ["THE TIMES"]
    assert get("publishers/?name=nobody")["results"] == []
    problem = get("publishers/?name=a&name=b", status=400)
    assert [each["code"] for each in problem["errors"]] == ["repeated"]


@pytest.fixture
def quoted() -> None:
    """In two sources of The Times, Ann said two things and Ben one, and one thing that does not stand."""
    first, second = make.SourceFactory(publisher="The Times"), make.SourceFactory(publisher="the times")
    ann, ben = make.SpeakerFactory(slug="ann"), make.SpeakerFactory(slug="ben")
    for speaker, source in ((ann, first), (ann, second), (ben, second)):
        make.StatementFactory(speaker=speaker, source=source)
    make.correct(make.StatementFactory(speaker=ben, source=first), "retracted")
    make.StatementFactory(speaker=ben, source=make.SourceFactory(publisher="Others"))


@pytest.mark.usefixtures("quoted")
def test_asked_for_by_name_a_publisher_shows_whom_it_quotes_most_often(get: Get) -> None:
    (row,) = get("publishers/?name=The%20Times")["results"]
    assert [(each["speaker"]["slug"], each["statement_count"]) for each in row["quoted"]] == [("ann", 2), ("ben", 1)]
    assert (row["newest_sources"], row["newest_statements"]) == (2, 3)
    assert "quoted" not in get("publishers/")["results"][0]


@pytest.mark.usefixtures("quoted")
def test_a_publisher_shows_ten_speakers(get: Get) -> None:
    source = make.SourceFactory(publisher="The Times")
    for _ in range(10):
        make.StatementFactory(source=source)
    (row,) = get("publishers/?name=The%20Times")["results"]
    assert [each["statement_count"] for each in row["quoted"]] == [2] + [1] * 9
    assert row["newest_statements"] == 13


@pytest.mark.parametrize("ordering", ["name", "-name"])
def test_pages_of_publishers_lead_forwards_and_back(get: Get, ordering: str) -> None:
    names = [f"Paper {letter}" for letter in "abcdefg"]
    for name in names * 2:
        make.SourceFactory(publisher=name)
    pages: list[Any] = []
    address: Any = f"publishers/?limit=3&ordering={ordering}"
    while address:
        pages.append(get(address))
        address = path(pages[-1]["next"] or "")
    found = [row["name"] for page in pages for row in page["results"]]
    assert found == (names if ordering == "name" else names[::-1])
    for before, page in pairwise(pages):
        assert get(path(page["previous"]))["results"] == before["results"]


def test_the_address_of_sources_has_the_name_percent_encoded(get: Get) -> None:
    for name in ("A+B 100%", "Ł/ö?&=#~_.-", "新聞 😀", "e\u0301tude"):
        make.SourceFactory(publisher=name)
    rows = get("publishers/")["results"]
    assert len(rows) == 4
    for row in rows:
        assert [each["publisher"] for each in get(path(row["sources_url"]))["results"]] == [row["name"]]


def test_what_is_counted_of_a_publisher_is_bounded(get: Get) -> None:
    source = make.SourceFactory(publisher="The Times", url="", published_on=date(2025, 1, 1))
    said = make.StatementFactory(source=source)
    copy_rows(source, 1_500, slug="'more-' || n", published_on="r.published_on + n")
    newest = "(SELECT id FROM claims_source WHERE slug = 'more-1500')"
    copy_rows(said, 2_500, slug="'more-' || n", source_id=newest, text="r.text || n")
    (row,) = get("publishers/?name=The%20Times")["results"]
    assert (row["source_count"], row["source_count_at_least"]) == (1_000, True)
    assert (row["newest_sources"], row["newest_statements"]) == (200, 2_000)
    assert [each["statement_count"] for each in row["quoted"]] == [2_000]
