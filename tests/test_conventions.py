"""The conventions on parameters, shapes and secrets: each is one test over every endpoint that the API has."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest

from claims.api.filters.base import BooleanFilter, ChoiceFilter, CountryFilter, Filter, MomentFilter, SlugFilter
from claims.api.filters.base import DateFilter as DayFilter
from claims.api.shape import children
from claims.api.urls import router
from claims.models import Claim, Source, Speaker, Stance
from tests.factories import StanceFactory, StatementFactory
from tests.test_query_counts import ENDPOINTS, LISTS, READER, Endpoint, every_endpoint, world

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]

LONG = "x" * 100_000
DATES = ["2025-02-30", "99999-01-01", "0000-00-00", "2025-1-1", "20250101", "2025-W39-2", "yesterday", " 2025-01-01"]
SHAPE = {"fields": ["", "nonsense", "slug,", "slug.x"], "omit": ["", "nonsense"], "brief": ["", "yes", "TRUE"]}
PAGES = {
    "limit": ["", "0", "-1", "201", "1e3", "٣", "+5", "1.0", "0000000999", "1" + "0" * 5_000],
    "cursor": ["", "nonsense"],
    "count": ["", "all", "Exact"],
    "ordering": ["", "nonsense", "--slug", ","],
}
# NUL bytes and lengths that no value has; texts beyond 500 characters too.
ABSURD = ["\0", "a\0b", LONG]


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with world(django_db_blocker, 3):
        yield


def ask(path: str) -> Any:
    return READER.get(path)


def body(path: str) -> Any:
    response = ask(path)
    assert response.status_code == 200, f"{path}: {response.content.decode()}"
    return response.json()


def shown(endpoint: Endpoint, query: str = "") -> dict[str, Any]:
    """The first row of a list, or the row itself."""
    answer = body(endpoint.path(query))
    return answer["results"][0] if endpoint.accepts.paged else answer


def wrong(each: Filter) -> list[str]:
    """Values that a filter must refuse, whatever else it accepts."""
    kinds: dict[type, list[str]] = {
        ChoiceFilter: ["", "nonsense", "DENIES"],
        SlugFilter: ["", "no-such-slug", "Å b"],
        CountryFilter: ["", "ZZ", "DNK"],
        DayFilter: ["", *DATES],
        MomentFilter: ["", "2025-02-30T00:00:00Z", "99999-01-01T00:00:00Z", "0000-00-00T00:00:00Z", "2025-1-1", "now"],
        BooleanFilter: ["", "True", "1", "yes"],
    }
    return [*next((values for kind, values in kinds.items() if isinstance(each, kind)), [""]), *ABSURD]


def complaints(response: Any) -> dict[str, str]:
    """What a 400 says, by parameter; empty for any other answer."""
    return {e["parameter"]: e["detail"] for e in response.json()["errors"]} if response.status_code == 400 else {}


def test_the_endpoints_of_these_tests_are_those_of_the_url_configuration() -> None:
    routed = {f"{'/'.join(url.name.rsplit('-', 1))}" for url in router.urls if url.name != "api-root"}
    known = {f"{e.collection}/{'detail' if e.action == 'retrieve' else e.url_path or e.action}" for e in ENDPOINTS}
    assert known == routed


@every_endpoint
def test_every_misspelt_parameter_is_named_with_the_right_name(endpoint: Endpoint) -> None:
    right = {f"{name}{name[-1]}": name for name in endpoint.accepts.names()}
    found = complaints(ask(endpoint.path(urlencode(dict.fromkeys(right, "x")))))
    assert {name: detail.rpartition("Did you mean ")[2].strip("“”?") for name, detail in found.items()} == right


@every_endpoint
def test_every_wrong_value_of_a_filter_is_refused_by_name(endpoint: Endpoint) -> None:
    asked = [
        (name, value) for name, (each, _) in endpoint.accepts.filters.parameters().items() for value in wrong(each)
    ]
    accepted = [
        f"{name}={value[:20]!r}: {response.status_code}"
        for name, value in asked
        if name not in complaints(response := ask(endpoint.path(urlencode({name: value}))))
    ]
    assert accepted == []


@every_endpoint
def test_every_wrong_shape_or_page_is_refused_by_name(endpoint: Endpoint) -> None:
    kinds = SHAPE | (PAGES if endpoint.accepts.paged else {})
    accepted = [
        f"{name}={value[:20]!r}: {response.status_code}"
        for name, values in kinds.items()
        for value in [*values, *ABSURD]
        if name not in complaints(response := ask(endpoint.path(urlencode({name: value}))))
    ]
    assert accepted == []


@pytest.mark.parametrize("value", ["", *DATES, "\0", LONG], ids=lambda value: repr(value[:12]))
@pytest.mark.parametrize("endpoint", [e for e in ENDPOINTS if e.then], ids=str)
def test_as_of_must_be_a_date(endpoint: Endpoint, value: str) -> None:
    path = endpoint.path().partition("?")[0]
    assert complaints(ask(f"{path}?as_of={quote(value)}")).keys() == {"as_of"}


@every_endpoint
def test_five_hundred_repeated_values_are_too_many(endpoint: Endpoint) -> None:
    names = [name for name in endpoint.accepts.names() if name not in {"fields", "omit"}]
    refused = [name for name in names if name in complaints(ask(endpoint.path(urlencode([(name, "denies")] * 500))))]
    assert refused == names


@every_endpoint
def test_an_unknown_member_of_an_enumeration_is_refused_with_the_closest_one(endpoint: Endpoint) -> None:
    enums = {
        name: each.choices.values[-1]
        for name, (each, _) in endpoint.accepts.filters.parameters().items()
        if isinstance(each, ChoiceFilter)
    }
    found = complaints(ask(endpoint.path(urlencode({name: f"{member}x" for name, member in enums.items()}))))
    assert {
        name: f"Did you mean “{member}”?" in found.get(name, "") for name, member in enums.items()
    } == dict.fromkeys(enums, True)


@every_endpoint
def test_all_errors_of_a_request_are_reported_at_once(endpoint: Endpoint) -> None:
    names = [*endpoint.accepts.names(), "nonsense"]
    asked = [(name, f"{LONG[:9]}{n}") for name in names for n in range(2 if name == "kind" else 1)]
    response = ask(endpoint.path(urlencode([pair for pair in asked if not (endpoint.then and pair[0] == "as_of")])))
    texts = {n for n, (each, _) in endpoint.accepts.filters.parameters().items() if not wrong(each)[1:-3]}
    kept = set(names) - texts - ({"as_of"} if endpoint.then else set())
    assert {e["parameter"] for e in response.json()["errors"]} == kept


@every_endpoint
def test_each_field_can_be_asked_for_alone_and_left_out(endpoint: Endpoint) -> None:
    fields = shown(endpoint).keys()
    assert {name: list(shown(endpoint, f"fields={name}")) for name in fields} == {name: [name] for name in fields}
    assert {name: list(shown(endpoint, f"omit={name}")) for name in fields} == {
        name: [other for other in fields if other != name] for name in fields
    }


def paths(serializer: Any, above: str = "") -> Iterator[str]:
    """The dotted path of every field below a field."""
    for name, field in children(serializer).items():
        if above:
            yield f"{above}{name}"
        yield from paths(field, f"{above}{name}.")


def without_rest(value: Any, steps: list[str]) -> bool:
    """Whether a row holds the one field that a dotted path names, and nothing beside it on the way."""
    if isinstance(value, list):
        return all(without_rest(each, steps) for each in value)
    return not steps or value is None or (list(value) == steps[:1] and without_rest(value[steps[0]], steps[1:]))


def holds(value: Any, steps: list[str]) -> bool:
    if isinstance(value, list):
        return any(holds(each, steps) for each in value)
    return not steps or (value is not None and steps[0] in value and holds(value[steps[0]], steps[1:]))


@every_endpoint
def test_each_dotted_field_can_be_asked_for_alone_and_left_out(endpoint: Endpoint) -> None:
    if endpoint.collection == "claims" and endpoint.action == "list":
        speaker = f"speaker={Speaker.objects.order_by('pk').first()}&"
    else:
        speaker = ""
    dotted = [path for path in paths(endpoint.serializer()) if path != "parts.parts"]
    assert [
        path for path in dotted if not without_rest(shown(endpoint, f"{speaker}fields={path}"), path.split("."))
    ] == []
    assert [path for path in dotted if holds(shown(endpoint, f"{speaker}omit={path}"), path.split("."))] == []


@every_endpoint
def test_brief_answers_with_the_short_form(endpoint: Endpoint) -> None:
    assert set(shown(endpoint, "brief=true")) == set(endpoint.serializer.Meta.brief)


@every_endpoint
def test_brief_and_fields_exclude_each_other(endpoint: Endpoint) -> None:
    field = endpoint.serializer.Meta.brief[0]
    assert complaints(ask(endpoint.path(f"brief=true&fields={field}"))).keys() == {"brief"}


@every_endpoint
def test_a_misspelt_field_is_named_with_the_right_name(endpoint: Endpoint) -> None:
    for parameter in ("fields", "omit"):
        for field in endpoint.serializer.Meta.brief:
            asked = endpoint.path(f"{parameter}={field}{field[-1]}")
            assert f"Did you mean “{field}”?" in complaints(ask(asked))[parameter]


def addresses(value: Any) -> Iterator[str]:
    """Every `url` of an answer, of whatever row."""
    if isinstance(value, dict):
        yield from (each for name, each in value.items() if name == "url")
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from addresses(each)


@every_endpoint
def test_every_url_in_an_answer_leads_to_that_row(endpoint: Endpoint) -> None:
    urls = set(addresses(body(endpoint.path())))
    assert urls, "An answer without addresses shows nothing."
    assert {url: body(url)["url"] for url in urls} == {url: url for url in urls}


MARKER = "zqxsecret"


@pytest.fixture
def secrets() -> set[str]:
    """Unconfirmed stances on the first rows, and the content of a source; the addresses of the stances."""
    first = Stance.objects.order_by("pk").first()
    claim = Claim.objects.order_by("pk").first()
    statement = StatementFactory(speaker=first.statement.speaker, text="Not for you", source=first.statement.source)
    Source.objects.filter(pk=first.statement.source_id).update(
        content=f"{MARKER} {'. '.join(f'word {n}' for n in range(3))}"
    )
    hidden = [
        StanceFactory(
            statement=each,
            claim=claim,
            position="declines",
            review_status=status,
            method="model",
            model_name=f"{MARKER} {status}",
            confidence=0.7654321,
            rationale=MARKER,
            qualification=MARKER,
            excerpt=each.text[:5],
        )
        for each in (first.statement, statement)
        for status in ("suggested", "rejected")
    ]
    return {f"/stances/{stance.pk}/" for stance in hidden}


def every_address() -> list[str]:
    """All lists, and the details and questions of every row."""
    found = []
    for endpoint in ENDPOINTS:
        key = endpoint.view.lookup_field
        mine = endpoint.path()
        one = str(getattr(endpoint.model.objects.order_by("pk").first(), key))
        keys = (
            [one]
            if endpoint in LISTS and endpoint.action == "list"
            else endpoint.model.objects.values_list(key, flat=True)
        )
        found += [mine.replace(f"/{one}/", f"/{each}/") for each in keys]
    return found


def test_unconfirmed_stances_and_the_text_of_sources_are_nowhere(secrets: set[str]) -> None:
    answers = {path: ask(path).content.decode() for path in [*every_address(), "/api/v1/", "/api/v1/schema/"]}
    assert len(answers) > len(ENDPOINTS)
    leaks = [path for path, text in answers.items() if MARKER in text or "0.7654321" in text]
    assert leaks == []
    assert [path for path, text in answers.items() if any(secret in text for secret in secrets)] == []


def test_unconfirmed_stances_have_no_address(secrets: set[str]) -> None:
    assert {ask(f"/api/v1{path}").status_code for path in secrets} == {404}


def test_unconfirmed_stances_are_not_counted_and_not_matched(secrets: set[str]) -> None:
    claim = Claim.objects.order_by("pk").first()
    asked = ["stances/", f"claims/{claim}/stances/", f"claims/{claim}/positions/", "statements/", "claims/"]
    numbers = {path: body(f"/api/v1/{path}?position=declines&count=exact")["count"] for path in asked}
    assert numbers == dict.fromkeys(asked, 0)
    assert body(f"/api/v1/claims/{claim}/")["tallies"]["declines"] == 0
    confirmed = Stance.objects.filter(review_status="confirmed").count()
    assert body("/api/v1/stances/?count=exact")["count"] == confirmed < Stance.objects.count()
