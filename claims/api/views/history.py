"""The history of a row: every change of it, with the fields that changed, as far as the reader may see them."""

from dataclasses import dataclass
from typing import Any, ClassVar, cast

from django.db.models import CharField, QuerySet
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

    url = KeyedLink("key", help_text="The address of the row at that time.")
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
    """The rows of an address: the one that exists and is visible to the reader, and the deleted ones that had its key.

    Deleted rows count only where the reader may read their history.
    """

    reader: Reader = Role.READER

    @property
    def rows(self) -> QuerySet:
        """Their primary keys."""
        existing = cast(RecordQuerySet, super().rows).visible_to(self.reader)
        deletions = Change.objects.outlasting_rows(self.reader).filter(
            kind="deleted", collection=collection_of(self.model), key=Slot(SUBJECT_KEY, CharField())
        )
        return existing.values("pk").union(deletions.exclude(row_id=None).values("row_id"))


def past(subject: Subject, reader: Reader) -> PastSubject:
    return PastSubject(subject.model, subject.column, reader)


def changes_of(subject: Subject, reader: Reader) -> RecordQuerySet:
    """The changes of all rows of the address, as the reader may see them."""
    rows = past(subject, reader).rows
    return (
        Change.objects.filter(collection=collection_of(subject.model), row_id__in=rows)
        .visible_to(reader)
        .told_to(reader)
    )


class HistoryPage(Page):
    """Answers with the changes of the rows of an address, deleted ones included."""

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
