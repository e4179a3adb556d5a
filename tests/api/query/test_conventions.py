"""The conventions on parameters, shapes and fields: each is one test over every endpoint that the API has."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from django.db import models

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
from claims.api.query.selection import children
from claims.api.search.filters import WordsFilter
from claims.api.sql.rows import RowSerializer
from claims.api.urls import router
from claims.models import Claim, ClaimRelation, ClaimTally, Position, Speaker
from claims.querysets import THEN
from tests.support.endpoints import ENDPOINTS, READER, Endpoint, every_endpoint
from tests.support.tables import MODELS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 3

LONG = "x" * 100_000
DATES = ["2025-02-30", "99999-01-01", "0000-00-00", "2025-1-1", "20250101", "2025-W39-2", "yesterday", " 2025-01-01"]
SHAPE = {"fields": ["", "nonsense", "slug,", "slug.x"], "omit": ["", "nonsense"], "brief": ["", "yes", "TRUE"]}
PAGES = {name: ["", "nonsense"] for name in ("limit", "cursor", "count", "ordering")}
# NUL bytes and lengths that no value has; texts beyond 500 characters too.
ABSURD = ["\0", "a\0b", LONG]


def ask(path: str) -> Any:
    return READER.get(path)


def body(path: str) -> Any:
    response = ask(path)
    assert response.status_code == 200, f"{path}: {response.content.decode()}"
    return response.json()


def shown(endpoint: Endpoint, query: str = "") -> dict[str, Any]:
    """The first row of a list, or the row itself."""
    if not endpoint.accepts.paged:
        return body(endpoint.path(query))
    return body(endpoint.path(f"limit=1&{query}".strip("&")))["results"][0]


def wrong(each: Filter) -> list[str]:
    """Values that a filter must refuse, whatever else it accepts."""
    kinds: dict[type, list[str]] = {
        ChoiceFilter: ["", "nonsense", "DENIES"],
        SlugFilter: ["", "no-such-slug", "Å b"],
        CountryFilter: ["", "ZZ", "DNK"],
        DayFilter: ["", *DATES],
        MomentFilter: ["", "2025-02-30T00:00:00Z", "99999-01-01T00:00:00Z", "0000-00-00T00:00:00Z", "2025-1-1", "now"],
        BooleanFilter: ["", "True", "1", "yes"],
        LanguageFilter: ["", "e", "English language", "en_GB", "en\n"],
        TextFilter: ["", " ", "\u008d", "a\nb", "\x1f"],
    }
    return [*next((values for kind, values in kinds.items() if isinstance(each, kind)), [""]), *ABSURD]


def complaints(response: Any) -> dict[str, str]:
    """What a 400 says, by parameter; empty for any other answer."""
    return {e["parameter"]: e["detail"] for e in response.json()["errors"]} if response.status_code == 400 else {}


def test_the_endpoints_of_these_tests_are_those_of_the_url_configuration() -> None:
    routed = {
        f"{'/'.join(url.name.rsplit('-', 1))}" for url in router.urls if "get" in getattr(url.callback, "actions", ())
    }
    known = {f"{e.collection}/{'detail' if e.action == 'retrieve' else e.url_path or e.action}" for e in ENDPOINTS}
    assert known == routed | {"search/list"}


@every_endpoint
def test_every_misspelt_parameter_is_named_with_the_right_name(endpoint: Endpoint) -> None:
    right = {f"{name}{name[-1]}": name for name in endpoint.accepts.names}
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


@every_endpoint
def test_no_error_repeats_at_length_what_was_sent(endpoint: Endpoint) -> None:
    """So that no request makes an answer that is larger than itself."""
    values = (LONG, "x," * 20_000)
    long = [
        f"{name}={value[:4]}…: {size} bytes"
        for name in (*endpoint.accepts.names, LONG)
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
        for name, (each, _) in endpoint.accepts.filters.parameters().items()
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
    names = [name for name in endpoint.accepts.names if name not in {"fields", "omit"}]
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
    names = [*endpoint.accepts.names, "nonsense"]
    asked = [(name, f"{LONG[:9]}{n}") for name in names for n in range(2 if name == "kind" else 1)]
    response = ask(endpoint.path(urlencode([pair for pair in asked if not (endpoint.then and pair[0] == "as_of")])))
    anything = (TextFilter, WordsFilter)
    texts = {n for n, (each, _) in endpoint.accepts.filters.parameters().items() if type(each) in anything}
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


# A field of a table, as “Table.field”, `*.field` for all tables -> why no serializer shows it.
HIDDEN = {
    "*.id": "Primary keys stay inside the database, but for rows that nobody cites by name.",
    "*.sort_key": "Made from the name, for sorting.",
    "*.document": "Made from the texts, for searching.",
    "*.folded_names": "Made from the names, for searching.",
    "Source.content": "The text is not ours to publish.",
    "Stance.coder": "Members of the editorial team are not public.",
    "Stance.review_note": "What members of the editorial team say to each other is not public.",
    "Stance.reviewer": "Members of the editorial team are not public.",
    "SpeakerIdentifier.*": "The database's copy of Speaker.identifiers, which is shown.",
    "IncidentKind.*": "Shown by its key, as the kind of an incident.",
    "Change.transaction": "For sorting.",
    "Change.row_id": "Primary keys stay inside the database.",
    "Change.kind": "Readers are shown what happened to what they may see; the team, in a history, this.",
    "Correction.editor": "Members of the editorial team are not public.",
    "Change.user": "Members of the editorial team are not public.",
    **dict.fromkeys(("Change.old", "Change.new"), "Shown as `changes`, without what is not public."),
    "Position.taken": "For filtering; the positions are in its timeline.",
    "Position.claim_created_at": "For sorting; it is shown as the claim's own `created_at`.",
    "Stance.made_on": "For sorting; it is shown as the statement's own `made_on`.",
    "Stance.speaker": "For looking up; it is shown as the statement's own `speaker`.",
    "Stance.on_behalf_of": "For looking up; it is shown as the statement's own `on_behalf_of`.",
    "Redirect.merged_by": "Members of the editorial team are not public.",
    "Position.stance": "It is in the position's timeline.",
    "ClaimTally.claim": "The tally is shown inside its claim.",
    "CountedStance.*": "A view of stances, shown as the timeline inside their position.",
    "Citation.statement": "Citations are shown inside their statement.",
    "IncidentActor.incident": "Actors are shown inside their incident.",
    "IncidentClaim.claim": "Links are shown inside their claim.",
} | dict.fromkeys(
    [
        f"{table}.{field}"
        for table in ("Citation", "ClaimRelation", "ClaimTally", "IncidentActor", "IncidentClaim", "Position")
        for field in ("created_at", "updated_at")
    ],
    "Shown inside another row only, without times of its own.",
)
# An enumeration's field -> why there is no filter for it.
UNFILTERED = {
    **dict.fromkeys(
        [
            *("Affiliation.start_date_precision", "Affiliation.end_date_precision", "Incident.start_date_precision"),
            *("Incident.end_date_precision", "Source.published_on_precision", "Statement.made_on_precision"),
        ],
        "Says how exactly a date is known, which nobody asks for without the date.",
    ),
    "Change.kind": "Readers ask for what happened to what they may see.",
    "ClaimRelation.kind": "Relations are shown with a claim, and not listed by themselves.",
}


def tables() -> list[type[models.Model]]:
    return MODELS


def below(kind: type) -> Iterator[Any]:
    for each in kind.__subclasses__():
        yield from (each, *below(each))


def test_every_field_of_every_table_is_shown_or_hidden_for_a_reason() -> None:
    shown: dict[Any, set[str]] = {}
    for serializer in below(RowSerializer):
        sources = {part for field in serializer().fields.values() for part in (str(field.source).split(".")[0],)}
        shown.setdefault(serializer.Meta.model, set()).update(sources)
    # A tally's columns are fields of its claim's serializer, as `tally.disputed`.
    known = {Claim: {"tally"}, ClaimTally: {"disputed"}, ClaimRelation: {"claim", "other"}}
    hidden = {
        f"{table.__name__}.{field.name}"
        for table in tables()
        for field in (*table._meta.concrete_fields, *table._meta.many_to_many)
        if not {field.name, field.attname} & (shown.get(table, set()) | known.get(table, set()))
    }
    assert {field for field in hidden if not reasons(field) & HIDDEN.keys()} == set()
    assert HIDDEN.keys() - {reason for field in hidden for reason in reasons(field)} == set()


def reasons(field: str) -> set[str]:
    table, _, name = field.partition(".")
    return {field, f"{table}.*", f"*.{name}"}


def test_every_enumeration_can_be_filtered_by_or_not_for_a_reason() -> None:
    read = set()
    for endpoint in ENDPOINTS:
        if endpoint.collection == "search":  # its filters are those of the lists
            continue
        for variant in endpoint.view.variants(endpoint.action):
            filters, paged = variant.parameters.filters, variant.parameters.paged
            for each, _ in filters.parameters().values():
                through = filters.through.get(each.through)
                table = through.model if through else variant.serializer.Meta.model if paged else Position
                read.add(f"{table.__name__}.{each.field_name.removeprefix(THEN)}")
    enumerations = {
        f"{table.__name__}.{field.name}" for table in tables() for field in table._meta.concrete_fields if field.choices
    }
    assert enumerations - read == UNFILTERED.keys()
