"""The history of a row: every change of it, with the fields that changed, as far as the reader may see them."""

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.db.models import CharField, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.filters import ChoiceFilter, MomentFilter
from claims.api.query.filterset import FilterSet
from claims.api.query.parameters import Parameters
from claims.api.query.slots import Slot
from claims.api.sql.plan import SUBJECT_KEY, Subject
from claims.api.sql.rows import KeyedLink, RowSerializer
from claims.api.views.endpoint import Endpoint
from claims.api.views.variants import Page
from claims.choices import ChangeKind, Role
from claims.models import Change
from claims.models.redirect import collection_of
from claims.querysets import Reader, RecordQuerySet


class HistoryFilters(FilterSet):
    kind = ChoiceFilter("seen", "what happened in this way", ChangeKind)
    changed_at = MomentFilter("changed_at", "what was done in this time")


class FieldChangeSerializer(serializers.Serializer):
    """A field that changed."""

    field = serializers.CharField(help_text="Its name, as the row has it.")
    old = serializers.JSONField(help_text="What it was; null where it was not there. Another row is named by its key.")
    new = serializers.JSONField(help_text="What it became; null where it is not there any more.")


@extend_schema_field(FieldChangeSerializer(many=True))
class FieldChanges(serializers.JSONField):
    """The fields that changed; the database composes them."""


class HistorySerializer(RowSerializer):
    """Something that happened to a row, with the fields that changed, as far as the reader may know of them."""

    url = KeyedLink("key", help_text="The row's address in this API; a row that is gone has none any more.")
    kind = serializers.ChoiceField(
        source="seen", choices=ChangeKind.choices, help_text="What happened to the row.", read_only=True
    )
    changes = FieldChanges(
        read_only=True, help_text="The fields that changed; none where what changed is not public, or not known."
    )

    class Meta(RowSerializer.Meta):
        model = Change
        fields: ClassVar[tuple[str, ...]] = ("id", "url", "kind", "changed_at", "request", "changes")
        brief: ClassVar[tuple[str, ...]] = ("id", "url", "kind", "changed_at")


@dataclass(frozen=True)
class PastSubject(Subject):
    """A row that exists and is visible to the reader, or else the last deleted row that had the key.

    Deleted rows count only where the reader may read their history.
    """

    reader: Reader = Role.READER

    @property
    def existing(self) -> QuerySet:
        """The primary key of the row that exists."""
        rows = cast(RecordQuerySet, self.model._default_manager.all())
        return rows.visible_to(self.reader).filter(**{self.column: self.slot}).values("pk")

    @property
    def deletions(self) -> QuerySet:
        """The changes that deleted rows of this key, the last one first."""
        changes = Change.objects.outlasting_rows(self.reader).filter(
            kind="deleted", collection=collection_of(self.model), key=Slot(SUBJECT_KEY, CharField())
        )
        return changes.exclude(row_id=None).order_by("-pk")

    @property
    def rows(self) -> QuerySet:
        return self.existing.union(self.deletions.order_by().values("row_id"))

    @property
    def key(self) -> Any:
        return Coalesce(Subquery(self.existing[:1]), Subquery(self.deletions.values("row_id")[:1]))


def past(subject: Subject, reader: Reader) -> PastSubject:
    return PastSubject(subject.model, subject.column, reader)


def changes_of(subject: Subject, reader: Reader) -> RecordQuerySet:
    """The changes of the row that the address names, as the reader may see them."""
    of_row = Change.objects.filter(collection=collection_of(subject.model), row_id=past(subject, reader).key)
    return of_row.visible_to(reader).told_to(reader)


class HistoryPage(Page):
    """Answers with the changes of a row, even of a deleted one."""

    row_keys = ()

    def subject(self, subject: Subject, reader: Reader) -> Subject:
        return past(subject, reader)


class RecordedEndpoint(Endpoint):
    """A collection whose rows have a history."""

    reads = {
        "history": (
            HistoryPage(
                serializer=HistorySerializer,
                # By id: it is assigned while the row is locked. Transaction numbers are assigned earlier, and the
                # transaction with the higher number may have changed the row first.
                parameters=Parameters(HistoryFilters, {"changed": "id"}, "-changed"),
                rows=changes_of,
            ),
        )
    }

    @action(detail=True)
    def history(self, request: Request, **kwargs: Any) -> HttpResponse:
        """What happened to this row, the last change first: when, in which request, which fields became what."""
        return self.answer()
