"""Searching the article: the rows of each type, pages, counts and suggestions."""

import pytest

from claims.api.search.serializers import ROW_SERIALIZERS
from tests.support.clients import Get
from tests.support.factories import SourceFactory

pytestmark = pytest.mark.usefixtures("article")

# What a row has beside its brief row: the other texts that are searched, and whether a statement stands.
MORE = {
    "speaker": "other_names",
    "claim": "other_names,context,tallies,disputed",
    "statement": "original_text,original_language,status",
    "incident": "other_names,summary,location_name",
    "source": "author",
}


@pytest.mark.parametrize("name", list(ROW_SERIALIZERS))
def test_a_row_is_the_brief_row_of_its_list(get: Get, name: str) -> None:
    SourceFactory(headline="Drones once more")
    word = "NATO" if name == "speaker" else "drones"
    found = get(f"search/?q={word}&type={name}&limit=200&omit=score,type,highlights,{MORE[name]}")["results"]
    brief = {row["slug"]: row for row in get(f"{name}s/?brief=true&limit=200")["results"]}
    assert found
    assert found == [brief[row["slug"]] for row in found]


def test_facets_count_the_rows_of_each_type(get: Get) -> None:
    answer = get("search/?q=drones&facets=true&limit=200")
    found = [row["type"] for row in answer["results"]]
    assert answer["facets"] == {
        name: {"count": found.count(name), "count_is_estimate": False} for name in ROW_SERIALIZERS
    }
    assert "facets" not in get("search/?q=drones")


def test_pages_hold_each_row_once_and_lead_back(get: Get) -> None:
    everything = get("search/?q=nato or drones&limit=200")["results"]
    assert len(everything) > 30
    pages, url = [], "search/?q=nato or drones&limit=7"
    while url:
        page = get(url)
        pages.append(page["results"])
        url = (page["next"] or "").partition("/api/v1/")[2]
    assert [row for each in pages for row in each] == everything
    back = get(page["previous"].partition("/api/v1/")[2])
    assert back["results"] == pages[-2]


@pytest.mark.parametrize(
    ("query", "suggestion"),
    [
        ("airsapce incidnts", "airspace incidents"),
        ("Henno Bewgir", "Hanno Pevkur"),
        ("drnoes", "drones"),
        ("xqzzk", None),
        ("the", None),
    ],
)
def test_where_nothing_is_found_the_answer_says_what_could_have_been_meant(
    get: Get, query: str, suggestion: str | None
) -> None:
    answer = get(f"search/?q={query}")
    assert (answer["results"], answer["suggestion"]) == ([], suggestion)


def test_where_something_is_found_nothing_else_is_suggested(get: Get) -> None:
    assert get("search/?q=drones")["suggestion"] is None
