"""The JSON that PostgreSQL composes is what Django REST Framework's serializers render, for every endpoint and row."""

import pytest

from claims import models
from claims.api.collections import COLLECTIONS
from claims.choices import Role
from tests.support.clients import Get
from tests.support.parity import CONTEXT, check_everything, plain
from tests.support.preload import preload


@pytest.mark.usefixtures("article")
def test_lists_and_details_of_the_article_are_what_the_serializers_render(get: Get) -> None:
    check_everything(get)


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize("model", [models.Speaker, models.Claim])
def test_positions_and_their_timelines_are_what_the_serializers_render(get: Get, model: type) -> None:
    name = f"{model._meta.model_name}s"
    endpoint = COLLECTIONS[name]
    serializer = endpoint.variants("positions")[-1].serializer(many=True, context=CONTEXT)
    for row in model.objects.all():
        rows = row.positions.order_by("-last_on", "-pk")
        expected = plain(serializer.to_representation(preload(rows, serializer, Role.READER)))
        assert get(f"{name}/{row.slug}/positions/?limit=200")["results"] == expected


@pytest.mark.usefixtures("article")
def test_positions_on_a_day_after_all_statements_are_the_present_ones(get: Get) -> None:
    for claim in models.Claim.objects.all():
        now = get(f"claims/{claim.slug}/positions/?limit=200&omit=stances_url")
        assert get(f"claims/{claim.slug}/positions/?limit=200&omit=stances_url&as_of=2100-01-01") == now


@pytest.mark.usefixtures("article")
def test_stances_of_a_claim_are_what_the_serializers_render(get: Get) -> None:
    serializer = COLLECTIONS["stances"].variants("list")[-1].serializer(many=True, context=CONTEXT)
    for claim in models.Claim.objects.all():
        rows = claim.stances.order_by("-statement__made_on", "-pk")
        expected = plain(serializer.to_representation(preload(rows, serializer, Role.READER)))
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
