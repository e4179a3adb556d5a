"""Speakers, affiliations, sources, topics, statements and stances."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.db.models import DateField, Q
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from claims.api.filters.claims import SpeakerPositionFilters, SpeakerPositionThenFilters
from claims.api.filters.people import AffiliationFilters, SpeakerFilters
from claims.api.filters.sources import SourceFilters, TopicFilters
from claims.api.filters.statements import StanceFilters, StatementFilters
from claims.api.query import Accepts, Form
from claims.api.read.fragments import Slot
from claims.api.serializers.positions import PositionSerializer, PositionThenSerializer
from claims.api.serializers.sources import SourceSerializer, TopicSerializer
from claims.api.serializers.speakers import AffiliationSerializer, SpeakerSerializer
from claims.api.serializers.statements import StanceSerializer, StatementDetailSerializer, StatementSerializer
from claims.api.views.changes import RecordedEndpoint
from claims.models import Affiliation, Position, Source, Speaker, Stance, Statement, Topic
from claims.querysets import Reader, RecordQuerySet

# The day that `as_of` names.
DAY = Slot(("as_of", 0), DateField())
RECORDED = {"created_at": "created_at", "updated_at": "updated_at"}


class PositionsEndpoint(RecordedEndpoint):
    """Positions below a speaker or a claim: as they are, or with `as_of` as they were at the end of a day."""

    positions_accepts: ClassVar[Accepts]
    positions_then_accepts: ClassVar[Accepts]

    @classmethod
    def accepts_of(cls, action: str, form: Form | None = None) -> Accepts:
        return cls.positions_then_accepts if form and form.as_of else super().accepts_of(action, form)

    @classmethod
    def serializer_class_of(cls, action: str, form: Form | None = None) -> type[Serializer]:
        return PositionThenSerializer if form and form.as_of else super().serializer_class_of(action, form)

    @classmethod
    def rows(cls, action: str, form: Form, reader: Reader) -> RecordQuerySet:
        if action != "positions":
            return super().rows(action, form, reader)
        of_subject = {cls.queryset.model._meta.model_name: cls.subject().key}  # type: ignore[union-attr]
        positions = Position.objects.filter(**of_subject)
        return positions.as_of(DAY) if form.as_of else positions

    @classmethod
    def narrow(cls, action: str, form: Form) -> Mapping[str, Q]:
        return {"timeline": Q(made_on__lte=DAY)} if form.as_of else super().narrow(action, form)

    def hint(self) -> Form | None:
        return Form(as_of=True) if self.action == "positions" and "as_of" in self.request.query_params else None


class SpeakerViewSet(PositionsEndpoint):
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
    def positions(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Where this speaker stands on every claim, with the timeline that led there, and whether it changed."""
        return self.answer()


class AffiliationViewSet(RecordedEndpoint):
    """The roles that people held in organisations, and when."""

    queryset = Affiliation.objects.all()
    serializer_class = AffiliationSerializer
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(
        AffiliationFilters, {"id": "id", "start_date": "start_date", "created_at": "created_at"}, "id"
    )


class SourceViewSet(RecordedEndpoint):
    """Where statements stand."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    list_accepts = Accepts(
        SourceFilters,
        {"published_on": "published_on", "slug": "slug", "created_at": "created_at"},
        "-published_on",
    )


class TopicViewSet(RecordedEndpoint):
    """What claims are filed under."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    list_accepts = Accepts(TopicFilters, {"name": "sort_key", "slug": "slug"}, "name")


class StatementViewSet(RecordedEndpoint):
    """Who said what, when, in which role, and where it stands."""

    queryset = Statement.objects.all()
    serializer_class = StatementSerializer
    serializer_classes = {"retrieve": StatementDetailSerializer}
    list_accepts = Accepts(StatementFilters, {"made_on": "made_on", "slug": "slug", **RECORDED}, "-made_on")


class StanceViewSet(RecordedEndpoint):
    """What each statement does with each claim."""

    queryset = Stance.objects.all()
    serializer_class = StanceSerializer
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(StanceFilters, {"made_on": "made_on", "id": "id", "created_at": "created_at"}, "-made_on")
