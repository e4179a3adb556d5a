"""Filter sets: the filters of one resource, read strictly and true to the same-row rule.

Filters that reach through the same to-many relation are combined in one `EXISTS`, so that `speaker=x&position=denies`
means one stance: by x, and denying.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar, NamedTuple

import django_filters
from django.core.exceptions import ValidationError
from django.db.models import Exists, Model, OuterRef, Q
from django.utils.datastructures import MultiValueDict

from claims.api.query.errors import ParameterError
from claims.api.query.filters import Filter, MomentFilter, SlugFilter
from claims.api.query.lacking import IsNullFilter
from claims.api.query.suggestions import MAX_SLUGS_SUGGESTED
from claims.querysets import Reader, RecordQuerySet

MAX_VALUES = 100  # of one parameter


class Through(NamedTuple):
    """A to-many relation that filters reach through.

    Attributes:
        model: the rows at the other end.
        back: the column of these rows that refers back.
        to: the column that `back` refers to.
    """

    model: type[Model]
    back: str
    to: str = "pk"


class FilterParameter(NamedTuple):
    """A filter, and the lookup that one of its query parameters stands for."""

    filter: Filter
    lookup: str


@dataclass
class ParsedFilters:
    """The filters of a request: the parsed values of each parameter that is given, and the errors."""

    values: dict[str, list[Any]] = field(default_factory=dict)
    errors: list[ParameterError] = field(default_factory=list)


class FilterSet(django_filters.FilterSet):
    """The filters of one resource."""

    through: ClassVar[Mapping[str, Through]] = {}

    @classmethod
    @cache
    def parameters(cls) -> dict[str, FilterParameter]:
        """Every parameter by its name in a request: `made_on`, `made_on__gte` …"""
        found = {}
        for name, each in cls.base_filters.items():
            for lookup in each.lookups:
                found[name if lookup == "exact" else f"{name}__{lookup}"] = FilterParameter(each, lookup)
            if each.nullable:
                found[f"{name}__isnull"] = FilterParameter(IsNullFilter(each), "exact")
        return found

    @classmethod
    def parse(cls, given: MultiValueDict[str, str]) -> ParsedFilters:
        """Parses the parameters that are given."""
        parsed = ParsedFilters()
        known = cls.parameters()
        for name in given:
            if name not in known:
                continue
            try:
                parsed.values[name] = cls.parse_values(known[name], given.getlist(name))
            except ValidationError as error:
                parsed.errors += [ParameterError(name, e.code or "invalid", str(e.message)) for e in error.error_list]
        return parsed

    @staticmethod
    def parse_values(parameter: FilterParameter, raw: list[str]) -> list[Any]:
        """The parsed values of one parameter, each once.

        Raises:
            ValidationError: with the errors of all values.
        """
        if parameter.lookup == "in":
            raw = [value for part in raw for value in part.split(",")]
        elif len(raw) > 1 and (parameter.filter.single or parameter.lookup != "exact"):
            noun = "It" if parameter.filter.single else "A bound"
            raise ValidationError([ValidationError(f"{noun} is given once.", code="repeated")])
        if len(raw) > MAX_VALUES:
            raise ValidationError([ValidationError(f"At most {MAX_VALUES} values at once.", code="too-many")])
        longest = parameter.filter.longest
        if any(len(value) > longest for value in raw):
            raise ValidationError([ValidationError(f"A value has at most {longest:,} characters.", code="invalid")])
        if any("\0" in value for value in raw):
            raise ValidationError([ValidationError("A NUL byte is in no value.", code="invalid")])
        return list(dict.fromkeys(parameter.filter.parse(raw)))

    @classmethod
    def missing_slugs(cls, values: Mapping[str, list[Any]]) -> list[ParameterError]:
        """An error for each slug among `values` that no row has; the first `MAX_SLUGS_SUGGESTED` name a close one."""
        missing = [
            (name, parameter.filter, slug)
            for name, parameter in cls.parameters().items()
            if name in values and isinstance(parameter.filter, SlugFilter)
            for slug in parameter.filter.missing_slugs(values[name])
        ]
        return [
            ParameterError(name, "invalid", each.refusal(slug, suggest=number < MAX_SLUGS_SUGGESTED))
            for number, (name, each, slug) in enumerate(missing)
        ]

    @classmethod
    def present_slugs(cls, values: Mapping[str, list[Any]]) -> dict[tuple[str, int], str]:
        """The present slug for each former slug among `values`, by slot key: (parameter, number of the value)."""
        found: dict[tuple[str, int], str] = {}
        for name, parameter in cls.parameters().items():
            if name in values and isinstance(parameter.filter, SlugFilter):
                present = parameter.filter.present_slugs(values[name])
                found |= {(name, number): present[slug] for number, slug in enumerate(values[name]) if slug in present}
        return found

    @classmethod
    def conditions(cls, values: Mapping[str, list[Any]], reader: Reader) -> list[Q | Exists]:
        """The conditions of a request. Conditions through the same to-many relation apply to one and the same row."""
        direct: list[Q | Exists] = []
        reached: dict[str, Q] = {}
        for name, given in values.items():
            each, lookup = cls.parameters()[name]
            if isinstance(each, IsNullFilter) and each.through:
                some = cls.exists(each.through, Q(), reader)
                if len(set(given)) == 1:  # rows that lack it and rows that have it are all rows
                    direct.append(Q(~some if given[0] else some))
                continue
            condition = each.condition(lookup, given)
            if each.through:
                reached[each.through] = reached.get(each.through, Q()) & condition
            else:
                direct.append(condition)
        return direct + [cls.exists(name, condition, reader) for name, condition in reached.items()]

    @classmethod
    def exists(cls, name: str, condition: Q, reader: Reader) -> Exists:
        """The condition that one row of the relation, visible to the reader, meets `condition`."""
        model, back, to = cls.through[name]
        rows = model._default_manager.all()
        visible = rows.visible_to(reader) if isinstance(rows, RecordQuerySet) else rows
        return Exists(visible.filter(condition, **{back: OuterRef(to)}))


class CreatedFilters(FilterSet):
    """The filters of a collection that is asked for by when a row was recorded."""

    created_at = MomentFilter("created_at", "rows recorded in this time")


class RecordedFilters(CreatedFilters):
    """The same, and by when a row was last changed."""

    updated_at = MomentFilter("updated_at", "rows changed in this time")
