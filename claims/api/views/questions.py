"""Questions: reads that were parsed, and their answers; several can be answered by one statement."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

from django.db.models import Model
from django.http import Http404

from claims.api.http.kept import ReadFrom, ReadResult
from claims.api.query.errors import InvalidParameters, ParameterError
from claims.api.query.parameters import SELECTION_PARAMETERS
from claims.api.query.parser import Given
from claims.api.query.shape import Query
from claims.api.query.slots import SlotKey
from claims.api.sql.plan import Plan, PlanResult
from claims.api.sql.together import run_together
from claims.api.views.linked import Document
from claims.api.views.pages import Links, render_page
from claims.api.views.variants import Page, Variant
from claims.models import Redirect


class MovedError(Exception):
    """The address names a row by a former slug; `slug` is the present one."""

    def __init__(self, slug: str) -> None:
        self.slug = slug
        super().__init__(slug)


@dataclass(frozen=True)
class Question:
    """A read that was parsed: its plan, and the values to execute it with.

    Attributes:
        collection: the endpoint's collection.
        model: the table of its rows.
        links: makes the addresses of the pages beside a page.
        key: the key of the row that the address names; None where it names none.
    """

    collection: str
    model: type[Model]
    variant: Variant
    query: Query
    plan: Plan
    values: Mapping[SlotKey, Any]
    links: Links
    key: str | None

    def read(self) -> ReadResult:
        """The answer.

        Raises:
            InvalidParameters: a filter names a slug that does not exist.
            Http404: the row that the address names does not exist.
            MovedError: the row that the address names has another slug now.
        """
        return self.answer(self.plan.run(self.values))

    def answer(self, result: PlanResult) -> ReadResult:
        """The answer with the result of the plan; raises what `read` raises."""
        collections = self.plan.collections
        values = self.values
        if present := self.renamed(result):
            # Which slugs rows had before is recorded in no history.
            values = {**values, **present}
            result, collections = self.plan.run(values), None
        self.refuse(result)
        read_from = ReadFrom(result.version, collections)
        if not isinstance(self.variant, Page):
            return ReadResult(result.rows[0], read_from)
        body, header = render_page(
            self.variant, result, plan=self.plan, shape=self.query.shape, values=values, links=self.links
        )
        return ReadResult(body, read_from, header)

    def renamed(self, result: PlanResult) -> Mapping[SlotKey, Any]:
        """Where a slug among the parameters does not exist: the present slugs of rows that had it before, as values."""
        filters = self.variant.parameters.filters
        return filters.present_slugs(self.query.filter_values) if result.missing == b"value" else {}

    def refuse(self, result: PlanResult) -> None:
        """Raises what `read` raises, where something that the request names does not exist."""
        filters = self.variant.parameters.filters
        if result.missing == b"value" and (errors := filters.missing_slugs(self.query.filter_values)):
            raise InvalidParameters(errors)
        if self.key is not None:
            self.refuse_missing(result, self.key)

    def refuse_missing(self, result: PlanResult, key: str) -> None:
        """Raises MovedError or Http404 where the row that the address names does not exist."""
        if result.missing != b"subject" and (isinstance(self.variant, Page) or result.rows):
            return
        if present := Redirect.objects.present(self.collection, [key]).get(key):
            raise MovedError(present)
        raise Http404(f"There is no {self.model._meta.verbose_name} “{key}”.")


def read_together(questions: Sequence[Question]) -> list[ReadResult]:
    """The answers to several questions, read by one statement; raises what `Question.read` raises."""
    results = run_together([(each.plan, each.values) for each in questions])
    return [each.answer(result) for each, result in zip(questions, results, strict=True)]


def described(document: Document, given: Given, questions: Sequence[Question]) -> ReadResult:
    """A document of linked data, composed of the answers to questions about its row and about the lists beside it.

    Raises:
        InvalidParameters: the request selects fields.
        Http404, MovedError: as `Question.read` raises.
    """
    if chosen := [name for name in SELECTION_PARAMETERS if name in given]:
        raise InvalidParameters([ParameterError(name, "conflict", "JSON-LD has all fields.") for name in chosen])
    results = read_together(questions)
    names = (document.kind, *document.beside)
    body = document.compose({name: json.loads(each.body) for name, each in zip(names, results, strict=True)})
    return ReadResult(body.encode(), reduce(ReadFrom.joined, [each.read_from for each in results]))
