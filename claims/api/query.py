"""What a GET asks for: its parameters read once, strictly, with all that is wrong reported together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db.models import Exists, Q
from django.utils.datastructures import MultiValueDict

from claims.api.errors import InvalidParameters, ParameterError
from claims.api.filters.base import DateFilter, FilterSet
from claims.api.pagination import DEFAULT_LIMIT, MAX_LIMIT, Cursor, CursorError, Ordering
from claims.api.shape import Shape
from claims.api.suggest import did_you_mean
from claims.querysets import Reader

SHAPE_PARAMETERS = ("fields", "omit", "brief")
PAGE_PARAMETERS = ("limit", "cursor", "count", "ordering")

Given = MultiValueDict[str, str]


@dataclass(frozen=True)
class Accepts:
    """The parameters that an endpoint understands."""

    filters: type[FilterSet] = FilterSet
    orderings: Mapping[str, str] = field(default_factory=dict)
    default_ordering: str = ""
    as_of: bool = False

    @property
    def paged(self) -> bool:
        return bool(self.orderings)

    def names(self) -> list[str]:
        return [
            *self.filters.parameters(),
            *(("as_of",) if self.as_of else ()),
            *SHAPE_PARAMETERS,
            *(PAGE_PARAMETERS if self.paged else ()),
        ]


@dataclass
class Query:
    """The parameters of one request, understood."""

    conditions: list[Q | Exists]
    values: dict[str, list[Any]]
    shape: Shape
    as_of: date | None = None
    ordering: Ordering | None = None
    cursor: Cursor | None = None
    limit: int = DEFAULT_LIMIT
    count: Literal["", "exact", "estimate"] = ""


class QueryReader:
    """Reads the parameters of a request; keeps every error, and raises them together."""

    def __init__(self, given: Given, accepts: Accepts, place: str, model: Any) -> None:
        self.given, self.accepts, self.place, self.model = given, accepts, place, model
        self.errors: list[ParameterError] = []

    def read(self, serializer: Any, reader: Reader) -> Query:
        """The query; prunes `serializer` to the fields asked for.

        Raises:
            InvalidParameters: with everything that is wrong, unknown names first.
        """
        self.refuse_unknown()
        selection = self.accepts.filters.read(self.given, reader)
        self.errors += selection.errors
        query = Query(selection.conditions, selection.values, self.shape(serializer))
        if self.accepts.as_of and "as_of" in self.given:
            query.as_of = self.day("as_of")
        if self.accepts.paged:
            query.limit = self.limit()
            query.count = self.one_of("count", ("", "exact", "estimate"))  # type: ignore[assignment]
            query.ordering = self.ordering()
            query.cursor = self.cursor(query.ordering)
        if self.errors:
            raise InvalidParameters(self.errors)
        query.shape.prune(serializer)
        return query

    def refuse(self, parameter: str, detail: str, code: str = "invalid") -> None:
        self.errors.append(ParameterError(parameter, code, detail))

    def refuse_unknown(self) -> None:
        known = self.accepts.names()
        for name in self.given:
            if name not in known:
                self.refuse(name[:100], f"There is no such parameter here.{did_you_mean(name[:100], known)}", "unknown")

    def text(self, name: str) -> str:
        """The value of a parameter that is given at most once."""
        values = self.given.getlist(name)
        if len(values) > 1:
            self.refuse(name, "It is given once.", "repeated")
        return values[0] if values else ""

    def one_of(self, name: str, known: Sequence[str]) -> str:
        value = self.text(name)
        if value in known and (value or name not in self.given):
            return value
        words = [word for word in known if word]
        self.refuse(name, f"“{value[:100]}” is none of {', '.join(words)}.{did_you_mean(value[:100], words)}")
        return ""

    def shape(self, serializer: Any) -> Shape:
        paths = {
            name: frozenset(path for value in self.given.getlist(name) for path in value.split(","))
            for name in ("fields", "omit")
        }
        brief = self.one_of("brief", ("", "true", "false")) == "true"
        if brief and paths["fields"]:
            self.refuse("brief", "Either `fields` or `brief` says which fields to answer with.", "conflict")
        shape = Shape(paths["fields"], paths["omit"], brief)
        for parameter, detail in shape.problems(serializer):
            self.refuse(parameter, detail, "unknown")
        return shape

    def day(self, name: str) -> date | None:
        try:
            return DateFilter.day(self.text(name))
        except ValidationError as error:
            self.refuse(name, f"“{self.given[name][:100]}” {error.message}")
            return None

    def limit(self) -> int:
        value = self.text("limit")
        if "limit" not in self.given:
            return DEFAULT_LIMIT
        if not (value.isascii() and value.isdigit() and 1 <= int(value[:9]) <= MAX_LIMIT):
            self.refuse("limit", f"“{value[:100]}” is no whole number from 1 to {MAX_LIMIT}.")
            return DEFAULT_LIMIT
        return int(value)

    def ordering(self) -> Ordering:
        """The ordering asked for, where all its names are declared; else the default one."""
        value = self.text("ordering")
        parts = value.split(",") if "ordering" in self.given else []
        unknown = [part for part in parts if part.removeprefix("-") not in self.accepts.orderings]
        for part in unknown:
            near = did_you_mean(part.removeprefix("-"), self.accepts.orderings)
            known = ", ".join(self.accepts.orderings)
            self.refuse("ordering", f"“{part[:100]}” is none of {known}, nor one of them with a minus.{near}")
        names = [part.removeprefix("-") for part in parts]
        if len(set(names)) < len(names):
            self.refuse("ordering", "A name is given once.", "repeated")
            unknown = parts
        name = self.accepts.default_ordering if unknown or not parts else value
        return Ordering.of(self.model, name, self.accepts.orderings)

    def cursor(self, ordering: Ordering) -> Cursor | None:
        value = self.text("cursor")
        if "cursor" not in self.given:
            return None
        try:
            return Cursor.decode(value, self.place, ordering)
        except CursorError:
            self.refuse("cursor", "This is no cursor of this list in this ordering: take it from `next` or `previous`.")
            return None
