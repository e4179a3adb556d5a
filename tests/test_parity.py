"""The JSON that PostgreSQL composes is what Django REST Framework's serializers render, for every endpoint and row."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from rest_framework.utils.encoders import JSONEncoder

from claims import models
from claims.api.query import Form
from claims.api.urls import COLLECTIONS
from claims.api.views.base import Endpoint
from tests.conftest import Get
from tests.factories import (
    AffiliationFactory,
    ClaimFactory,
    IncidentClaimFactory,
    IncidentFactory,
    OrganizationFactory,
    SpeakerFactory,
    StanceFactory,
    StatementFactory,
    TopicFactory,
    quote,
)
from tests.preload import preload

CONTEXT = {"request": RequestFactory(SERVER_NAME="localhost").get("/api/v1/")}


def rendered(endpoint: type[Endpoint], action: str) -> list[Any]:
    """Every row of an endpoint, rendered from model instances by Django REST Framework, in the order of the keys."""
    serializer = endpoint.serializer_class_of(action)(many=True, context=CONTEXT)
    rows = endpoint.rows(action, Form(), AnonymousUser())
    loaded = preload(rows.order_by("pk"), serializer, AnonymousUser())
    return [plain(row) for row in serializer.to_representation(loaded)]


def plain(value: Any) -> Any:
    """As the JSON renderer and a JSON parser leave it."""
    return json.loads(json.dumps(value, cls=JSONEncoder))


def answered(get: Get, name: str, endpoint: type[Endpoint], ordering: str) -> list[Any]:
    found, url = [], f"{name}/?limit=200&ordering={ordering}"
    while url:
        page = get(url)
        found += page["results"]
        url = (page["next"] or "").partition("/api/v1/")[2]
    return found


def key(endpoint: type[Endpoint], row: Any) -> Any:
    return row[endpoint.lookup_field]


def check_everything(get: Get) -> None:
    """Compares every list and every detail with what the serializers render."""
    for name, endpoint in COLLECTIONS.items():
        ordering = next(iter(endpoint.list_accepts.orderings))
        expected = {key(endpoint, row): row for row in rendered(endpoint, "list")}
        rows = {key(endpoint, row): row for row in answered(get, name, endpoint, ordering)}
        assert rows == expected, name
        details = {key(endpoint, row): row for row in rendered(endpoint, "retrieve")}
        assert {each: get(f"{name}/{each}/") for each in details} == details, name


@pytest.mark.usefixtures("article")
def test_lists_and_details_of_the_article_are_what_the_serializers_render(get: Get) -> None:
    check_everything(get)


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize("model", [models.Speaker, models.Claim])
def test_positions_and_their_timelines_are_what_the_serializers_render(get: Get, model: type) -> None:
    name = f"{model._meta.model_name}s"
    endpoint = COLLECTIONS[name]
    serializer = endpoint.serializer_class_of("positions")(many=True, context=CONTEXT)
    for row in model.objects.all():
        rows = row.positions.order_by("-last_on", "-pk")
        expected = plain(serializer.to_representation(preload(rows, serializer, AnonymousUser())))
        assert get(f"{name}/{row.slug}/positions/?limit=200")["results"] == expected


@pytest.mark.usefixtures("article")
def test_positions_on_a_day_after_all_statements_are_the_present_ones(get: Get) -> None:
    for claim in models.Claim.objects.all():
        now = get(f"claims/{claim.slug}/positions/?limit=200")
        assert get(f"claims/{claim.slug}/positions/?limit=200&as_of=2100-01-01")["results"] == now["results"]


@pytest.mark.usefixtures("article")
def test_stances_of_a_claim_are_what_the_serializers_render(get: Get) -> None:
    serializer = COLLECTIONS["stances"].serializer_class_of("list")(many=True, context=CONTEXT)
    for claim in models.Claim.objects.all():
        rows = claim.stances.order_by("-statement__made_on", "-pk")
        expected = plain(serializer.to_representation(preload(rows, serializer, AnonymousUser())))
        assert get(f"claims/{claim.slug}/stances/?limit=200")["results"] == expected


@pytest.mark.usefixtures("article")
def test_claims_by_speaker_show_the_positions_of_that_speaker_alone(get: Get) -> None:
    expected = {
        (position.claim.slug, position.capacity): position.position
        for position in models.Position.objects.filter(speaker__slug="dmitry-peskov").select_related("claim")
    }
    rows = get("claims/?speaker=dmitry-peskov&limit=200")["results"]
    assert {(row["slug"], each["capacity"]): each["position"] for row in rows for each in row["positions"]} == expected
    assert {each["speaker"]["slug"] for row in rows for each in row["positions"]} == {"dmitry-peskov"}


# Quotes, escapes, control characters, a line separator, right-to-left text, an emoji, and signs of SQL and formats.
AWKWARD = "\"\\\n\t\x01\x7f\u2028\u200f\u0639\u0631\U0001f600'%{}"
TEXT = st.text(
    st.characters(blacklist_characters="\0", blacklist_categories=("Cs",)) | st.sampled_from(AWKWARD),
    min_size=1,
    max_size=40,
).map(lambda text: f"a{text}")
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC)) | st.sampled_from(
    [
        datetime(2025, 1, 1, tzinfo=UTC),
        datetime(2025, 1, 1, microsecond=1, tzinfo=UTC),
        datetime(2025, 1, 1, microsecond=120000, tzinfo=UTC),
    ]
)
DATES = st.dates(date(1, 1, 1), date(9999, 12, 31))


def stamp(row: Any, moment: datetime) -> None:
    """Sets when a row was recorded, which otherwise only a trigger changes."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            f"UPDATE {row._meta.db_table} SET created_at = %s, updated_at = %s WHERE id = %s",  # noqa: S608
            [moment, moment, row.pk],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")


class TestGeneratedRows(TestCase):
    @settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(text=TEXT, other=TEXT, moment=MOMENTS, day=DATES, latitude=st.floats(-90, 90), empty=st.booleans())
    def test_any_text_date_and_number_comes_out_as_the_serializers_render_it(  # noqa: PLR0917
        self, text: str, other: str, moment: datetime, day: date, latitude: float, empty: bool
    ) -> None:
        speaker = SpeakerFactory(
            name=text,
            sort_name=other,
            summary=other,
            other_names=[] if empty else [text, other],
            identifiers={} if empty else {"wikidata": text, "viaf": other},
        )
        dated = {} if empty else {"start_date": day, "start_date_precision": "day"}
        role = None if empty else AffiliationFactory(person=speaker, role=text[:50])
        incident = IncidentFactory(
            name=text,
            summary=other,
            latitude=None if empty else latitude,
            longitude=None if empty else latitude,
            **dated,
        )
        claim = ClaimFactory(text=text, context=other)
        if not empty:
            claim.topics.add(TopicFactory(name=text, broader=TopicFactory(name=other)))
            IncidentClaimFactory(incident=incident, claim=claim)
            quote(text.replace("[", "(").strip(), speaker=OrganizationFactory(), made_on=day)
        statement = StatementFactory(
            speaker=speaker, text=text + other, made_on=day, incidents=[] if empty else [incident], affiliation=role
        )
        StanceFactory(
            statement=statement, claim=claim, excerpt=text, rationale=other, confidence=None if empty else 0.1
        )
        for row in (speaker, incident, claim, statement):
            stamp(row, moment)

        def get(path: str) -> Any:
            response = self.client.get(f"/api/v1/{path}", SERVER_NAME="localhost")
            assert response.status_code == 200, response.content
            return response.json()

        check_everything(get)
