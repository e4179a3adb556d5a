"""Parses the query parameters of a request strictly, and reports all errors together."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.utils.datastructures import MultiValueDict
from rest_framework import serializers

from claims.api.query.cursors import DEFAULT_LIMIT, MAX_LIMIT, Cursor, CursorError
from claims.api.query.errors import InvalidParameters, ParameterError
from claims.api.query.orderings import Ordering
from claims.api.query.parameters import SELECTION_PARAMETERS, STREAM_PARAMETERS, Parameters
from claims.api.query.selection import FieldSelection
from claims.api.query.shape import Query, QueryShape
from claims.api.query.slots import SlotKey
from claims.api.query.suggestions import MAX_ECHOED, did_you_mean, suggested

MAX_DIGITS = 3  # of a limit
MAX_PATHS = 100  # of `fields`, and of `omit`

# The forms of a list: a page of it is JSON, and streams of the whole list are the others.
FORMS = ("json", "ndjson", "csv", "xlsx")
# The parameters of a page that mean nothing for a stream, and why.
OF_PAGES = {
    "limit": "A stream has all rows of the list: leave it out.",
    "count": "A stream says at its end how many rows it had: leave it out.",
}

Given = MultiValueDict[str, str]


@lru_cache(maxsize=1_000)
def unknown_paths(serializer_class: type[serializers.Serializer], selection: FieldSelection) -> list[tuple[str, str]]:
    """The same as `FieldSelection.unknown_paths`, cached."""
    return list(selection.unknown_paths(serializer_class()))


class QueryParser:
    """Parses the parameters of one request.

    Args:
        given: the query string.
        parameters: what the action accepts.
        scope: the list that cursors belong to.
        model: the table of the rows, which orderings are resolved in.
        accepted: the form of the answer where the query string names none; empty where there is one form only, JSON.
    """

    def __init__(self, given: Given, parameters: Parameters, scope: str, model: Any, accepted: str = "") -> None:
        self.given, self.parameters, self.scope, self.model = given, parameters, scope, model
        self.accepted = accepted
        self.errors: list[ParameterError] = []

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all parameters."""
        known = self.parameters.names
        return known if self.accepted else tuple(name for name in known if name not in STREAM_PARAMETERS)

    def parse(self, serializer_class: type[serializers.Serializer]) -> Query:
        """The parsed query.

        Raises:
            InvalidParameters: with all errors, those of unknown names first.
        """
        self.refuse_unknown()
        self.refuse_incomplete()
        filters = self.parameters.filters
        parsed = filters.parse(self.given)
        self.errors += parsed.errors
        values: dict[SlotKey, Any] = {
            (name, number): value for name, given in parsed.values.items() for number, value in enumerate(given)
        }
        shape: dict[str, Any] = {"selection": self.selection(serializer_class)}
        form = self.form() if self.accepted and self.parameters.streamed else "json"
        options = self.options(form)
        if self.parameters.paged:
            shape |= self.page(values) if form == "json" else self.stream(values, form)
        if self.errors:
            raise InvalidParameters(self.errors + filters.missing_slugs(parsed.values))
        known = filters.parameters()
        shape["given_filters"] = tuple(
            (name, len(given) if known[name].filter.slot else tuple(given)) for name, given in parsed.values.items()
        )
        return Query(QueryShape(**shape), values, parsed.values, options)

    def page(self, values: dict[SlotKey, Any]) -> dict[str, Any]:
        """The part of the shape that concerns the page; the cursor's keyset is added to `values`."""
        ordering = self.ordering()
        cursor = self.cursor(ordering)
        if cursor:
            values |= {("cursor", number): value for number, value in enumerate(cursor.keyset)}
        can_count = "count" in self.parameters.page_parameters
        return {
            "limit": self.limit(),
            "count": self.one_of("count", ("", "exact", "estimate")) if can_count else "",
            "ordering": ordering.name,
            "cursor": cursor and (cursor.backwards, tuple(value is None for value in cursor.keyset)),
        }

    def form(self) -> str:
        """The form of the answer: the one that `format` names, or else the one that the client accepts."""
        return self.one_of("format", ("", *FORMS)) or self.accepted

    def options(self, form: str) -> frozenset[str]:
        """The options of CSV that are on."""
        if not self.accepted:
            return frozenset()
        chosen = {name: self.one_of(name, ("", "true", "false")) for name in ("bom", "trailer")}
        for name in chosen:
            if name in self.given and form != "csv":
                self.refuse(name, "Only `format=csv` has it.", "conflict")
        on = {"bom": chosen["bom"] == "true", "trailer": chosen["trailer"] != "false"}
        return frozenset(name for name, given in on.items() if given)

    def stream(self, values: dict[SlotKey, Any], form: str) -> dict[str, Any]:
        """The part of the shape that concerns a stream, which begins at the list's first row or after the cursor's."""
        for name, why in OF_PAGES.items():
            if name in self.given:
                self.refuse(name, why, "conflict")
        page = self.page(values)
        if page["cursor"] and page["cursor"][0]:
            self.refuse("cursor", "A stream goes on forwards: take the cursor from `next`, or from a stream.")
        return {"form": form, "ordering": page["ordering"], "cursor": page["cursor"]}

    def refuse(self, parameter: str, detail: str, code: str = "invalid") -> None:
        self.errors.append(ParameterError(parameter, code, detail))

    def refuse_unknown(self) -> None:
        known = self.names
        for name, near in suggested((name for name in self.given if name not in known), known):
            self.refuse(name[:MAX_ECHOED], f"There is no such parameter here.{near}", "unknown")

    def refuse_incomplete(self) -> None:
        for name in self.parameters.required:
            if name not in self.given:
                self.refuse(name, "It has to be given.", "required")

    def text(self, name: str) -> str:
        """The value of a parameter that may be given once; empty where it is not given."""
        values = self.given.getlist(name)
        if len(values) > 1:
            self.refuse(name, "It is given once.", "repeated")
        return values[0] if values else ""

    def one_of(self, name: str, known: Sequence[str]) -> str:
        value = self.text(name)
        if value in known and (value or name not in self.given):
            return value
        words = [word for word in known if word]
        self.refuse(name, f"“{value[:MAX_ECHOED]}” is none of {', '.join(words)}.{did_you_mean(value, words)}")
        return ""

    def selection(self, serializer_class: type[serializers.Serializer]) -> FieldSelection:
        if not any(name in self.given for name in SELECTION_PARAMETERS):
            return FieldSelection()
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
                return FieldSelection()
        selection = FieldSelection(paths["fields"], paths["omit"], brief)
        for parameter, detail in unknown_paths(serializer_class, selection):
            self.refuse(parameter, detail, "unknown")
        return selection

    def limit(self) -> int:
        value = self.text("limit")
        if "limit" not in self.given:
            return DEFAULT_LIMIT
        if not (value.isascii() and value.isdigit() and len(value) <= MAX_DIGITS and 1 <= int(value) <= MAX_LIMIT):
            self.refuse("limit", f"“{value[:MAX_ECHOED]}” is no whole number from 1 to {MAX_LIMIT}.")
            return DEFAULT_LIMIT
        return int(value)

    def ordering(self) -> Ordering:
        """The ordering asked for, if all its names are declared; else the default ordering."""
        value = self.text("ordering")
        asked = "ordering" in self.given and "ordering" in self.parameters.page_parameters
        parts = value.split(",") if asked else []
        if len(parts) > len(self.parameters.orderings):
            self.refuse("ordering", f"At most {len(self.parameters.orderings)} names are given.", "too-many")
            parts = []
        unknown = [part for part in parts if part.removeprefix("-") not in self.parameters.orderings]
        for part in unknown:
            near = did_you_mean(part.removeprefix("-"), self.parameters.orderings)
            known = ", ".join(self.parameters.orderings)
            self.refuse("ordering", f"“{part[:MAX_ECHOED]}” is none of {known}, nor one of them with a minus.{near}")
        names = [part.removeprefix("-") for part in parts]
        if len(set(names)) < len(names):
            self.refuse("ordering", "A name is given once.", "repeated")
            unknown = parts
        name = self.parameters.default_ordering if unknown or not parts else value
        return self.parameters.ordering(self.model, name)

    def cursor(self, ordering: Ordering) -> Cursor | None:
        value = self.text("cursor")
        if "cursor" not in self.given:
            return None
        try:
            return Cursor.decode(value, self.scope, ordering)
        except CursorError:
            self.refuse("cursor", "This is no cursor of this list in this ordering: take it from `next` or `previous`.")
            return None
