"""A search does a bounded amount of work, and says where it looked at the newest rows only."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from claims.api.search import plan, ranking
from claims.api.views.endpoint import plan_of
from claims.search.query_language import alternatives, names
from tests.support.clients import Get
from tests.support.factories import ClaimFactory

pytestmark = pytest.mark.django_db
ALWAYS_READ = -1  # rows: the index is never used


@pytest.fixture
def bounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """`bounds(MAX_RANKED=3)` sets another bound for plans that are compiled afterwards."""

    def set_to(**numbers: int) -> None:
        for name, number in numbers.items():
            monkeypatch.setattr(plan if name == "MAX_RANKED" else ranking, name, number)
        plan_of.cache_clear()

    yield set_to
    plan_of.cache_clear()


def claims(count: int) -> list[str]:
    return [ClaimFactory(slug=f"c-{number}", text=f"Drone {number}.", name="x").slug for number in range(count)]


def found(answer: Any) -> list[str]:
    return [row["slug"] for row in answer["results"]]


def test_the_newest_rows_are_ranked_and_the_answer_says_so(get: Get, bounds: Any) -> None:
    newest = claims(5)[-3:]
    bounds(MAX_RANKED=3)
    answer = get("search/?q=drone&type=claim")
    assert (found(answer), answer["newest_only"]) == (newest, ["claim"])
    bounds(MAX_RANKED=5)
    assert get("search/?q=drone&type=claim")["newest_only"] == []


def test_of_the_rows_that_an_index_finds_those_that_answer_best_are_ranked(get: Get, bounds: Any) -> None:
    ClaimFactory(slug="twice", text="Drone, drone.", name="x")
    ClaimFactory(slug="long", text="A drone was seen over the harbour of a town by several people.", name="x")
    newest = claims(5)[-2:]
    bounds(MAX_RANKED=3)
    answer = get("search/?q=drone&type=claim")
    assert (found(answer), answer["newest_only"]) == (["twice", *newest], ["claim"])


def test_a_rare_word_brings_its_rows_among_those_that_are_ranked(get: Get, bounds: Any) -> None:
    ClaimFactory(slug="rare", text="A balloon, of all things.", name="x")
    claims(5)
    bounds(MAX_RANKED=2)
    assert found(get("search/?q=drone or balloon&type=claim"))[0] == "rare"


def test_types_have_an_equal_share_of_the_rows_that_are_ranked(get: Get, bounds: Any) -> None:
    newest = claims(5)[-2:]
    bounds(MAX_RANKED=10)
    assert found(get("search/?q=drone")) == newest


def test_common_words_are_looked_for_among_the_newest_rows(get: Get, bounds: Any) -> None:
    slugs = claims(6)
    bounds(MAX_INDEXED=ALWAYS_READ)
    answer = get("search/?q=drone&type=claim")
    assert (found(answer), answer["newest_only"]) == (slugs, [])
    bounds(MAX_READ=4)
    answer = get("search/?q=drone&type=claim")
    assert (found(answer), answer["newest_only"]) == (slugs[-4:], ["claim"])
    answer = get("search/?q=drone 1&type=claim")
    assert (found(answer), answer["newest_only"]) == ([], ["claim"])
    bounds(MAX_READ=10, MAX_RANKED=2)
    assert (found(get("search/?q=drone&type=claim")), get("search/?q=drone&type=claim")["newest_only"]) == (
        slugs[-2:],
        ["claim"],
    )


def test_scarce_words_are_found_among_the_newest_rows_alone(get: Get, bounds: Any) -> None:
    """Once the rows were counted, PostgreSQL knows that the words are scarce, and reads two indexes."""
    ClaimFactory(slug="old", text="A balloon, of all things.", name="x")
    claims(6)
    ClaimFactory(slug="new", text="A balloon again, over the harbour of a town.", name="x")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_claim")
    bounds(MAX_INDEXED=ALWAYS_READ)
    answer = get("search/?q=balloon&type=claim")
    assert (found(answer), answer["newest_only"]) == (["old", "new"], [])
    bounds(MAX_READ=4)
    answer = get("search/?q=balloon&type=claim")
    assert (found(answer), answer["newest_only"]) == (["new"], ["claim"])


@pytest.mark.parametrize("query", ["drone", '"drone 1"', "drone -3", "1 or 2", "drone 1 -drone"])
def test_reading_the_newest_rows_finds_what_an_index_finds(get: Get, bounds: Any, query: str) -> None:
    claims(6)
    indexed = get(f"search/?q={query}")
    bounds(MAX_INDEXED=ALWAYS_READ)
    assert get(f"search/?q={query}") == indexed


def test_facets_of_common_words_are_estimates(get: Get, bounds: Any) -> None:
    claims(6)
    bounds(MAX_INDEXED=ALWAYS_READ)
    # The planner's estimate depends on the last ANALYZE.
    assert get("search/?q=drone&facets=true")["facets"]["claim"]["count_is_estimate"] is True


@pytest.mark.parametrize(
    "query",
    [
        *(
            "!!!",
            ":*",
            "((((",
            "-",
            '"',
            '""',
            "“”",
            "-a",
            "or",
            "or or or",
            "a:*b",
            "\\",
            "'",
            "a & b | !c",
            "<->",
            "%",
        ),
        *(
            "the",
            "the of and",
            "-the",
            '"the"',
            "\u200f",
            "🛩️",
            "'; DROP TABLE claims_claim; --",
            "{}",
            "$9",
            "%s",
            "\ue000",
        ),
        *("-a " * 160, "or " * 160, '"' * 400, "x" * 500, " ".join(f"w{n}" for n in range(99)), "(" * 500, "é" * 500),
        " ".join(f"-w{n}" for n in range(90)),
        " or ".join(f"w{n}" for n in range(70)),
    ],
    ids=lambda query: repr(query[:12]),
)
def test_whatever_is_asked_is_answered(get: Get, reader: Any, query: str) -> None:
    claims(2)
    response = reader.get("/api/v1/search/", {"q": query.strip(), "facets": "true"})
    assert response.status_code == 200, response.content.decode()
    assert response.json()["results"] == []


@pytest.mark.parametrize("query", ["a\0b", "", " ", "\n", "x" * 501, "w " * 300])
def test_what_is_no_query_is_refused(reader: Any, query: str) -> None:
    response = reader.get("/api/v1/search/", {"q": query})
    assert response.status_code == 400
    assert [error["parameter"] for error in response.json()["errors"]] == ["q"]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("drones over Poland", [["drones", "over", "Poland"]]),
        ('“over Poland” -"no wall" drones', [["over Poland", "-no wall", "drones"]]),
        ("drones drones -x", [["drones", "-x"]]),
        ("drones OR balloons or", [["drones"], ["balloons"]]),
        ("a or a", [["a"]]),
        ("-a or b", [["b"]]),
        ('say"these words"now', [["say", "these words", "now"]]),
        ('"unfinished words', [["unfinished words"]]),
        ("anti-drone - wall", [["anti-drone", "wall"]]),
        ("-- !! ()", []),
    ],
)
def test_a_query_is_read_as_people_mean_it(text: str, meant: list[list[str]]) -> None:
    read = [[f"{'-' if term.without else ''}{term.words}" for term in each] for each in alternatives(text)]
    assert read == meant


@pytest.mark.parametrize(
    ("text", "called"),
    [
        ("Mr Dmitry S. Peskov", [("Mr Dmitry S. Peskov", "Dmitry S. Peskov")]),
        ("CDU / CSU", [("CDU / CSU", "CDU CSU")]),
        ("Frau or Herr Doktor", [("Frau", "Frau"), ("Herr Doktor", "Doktor")]),
        ('"Freie Wähler" -Bayern', [("Freie Wähler", "Freie Wähler")]),
        ("a b a", [("a b a", "a b a")]),
        ("-x", []),
        ("x" * 201, []),
        (" or ".join("abcdefghij"), [(letter, letter) for letter in "abcdefgh"]),
    ],
)
def test_names_are_read_without_titles_and_are_few_and_short(text: str, called: list[tuple[str, str]]) -> None:
    assert names(text) == called
