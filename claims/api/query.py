"""What a GET asks for: its parameters read once, strictly, with all that is wrong reported together.

A query has two parts. Its *form* is everything that shapes the SQL: which parameters are there, how many values they
have, which fields, which ordering. Its *values* fill the slots. Statements are compiled once for each form.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from rest_framework import serializers

from claims.api.errors import InvalidParameters, ParameterError
from claims.api.filters.base import DateFilter, FilterSet
from claims.api.pagination import DEFAULT_LIMIT, MAX_LIMIT, Cursor, CursorError, Ordering
from claims.api.read.fragments import Key
from claims.api.shape import Shape
from claims.api.suggest import did_you_mean

SHAPE_PARAMETERS = ("fields", "omit", "brief")
PAGE_PARAMETERS = ("limit", "cursor", "count", "ordering")

MAX_DIGITS = 3  # of a limit
MAX_PATHS = 100

Given = MultiValueDict[str, str]


@dataclass(frozen=True)
class Accepts:
    """The parameters that an endpoint understands; `key` is the column that breaks ties, `required` must be given."""

    filters: type[FilterSet] = FilterSet
    orderings: Mapping[str, str] = field(default_factory=dict)
    default_ordering: str = ""
    as_of: bool = False
    key: str = "pk"
    required: tuple[str, ...] = ()
    page_parameters: ClassVar[tuple[str, ...]] = PAGE_PARAMETERS

    @property
    def paged(self) -> bool:
        return bool(self.orderings)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return (
            *self.filters.parameters(),
            *(("as_of",) if self.as_of else ()),
            *SHAPE_PARAMETERS,
            *(self.page_parameters if self.paged else ()),
        )

    @cached_property
    def known_orderings(self) -> dict[tuple[Any, str], Ordering]:
        """The orderings that were asked for so far, by the table and their name: there are few."""
        return {}

    def ordering(self, model: Any, name: str) -> Ordering:
        """The ordering called `name`, whose parts are all declared, of the rows of `model`."""
        known = self.known_orderings.get((model, name))
        return known or self.known_orderings.setdefault(
            (model, name), Ordering.of(model, name, self.orderings, self.key)
        )


@dataclass(frozen=True)
class Form:
    """The form of a query. `given` has the number of values of each parameter, or the values where they shape it."""

    given: tuple[tuple[str, int | tuple[Any, ...]], ...] = ()
    shape: Shape = field(default_factory=Shape)
    as_of: bool = False
    ordering: str = ""
    # Of a cursor: whether it reads backwards, and which of its values are null.
    cursor: tuple[bool, tuple[bool, ...]] | None = None
    limit: int = DEFAULT_LIMIT
    count: str = ""

    @property
    def names(self) -> set[str]:
        """The filters that are there."""
        return {name for name, _ in self.given}


@dataclass
class Query:
    """The parameters of one request, understood."""

    form: Form
    values: dict[Key, Any]
    given: dict[str, list[Any]]


@lru_cache(maxsize=1_000)
def shape_problems(serializer_class: type[serializers.Serializer], shape: Shape) -> list[tuple[str, str]]:
    """What of a shape the rows of a serializer cannot have."""
    return list(shape.problems(serializer_class()))


class QueryReader:
    """Reads the parameters of a request; keeps every error, and raises them together."""

    def __init__(self, given: Given, accepts: Accepts, place: str, model: Any) -> None:
        self.given, self.accepts, self.place, self.model = given, accepts, place, model
        self.errors: list[ParameterError] = []

    def read(self, serializer_class: type[serializers.Serializer]) -> Query:
        """The query.

        Raises:
            InvalidParameters: with everything that is wrong, unknown names first.
        """
        self.refuse_unknown()
        self.refuse_incomplete()
        filters = self.accepts.filters
        selection = filters.read(self.given)
        self.errors += selection.errors
        values: dict[Key, Any] = {
            (name, number): value for name, given in selection.values.items() for number, value in enumerate(given)
        }
        form: dict[str, Any] = {"shape": self.shape(serializer_class)}
        if self.accepts.as_of and "as_of" in self.given:
            values["as_of", 0] = self.day("as_of")
            form["as_of"] = True
        if self.accepts.paged:
            form |= self.page(values)
        if self.errors:
            raise InvalidParameters(self.errors + filters.missing(selection.values))
        parameters = filters.parameters()
        form["given"] = tuple(
            (name, len(given) if parameters[name].filter.slot else tuple(given))
            for name, given in selection.values.items()
        )
        return Query(Form(**form), values, selection.values)

    def page(self, values: dict[Key, Any]) -> dict[str, Any]:
        """The part of the form that concerns the page; the cursor's values go to `values`."""
        ordering = self.ordering()
        cursor = self.cursor(ordering)
        if cursor:
            values |= {("cursor", number): value for number, value in enumerate(cursor.position)}
        return {
            "limit": self.limit(),
            "count": self.one_of("count", ("", "exact", "estimate")) if "count" in self.accepts.page_parameters else "",
            "ordering": ordering.name,
            "cursor": cursor and (cursor.backwards, tuple(value is None for value in cursor.position)),
        }

    def refuse(self, parameter: str, detail: str, code: str = "invalid") -> None:
        self.errors.append(ParameterError(parameter, code, detail))

    def refuse_unknown(self) -> None:
        known = self.accepts.names
        for name in self.given:
            if name not in known:
                self.refuse(name[:100], f"There is no such parameter here.{did_you_mean(name[:100], known)}", "unknown")

    def refuse_incomplete(self) -> None:
        for name in self.accepts.required:
            if name not in self.given:
                self.refuse(name, "It has to be given.", "required")

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

    def shape(self, serializer_class: type[serializers.Serializer]) -> Shape:
        if not any(name in self.given for name in SHAPE_PARAMETERS):
            return Shape()
        paths = {
            name: frozenset(path for value in self.given.getlist(name) for path in value.split(","))
            for name in ("fields", "omit")
        }
        brief = self.one_of("brief", ("", "true", "false")) == "true"
        if brief and paths["fields"]:
            self.refuse("brief", "Either `fields` or `brief` says which fields to answer with.", "conflict")
        for name, asked in paths.items():
            if len(asked) > MAX_PATHS:
                self.refuse(name, f"At most {MAX_PATHS} fields are named at once.", "too-many")
                return Shape()
        shape = Shape(paths["fields"], paths["omit"], brief)
        for parameter, detail in shape_problems(serializer_class, shape):
            self.refuse(parameter, detail, "unknown")
        return shape

    def day(self, name: str) -> Any:
        try:
            return DateFilter.day(self.text(name))
        except ValidationError as error:
            self.refuse(name, f"“{self.given[name][:100]}” {error.message}")
            return None

    def limit(self) -> int:
        value = self.text("limit")
        if "limit" not in self.given:
            return DEFAULT_LIMIT
        if not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS and 1 <= int(value) <= MAX_LIMIT):
            self.refuse("limit", f"“{value[:100]}” is no whole number from 1 to {MAX_LIMIT}.")
            return DEFAULT_LIMIT
        return int(value)

    def ordering(self) -> Ordering:
        """The ordering asked for, where all its names are declared; else the default one."""
        value = self.text("ordering")
        asked = "ordering" in self.given and "ordering" in self.accepts.page_parameters
        parts = value.split(",") if asked else []
        if len(parts) > len(self.accepts.orderings):
            self.refuse("ordering", f"At most {len(self.accepts.orderings)} names are given.", "too-many")
            parts = []
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
        return self.accepts.ordering(self.model, name)

    def cursor(self, ordering: Ordering) -> Cursor | None:
        value = self.text("cursor")
        if "cursor" not in self.given:
            return None
        try:
            return Cursor.decode(value, self.place, ordering)
        except CursorError:
            self.refuse("cursor", "This is no cursor of this list in this ordering: take it from `next` or `previous`.")
            return None
