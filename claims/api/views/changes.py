"""The feed of changes, and the history of each row."""

from dataclasses import dataclass
from typing import Any, cast

from django.db.models import CharField, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from claims.api.filters.changes import BEGINNING, ChangeFilters, HistoryFilters, place_of, since
from claims.api.query import Accepts, Form, Query
from claims.api.read.fragments import Slot
from claims.api.read.plan import SUBJECT_KEY, Answer, Subject
from claims.api.serializers.changes import ChangeSerializer, HistorySerializer
from claims.api.views.base import Endpoint
from claims.choices import Role
from claims.models import Change
from claims.models.redirect import collection_of
from claims.querysets import Reader, RecordQuerySet


@dataclass(frozen=True)
class PastSubject(Subject):
    """A row that the reader may see or, where that is allowed, one that is gone: the last to have had the key."""

    reader: Reader = Role.READER

    @property
    def present(self) -> QuerySet:
        rows = cast(RecordQuerySet, self.model._default_manager.all())
        return rows.visible_to(self.reader).filter(**{self.column: self.slot}).values("pk")

    @property
    def gone(self) -> QuerySet:
        """The changes that ended rows of this key, the last one first."""
        changes = Change.objects.outlasting_rows(self.reader).filter(
            kind="deleted", collection=collection_of(self.model), key=Slot(SUBJECT_KEY, CharField())
        )
        return changes.exclude(row_id=None).order_by("-pk")

    @property
    def rows(self) -> QuerySet:
        return self.present.union(self.gone.order_by().values("row_id"))

    @property
    def key(self) -> Any:
        return Coalesce(Subquery(self.present[:1]), Subquery(self.gone.values("row_id")[:1]))


class RecordedEndpoint(Endpoint):
    """A collection whose rows have a history."""

    # Numbered while its row is locked: a transaction of a higher number may have changed the row sooner.
    history_accepts = Accepts(HistoryFilters, {"changed": "id"}, "-changed")

    @classmethod
    def rows(cls, action: str, form: Form, reader: Reader) -> RecordQuerySet:
        if action != "history":
            return super().rows(action, form, reader)
        of_row = Change.objects.filter(collection=collection_of(cls.queryset.model), row_id=cls.past(reader).key)  # type: ignore[union-attr]
        return of_row.visible_to(reader).told_to(reader)

    @classmethod
    def serializer_class_of(cls, action: str, form: Form | None = None) -> type[Serializer]:
        return HistorySerializer if action == "history" else super().serializer_class_of(action, form)

    @classmethod
    def subject_of(cls, action: str, reader: Reader) -> Subject:
        return cls.past(reader) if action == "history" else super().subject_of(action, reader)

    @classmethod
    def past(cls, reader: Reader) -> PastSubject:
        return PastSubject(cls.queryset.model, cls.lookup_field, reader)  # type: ignore[union-attr]

    @action(detail=True)
    def history(self, request: Request, **kwargs: Any) -> HttpResponse:
        """What happened to this row, the last change first: when, in which request, which fields became what."""
        return self.answer()


class ChangeViewSet(Endpoint):
    """What happened to the rows of all collections, in an order in which nothing is inserted later.

    Read it to its end, keep `since` of the last page, and ask with it the next time: no change is ever left out. Each
    row is to be read again at its `url`, and forgotten if it is not there: after `deleted` it hardly ever is.
    """

    queryset = Change.objects.all()
    serializer_class = ChangeSerializer
    lookup_field = "id"
    lookup_value_regex = "[0-9]{1,18}"
    list_accepts = Accepts(ChangeFilters, {"changed": "transaction"}, "changed")

    @classmethod
    def rows(cls, action: str, form: Form, reader: Reader) -> RecordQuerySet:
        """The same for everybody: a copy that is kept with a key is one of what is public."""
        return Change.objects.public().before_horizon()

    def beside_rows(self, answer: Answer, query: Query, last: int) -> dict[str, Any]:
        """`since`: to go on from where this page ends; from where it was asked to, where the page is empty."""
        ends = [answer.place(row) for row in {0, last}] if last >= 0 else []
        places = [(int(transaction or 0), int(number or 0)) for transaction, number in ends]
        given = [place_of(value) for value in self.request.query_params.getlist("since")]
        return {"since": since(max([*places, *given], default=BEGINNING))}
