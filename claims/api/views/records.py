"""Speakers, affiliations, sources, topics, statements and stances."""

from typing import Any

from django.db.models import Q
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response

from claims.api.filters.claims import SpeakerPositionFilters, SpeakerPositionThenFilters
from claims.api.filters.people import AffiliationFilters, SpeakerFilters
from claims.api.filters.sources import SourceFilters, TopicFilters
from claims.api.filters.statements import StanceFilters, StatementFilters
from claims.api.query import Accepts, Query
from claims.api.serializers.positions import PositionSerializer, PositionThenSerializer
from claims.api.serializers.sources import SourceSerializer, TopicSerializer
from claims.api.serializers.speakers import AffiliationSerializer, SpeakerSerializer
from claims.api.serializers.statements import StanceSerializer, StatementDetailSerializer, StatementSerializer
from claims.api.views.base import Endpoint
from claims.models import Affiliation, Position, Source, Speaker, Stance, Statement, Topic
from claims.querysets import PositionQuerySet, RecordQuerySet

RECORDED = {"created_at": "created_at", "updated_at": "updated_at"}


class PositionsMixin(Endpoint):
    """Positions below a speaker or a claim: as they are, or with `as_of` as they were at the end of a day."""

    def answer_positions(self, rows: PositionQuerySet, then: Accepts) -> Response:
        if "as_of" not in self.request.query_params:
            return self.answer_list(rows)
        serializer = PositionThenSerializer(many=True, context=self.get_serializer_context())
        return self.answer_list(rows, serializer, then)

    def focus(self, rows: RecordQuerySet, query: Query, serializer: Any) -> RecordQuerySet:
        if query.as_of is None or not isinstance(rows, PositionQuerySet):
            return super().focus(rows, query, serializer)
        serializer.context["narrow"] = {"timeline": Q(made_on__lte=query.as_of)}
        return rows.as_of(query.as_of)


class SpeakerViewSet(PositionsMixin):
    """People, organisations and unnamed groups who make statements."""

    queryset = Speaker.objects.all()
    serializer_class = SpeakerSerializer
    serializer_classes = {"positions": PositionSerializer}
    list_accepts = Accepts(SpeakerFilters, {"name": "sort_key", "slug": "slug", **RECORDED}, "name")
    positions_accepts = Accepts(
        SpeakerPositionFilters,
        {"last_on": "last_on", "first_on": "first_on", "claim": "claim__slug"},
        "-last_on",
        as_of=True,
    )
    positions_then_accepts = Accepts(
        SpeakerPositionThenFilters,
        {"last_on": "then_last_on", "first_on": "then_first_on", "claim": "claim__slug"},
        "-last_on",
        as_of=True,
    )

    @action(detail=True)
    def positions(self, request: Request, **kwargs: Any) -> Response:
        """Where this speaker stands on every claim, with the timeline that led there, and whether it changed."""
        rows = Position.objects.filter(speaker=self.subject())
        return self.answer_positions(rows, self.positions_then_accepts)


class AffiliationViewSet(Endpoint):
    """The roles that people held in organisations, and when."""

    queryset = Affiliation.objects.all()
    serializer_class = AffiliationSerializer
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(
        AffiliationFilters, {"id": "id", "start_date": "start_date", "created_at": "created_at"}, "id"
    )


class SourceViewSet(Endpoint):
    """Where statements stand."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    list_accepts = Accepts(
        SourceFilters,
        {"published_on": "published_on", "slug": "slug", "created_at": "created_at"},
        "-published_on",
    )


class TopicViewSet(Endpoint):
    """What claims are filed under."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    list_accepts = Accepts(TopicFilters, {"name": "sort_key", "slug": "slug"}, "name")


class StatementViewSet(Endpoint):
    """Who said what, when, in which role, and where it stands."""

    queryset = Statement.objects.all()
    serializer_class = StatementSerializer
    serializer_classes = {"retrieve": StatementDetailSerializer}
    list_accepts = Accepts(StatementFilters, {"made_on": "made_on", "slug": "slug", **RECORDED}, "-made_on")


class StanceViewSet(Endpoint):
    """What each statement does with each claim."""

    queryset = Stance.objects.all()
    serializer_class = StanceSerializer
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(
        StanceFilters, {"made_on": "statement__made_on", "id": "id", "created_at": "created_at"}, "-made_on"
    )
