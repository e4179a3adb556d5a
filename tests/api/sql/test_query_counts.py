"""Every endpoint costs a fixed number of SQL queries, however many rows there are: the baseline is query_counts.json.

The endpoints that the URL configuration has, and a world of rows for all of them, are here for the other conventions.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import connection, transaction
from django.db.models import Model
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.api.filters.base import BooleanFilter, ChoiceFilter, CountryFilter, Filter, MomentFilter, SlugFilter
from claims.api.filters.base import DateFilter as DayFilter
from claims.api.filters.changes import BEGINNING, SinceFilter, since
from claims.api.query import Accepts
from claims.api.urls import COLLECTIONS
from claims.api.views.search import SearchViewSet
from tests.support import factories as make

pytestmark = pytest.mark.django_db

BASELINE = Path(__file__).with_name("query_counts.json")
DAY = "2025-09-23"
VIEWS = {**COLLECTIONS, "search": SearchViewSet}
# What is searched for, where a request does not say: all statements have it.
WORD = "something"
# One client for all requests: each new one sets up the middleware anew, which takes 0.2 s.
READER = Client(SERVER_NAME="localhost", raise_request_exception=False)


@dataclass(frozen=True)
class Endpoint:
    """An address of the API for GET: a collection's list or detail, or a question below a row of it."""

    collection: str
    action: str
    url_path: str = ""
    then: bool = False

    def __str__(self) -> str:
        return f"{self.collection}-{self.action}{'-then' if self.then else ''}"

    @property
    def view(self) -> Any:
        return VIEWS[self.collection]

    @property
    def accepts(self) -> Accepts:
        declared: Accepts = getattr(self.view, f"{self.action}{'_then' if self.then else ''}_accepts")
        return declared

    @property
    def serializer(self) -> Any:
        return self.view().serializer_class_of(self.action)

    @property
    def model(self) -> type[Model]:
        model: type[Model] = self.view.queryset.model
        return model

    def path(self, query: str = "") -> str:
        """The address, for the collection's first row where it names one, with a query."""
        path = f"/api/v1/{self.collection}/"
        if self.action != "list":
            path += f"{getattr(self.model.objects.order_by('pk').first(), self.view.lookup_field)}/"
        # Of all collections together, there are more changes than fit on a page.
        narrowed = "collection=topics" if str(self) == "changes-list" else ""
        given = {part.partition("=")[0] for part in query.split("&")}
        needed = "&".join(f"{name}={WORD}" for name in self.accepts.required if name not in given)
        query = "&".join(part for part in (query, f"as_of={DAY}" if self.then else "", narrowed, needed) if part)
        return f"{path}{f'{self.url_path}/' if self.url_path else ''}{f'?{query}' if query else ''}"


def endpoints() -> Iterator[Endpoint]:
    for collection, view in COLLECTIONS.items():
        yield from (Endpoint(collection, "list"), Endpoint(collection, "retrieve"))
        for question in view.get_extra_actions():
            if "get" not in question.mapping:
                continue
            endpoint = Endpoint(collection, question.__name__, question.url_path)
            yield endpoint
            if endpoint.accepts.as_of:
                yield Endpoint(collection, question.__name__, question.url_path, then=True)
    yield Endpoint("search", "list")


ENDPOINTS = list(endpoints())
LISTS = [endpoint for endpoint in ENDPOINTS if endpoint.accepts.paged]
# Lists that are sorted and counted as one asks for.
SORTED = [endpoint for endpoint in LISTS if endpoint.accepts.orderings]
every_endpoint = pytest.mark.parametrize("endpoint", ENDPOINTS, ids=str)


def some_date(number: int) -> date | None:
    """Dates with ties, and none for every third row but the first."""
    return None if number % 3 == 1 else date(2025, 1, 1) + timedelta(days=number // 4)


def make_world(size: int) -> None:
    """`size` rows of everything, or a few more; the first row of each table has `size` rows of all that it shows."""
    bodies = max(1, size // 4)
    then = [{"created_at": moment, "updated_at": moment} for moment in map(some_moment, range(2 * size))]
    dated = [{"start_date": day, "start_date_precision": "day" if day else ""} for day in map(some_date, range(size))]
    people = [make.SpeakerFactory(name=f"Ann {n // 2}", country="DK", **then[n]) for n in range(size - bodies)]
    orgs = [make.OrganizationFactory(country="DK", identifiers={"wikidata": f"Q{n}"}, **then[n]) for n in range(bodies)]
    speakers = people + orgs
    roles = [
        make.AffiliationFactory(
            person=people[n // 2 % len(people)], organization=orgs[0], role=f"Role {n}", **dated[n], **then[n]
        )
        for n in range(size)
    ]
    roles += [make.AffiliationFactory(person=people[0], organization=orgs[0], role=f"Post {n}") for n in range(size)]
    topics: list[Any] = []
    sources: list[Any] = []
    incidents: list[Any] = []
    for n in range(size):
        topics.append(make.TopicFactory(name=f"Topic {n // 2}", broader=topics[0] if topics else None, **then[n]))
        make.RedirectFactory(new_slug=topics[n].slug, **then[n])
        day = {f"published_on{key.removeprefix('start_date')}": value for key, value in dated[n].items()}
        sources.append(make.SourceFactory(**day, **then[n]))
        above = incidents[0] if incidents else None
        incidents.append(make.IncidentFactory(name=f"Incident {n // 2}", part_of=above, **dated[n], **then[n]))
    claims = [make.ClaimFactory(first_appearance=sources[n], **then[n]) for n in range(size)]
    claims[0].topics.set(topics)
    first = make.StatementFactory(
        speaker=people[0], source=sources[0], affiliation=roles[0], on_behalf_of=orgs[0], incidents=incidents, **then[0]
    )
    for n in range(size):
        make.IncidentClaimFactory(incident=incidents[0], claim=claims[n])
        incidents[0].actors.create(speaker=speakers[n], role="witness")
        make.CitationFactory(statement=first, exact=f"word {n}")
        make.StanceFactory(statement=first, claim=claims[n], position="denies", **then[n])
        later = {"made_on": date(2025, 9, 20 + n // 3), "source": sources[n], "supersedes": first, **then[n]}
        body = people[0] if speakers[n] is orgs[0] else orgs[0]
        said = make.StatementFactory(speaker=speakers[n], on_behalf_of=body, incidents=incidents[:2], **later)
        make.StanceFactory(statement=said, claim=claims[0], position="affirms", **then[n])
    for n in range(1, size):
        make.IncidentClaimFactory(incident=incidents[n], claim=claims[0], aspect="cause")
        claims[0].relations.create(other=claims[n], kind="supports")
        claims[0].relations_to.create(claim=claims[n], kind="narrower")

    make.correct(first, "retracted", replacement=said, **then[0])
    for n in range(size):
        make.correct(first, "active", **then[n])

    firsts = (people[0], roles[0], sources[0], topics[0], incidents[0], claims[0], first)
    firsts = (*firsts, first.stances.earliest("pk"), first.corrections.earliest("pk"))
    for row in firsts:
        collection, key = f"{row._meta.model_name}s", getattr(row, "slug", row.pk)
        make.ChangeFactory.create_batch(size, collection=collection, key=key, row_id=row.pk)


def some_moment(number: int) -> datetime:
    """Moments with ties."""
    return datetime(2025, 10, 1, 12, 30, number // 3, 123456, tzinfo=UTC)


@contextmanager
def world(blocker: Any, size: int) -> Iterator[None]:
    """The rows of `make_world`, for the tests of a module."""
    with blocker.unblock(), transaction.atomic():
        make_world(size)
        yield
        transaction.set_rollback(True)


def value_of(each: Filter) -> str:
    """A value that a filter understands."""
    kinds = {DayFilter: DAY, BooleanFilter: "true", CountryFilter: "DK", MomentFilter: f"{DAY}T00:00:00Z"}
    if isinstance(each, ChoiceFilter):
        return str(each.choices.values[0])
    if isinstance(each, SlugFilter):
        return str(each.model._default_manager.order_by("pk").values_list("slug", flat=True).first())
    if isinstance(each, SinceFilter):
        return since(BEGINNING)
    return next((value for kind, value in kinds.items() if isinstance(each, kind)), "en")


def every_filter(endpoint: Endpoint) -> str:
    return urlencode(
        {name: value_of(parameter.filter) for name, parameter in endpoint.accepts.filters.parameters().items()}
    )


def heavy() -> dict[str, str]:
    """Requests that reach far, and find rows."""
    incident, speaker = Endpoint("incidents", "retrieve").path(), Endpoint("speakers", "retrieve").path()
    somebody, something = speaker.split("/")[-2], incident.split("/")[-2]
    positions = Endpoint("speakers", "positions", "positions")
    return {
        "claims-list of a speaker": f"/api/v1/claims/?speaker={somebody}&position=denies&capacity=own",
        "claims-list disputed": f"/api/v1/claims/?incident={something}&disputed=true&aspect=occurrence",
        "statements-list of a body": f"/api/v1/statements/?incident={something}&position=denies&country=dk",
        "speakers-positions of an incident": positions.path(f"incident={something}&changed=true"),
        "incidents-matrix of an aspect": Endpoint("incidents", "matrix", "matrix").path("aspect=occurrence"),
        "claims-list counted": "/api/v1/claims/?count=exact",
    }


def requests() -> dict[str, str]:
    """Each request that is measured, by its name in the baseline."""
    asked: dict[str, str] = {}
    for endpoint in ENDPOINTS:
        asked[str(endpoint)] = endpoint.path()
        asked[f"{endpoint} brief"] = endpoint.path("brief=true")
        if endpoint.accepts.filters.parameters():
            asked[f"{endpoint} every filter"] = endpoint.path(every_filter(endpoint))
    return asked | heavy()


def measure(size: int) -> dict[str, list[str]]:
    """The queries of each request over a world of `size`, taken back afterwards."""
    queries = {}
    with transaction.atomic():
        make_world(size)
        for name, path in requests().items():
            with CaptureQueriesContext(
                connection,
            ) as captured:
                response = READER.get(path)
            assert response.status_code == 200, f"{path}: {response.content.decode()}"
            empty = response.json().get("results") == []
            assert name.endswith("every filter") or not empty, f"{path} finds nothing, so it measures nothing."
            queries[name] = [query["sql"] for query in captured.captured_queries]
        transaction.set_rollback(True)
    return queries


@pytest.fixture(scope="module")
def measured(django_db_setup: None, django_db_blocker: Any) -> dict[int, dict[str, list[str]]]:
    with django_db_blocker.unblock():
        return {size: measure(size) for size in (2, 12)}


def counts(queries: dict[str, list[str]]) -> dict[str, int]:
    return {name: len(sent) for name, sent in queries.items()}


def test_more_rows_cost_no_more_queries(measured: dict[int, dict[str, list[str]]]) -> None:
    few, many = counts(measured[2]), counts(measured[12])
    assert [f"{name}: {few[name]}, then {many[name]}" for name in few if few[name] != many[name]] == []


def test_each_request_costs_what_the_baseline_says(measured: dict[int, dict[str, list[str]]]) -> None:
    found = counts(measured[12])
    if os.environ.get("UPDATE_QUERY_COUNTS") == "1":
        BASELINE.write_text(json.dumps(found, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    known = json.loads(BASELINE.read_text(encoding="utf-8"))
    different = sorted(name for name in known.keys() | found.keys() if known.get(name) != found.get(name))
    report = [
        f"{name}: {known.get(name, 'nothing')} in the baseline, {found.get(name, 'nothing')} now\n"
        + "\n".join(f"    {sql[:600]}" for sql in measured[12].get(name, []))
        for name in different
    ]
    if report:
        advice = "Where the new numbers are meant, UPDATE_QUERY_COUNTS=1 writes them to query_counts.json.\n"
        pytest.fail(advice + "\n".join(report), pytrace=False)
