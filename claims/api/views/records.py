"""Speakers, affiliations, sources, topics, statements, stances, corrections and redirects."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, cast

from django.contrib.auth.models import User
from django.db.models import DateField, Q
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.exceptions import PermissionDenied
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from claims.api.authentication import role_of
from claims.api.filters.claims import SpeakerPositionFilters, SpeakerPositionThenFilters
from claims.api.filters.corrections import CorrectionFilters
from claims.api.filters.people import AffiliationFilters, SpeakerFilters
from claims.api.filters.redirects import RedirectFilters
from claims.api.filters.sources import SourceFilters, TopicFilters
from claims.api.filters.statements import StanceFilters, StatementFilters
from claims.api.query import Accepts, Form
from claims.api.read.fragments import Slot
from claims.api.serializers.corrections import CorrectionSerializer
from claims.api.serializers.positions import PositionSerializer, PositionThenSerializer
from claims.api.serializers.redirects import RedirectSerializer
from claims.api.serializers.sources import SourceSerializer, TopicSerializer
from claims.api.serializers.speakers import AffiliationSerializer, SpeakerSerializer
from claims.api.serializers.statements import StanceSerializer, StatementDetailSerializer, StatementSerializer
from claims.api.views.base import Endpoint
from claims.api.views.writable import DeletableEndpoint, MergeableEndpoint, WritableEndpoint
from claims.api.writing import rows as bodies
from claims.api.writing.bodies import EmptyBody, ReasonBody
from claims.api.writing.corrections import CorrectionBody, CorrectionOfStatementBody
from claims.api.writing.problems import Conflict, validated
from claims.choices import ReviewStatus, Role
from claims.models import Affiliation, Correction, Position, Redirect, Source, Speaker, Stance, Statement, Topic
from claims.querysets import Reader, RecordQuerySet
from claims.services import review

# The day that `as_of` names.
DAY = Slot(("as_of", 0), DateField())
RECORDED = {"created_at": "created_at", "updated_at": "updated_at"}


class PositionsEndpoint(MergeableEndpoint):
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
    body_class = bodies.SpeakerBody
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


class AffiliationViewSet(DeletableEndpoint):
    """The roles that people held in organisations, and when."""

    queryset = Affiliation.objects.all()
    serializer_class = AffiliationSerializer
    body_class = bodies.AffiliationBody
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(
        AffiliationFilters, {"id": "id", "start_date": "start_date", "created_at": "created_at"}, "id"
    )


class SourceViewSet(MergeableEndpoint):
    """Where statements stand."""

    queryset = Source.objects.all()
    serializer_class = SourceSerializer
    body_class = bodies.SourceBody
    list_accepts = Accepts(
        SourceFilters,
        {"published_on": "published_on", "slug": "slug", "created_at": "created_at"},
        "-published_on",
    )


class TopicViewSet(DeletableEndpoint):
    """What claims are filed under."""

    queryset = Topic.objects.all()
    serializer_class = TopicSerializer
    body_class = bodies.TopicBody
    list_accepts = Accepts(TopicFilters, {"name": "sort_key", "slug": "slug"}, "name")


class CorrectionViewSet(WritableEndpoint):
    """What was wrong with statements, and why, the newest correction first: the last word on each says if it stands."""

    queryset = Correction.objects.all()
    serializer_class = CorrectionSerializer
    body_class = CorrectionBody
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(CorrectionFilters, {"corrected_at": "corrected_at", "id": "id"}, "-corrected_at")
    not_allowed = {"DELETE": "A correction stays: another one puts it right."}


class RedirectViewSet(Endpoint):
    """Former slugs, and where they lead now: rows are renamed, and those that were there twice are merged."""

    queryset = Redirect.objects.all()
    serializer_class = RedirectSerializer
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(RedirectFilters, RECORDED, "-created_at")


class StatementViewSet(WritableEndpoint):
    """Who said what, when, in which role, and where it stands."""

    queryset = Statement.objects.all()
    serializer_class = StatementSerializer
    body_class = bodies.StatementBody
    serializer_classes = {"retrieve": StatementDetailSerializer}
    list_accepts = Accepts(StatementFilters, {"made_on": "made_on", "slug": "slug", **RECORDED}, "-made_on")
    not_allowed = {"DELETE": "A statement stays readable: `POST /api/v1/corrections/` retracts it, with what and why."}

    correct_accepts = Accepts()
    action_bodies = {"correct": CorrectionOfStatementBody}

    @action(detail=True, methods=["post"])
    def correct(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Corrects or retracts the statement as `POST /corrections/` does, if it is what `If-Match` names."""
        return self.write(self.put_right)

    def put_right(self) -> HttpResponse:
        statement = self.locked()
        self.saved(self.body_of(CorrectionOfStatementBody, data=self.request.data), statement=statement)
        return self.written(self.compose(statement), 200, {})


class StanceViewSet(DeletableEndpoint):
    """What each statement does with each claim."""

    queryset = Stance.objects.all()
    serializer_class = StanceSerializer
    body_class = bodies.StanceBody
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(StanceFilters, {"made_on": "made_on", "id": "id", "created_at": "created_at"}, "-made_on")

    confirm_accepts = reject_accepts = Accepts()
    action_bodies = {"reject": ReasonBody}

    @action(detail=True, methods=["post"])
    def confirm(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Confirms a suggested stance, which counts from now on; somebody else has to have suggested it."""
        validated(EmptyBody(data=request.data))
        return self.write(lambda: self.review(lambda row: review.confirm(row, cast(User, request.user))))

    @action(detail=True, methods=["post"])
    def reject(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Rejects a suggested stance, for a reason."""
        reason = validated(ReasonBody(data=request.data))["reason"]
        return self.write(lambda: self.review(lambda row: review.reject(row, cast(User, request.user), reason)))

    def review(self, act: Callable[[Stance], Stance]) -> HttpResponse:
        try:
            row = act(self.locked())
        except review.NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except review.NotReviewed as error:
            raise Conflict(str(error), error.code) from error
        return self.written(self.compose(row), 200, {})

    def may_change(self, row: Stance) -> None:
        """Suggestions are their coder's; what is confirmed or rejected, an editor's."""
        if self.action in {"confirm", "reject"} or role_of(self.request).includes(Role.EDITOR):
            return
        if row.review_status != ReviewStatus.SUGGESTED:
            raise PermissionDenied("It has been reviewed: changing it takes the role of an editor.")
        if row.coder_id != self.request.user.pk:
            raise PermissionDenied("Somebody else suggested it.")
