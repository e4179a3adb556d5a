"""Conventions on parameters: each is one test over every endpoint."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from claims.api.query.filters import (
    BooleanFilter,
    ChoiceFilter,
    CountryFilter,
    Filter,
    LanguageFilter,
    MomentFilter,
    SlugFilter,
    TextFilter,
)
from claims.api.query.filters import DateFilter as DayFilter
from claims.api.query.keys import ById, BySlug
from claims.api.query.suggestions import MAX_SUGGESTED
from claims.api.resources.publishers.filters import NameFilter
from claims.api.resources.sources.filters import AddressFilter
from claims.api.search.filters import WordsFilter
from claims.api.urls import router
from tests.support.asking import ask, body, complaints
from tests.support.endpoints import ENDPOINTS, Endpoint, every_endpoint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 3

LONG = "x" * 100_000
DATES = ["2025-02-30", "99999-01-01", "0000-00-00", "2025-1-1", "20250101", "2025-W39-2", "yesterday", " 2025-01-01"]
SHAPE = {"fields": ["", "nonsense", "slug,", "slug.x"], "omit": ["", "nonsense"], "brief": ["", "yes", "TRUE"]}
PAGES = {name: ["", "nonsense"] for name in ("limit", "cursor", "count", "ordering")}
# NUL bytes, and values longer than any parameter takes.
ABSURD = ["\0", "a\0b", LONG]


def wrong(each: Filter) -> list[str]:
    """Values that a filter must refuse, whatever else it accepts."""
    kinds: dict[type, list[str]] = {
        ChoiceFilter: ["", "nonsense", "DENIES"],
        ById: ["", "1x", "-1", "1.0", " 1", "1,", "٣", "1" * 19],
        BySlug: ["", "Å b", "no such slug", "A", "a,", "a\n"],
        SlugFilter: ["", "no-such-slug", "Å b"],
        CountryFilter: ["", "ZZ", "DNK"],
        DayFilter: ["", *DATES],
        MomentFilter: ["", "2025-02-30T00:00:00Z", "99999-01-01T00:00:00Z", "0000-00-00T00:00:00Z", "2025-1-1", "now"],
        BooleanFilter: ["", "True", "1", "yes"],
        LanguageFilter: ["", "e", "English language", "en_GB", "en\n"],
        TextFilter: ["", " ", "\u008d", "a\nb", "\x1f"],
    }
    return [*next((values for kind, values in kinds.items() if isinstance(each, kind)), [""]), *ABSURD]


def test_the_endpoints_of_these_tests_are_those_of_the_url_configuration() -> None:
    routed = {
        f"{'/'.join(url.name.rsplit('-', 1))}" for url in router.urls if "get" in getattr(url.callback, "actions", ())
    }
    known = {f"{e.collection}/{'detail' if e.action == 'retrieve' else e.url_path or e.action}" for e in ENDPOINTS}
    assert known == routed | {"search/list"}


def batched(names: Iterable[str], size: int) -> Iterator[list[str]]:
    """The names in lists of at most `size`."""
    left = iter(names)
    while batch := list(islice(left, size)):
        yield batch


@every_endpoint
def test_every_misspelt_parameter_is_named_with_the_right_name(endpoint: Endpoint) -> None:
    right = {f"{name}{name[-1]}": name for name in endpoint.parameters.names}
    found: dict[str, str] = {}
    for names in batched(right, MAX_SUGGESTED):
        found |= complaints(ask(endpoint.path(urlencode(dict.fromkeys(names, "x")))))
    found = {name: found[name] for name in right}
    assert {name: detail.rpartition("Did you mean ")[2].strip("“”?") for name, detail in found.items()} == right


@every_endpoint
def test_every_wrong_value_of_a_filter_is_refused_by_name(endpoint: Endpoint) -> None:
    asked = [
        (name, value) for name, (each, _) in endpoint.parameters.filters.parameters().items() for value in wrong(each)
    ]
    accepted = [
        f"{name}={value[:20]!r}: {response.status_code}"
        for name, value in asked
        if name not in complaints(response := ask(endpoint.path(urlencode({name: value}))))
    ]
    assert accepted == []


@every_endpoint
def test_every_wrong_shape_or_page_is_refused_by_name(endpoint: Endpoint) -> None:
    kinds = SHAPE | (PAGES if endpoint.parameters.paged else {})
    accepted = [
        f"{name}={value[:20]!r}: {response.status_code}"
        for name, values in kinds.items()
        for value in [*values, *ABSURD]
        if name not in complaints(response := ask(endpoint.path(urlencode({name: value}))))
    ]
    assert accepted == []


@every_endpoint
def test_no_error_repeats_at_length_what_was_sent(endpoint: Endpoint) -> None:
    """Otherwise a small request could cause a large answer."""
    values = (LONG, "x," * 20_000)
    long = [
        f"{name}={value[:4]}…: {size} bytes"
        for name in (*endpoint.parameters.names, LONG)
        for value in values
        if (size := len(ask(endpoint.path(urlencode({name: value}))).content)) > 5_000
    ]
    assert long == []


@every_endpoint
def test_the_ends_of_the_calendar_are_dates_like_others(endpoint: Endpoint) -> None:
    moments = ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2025-01-01T00:00:00Z"]
    values = {DayFilter: ["0001-01-01", "9999-12-31", "2024-02-29"], MomentFilter: moments}
    asked = [
        (name, value)
        for name, (each, _) in endpoint.parameters.filters.parameters().items()
        for value in next((values[kind] for kind in values if isinstance(each, kind)), [])
    ]
    answers = {f"{name}={value}": ask(endpoint.path(urlencode({name: value}))).status_code for name, value in asked}
    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.parametrize("value", ["", *DATES, "\0", LONG], ids=lambda value: repr(value[:12]))
@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.then], ids=str)
def test_as_of_must_be_a_date(endpoint: Endpoint, value: str) -> None:
    path = endpoint.path().partition("?")[0]
    assert complaints(ask(f"{path}?as_of={quote(value)}")).keys() == {"as_of"}


@every_endpoint
def test_five_hundred_repeated_values_are_too_many(endpoint: Endpoint) -> None:
    names = [name for name in endpoint.parameters.names if name not in {"fields", "omit"}]
    refused = [name for name in names if name in complaints(ask(endpoint.path(urlencode([(name, "denies")] * 500))))]
    assert refused == names


@every_endpoint
def test_an_unknown_member_of_an_enumeration_is_refused_with_the_closest_one(endpoint: Endpoint) -> None:
    enums = {
        name: each.choices.values[-1]
        for name, (each, _) in endpoint.parameters.filters.parameters().items()
        if isinstance(each, ChoiceFilter)
    }
    found = complaints(ask(endpoint.path(urlencode({name: f"{member}x" for name, member in enums.items()}))))
    assert {
        name: f"Did you mean “{member}”?" in found.get(name, "") for name, member in enums.items()
    } == dict.fromkeys(enums, True)


@every_endpoint
def test_all_errors_of_a_request_are_reported_at_once(endpoint: Endpoint) -> None:
    names = [*endpoint.parameters.names, "nonsense"]
    asked = [(name, f"{LONG[:9]}{n}") for name in names for n in range(2 if name == "kind" else 1)]
    response = ask(endpoint.path(urlencode([pair for pair in asked if not (endpoint.then and pair[0] == "as_of")])))
    anything = (TextFilter, WordsFilter, AddressFilter, NameFilter, BySlug)
    texts = {n for n, (each, _) in endpoint.parameters.filters.parameters().items() if type(each) in anything}
    kept = set(names) - texts - ({"as_of"} if endpoint.then else set())
    assert {e["parameter"] for e in response.json()["errors"]} == kept


def addresses(value: Any) -> Iterator[str]:
    """Every `url` in an answer, at any depth."""
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name == "url")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from addresses(each)


@every_endpoint
def test_every_url_in_an_answer_leads_to_that_row(endpoint: Endpoint) -> None:
    urls = set(addresses(body(endpoint.path())))
    # A publisher has no address of its own, and is shown with those that it quotes where it is asked for by name.
    assert urls or endpoint.collection == "publishers", "An answer without addresses shows nothing."
    assert {url: body(url)["url"] for url in urls} == {url: url for url in urls}
