"""The joins and prefetches that a serializer needs, from its declaration, so that no row costs a query."""

from typing import Any

from django.db.models import Model, Prefetch, QuerySet
from rest_framework import serializers

from claims.querysets import Reader, RecordQuerySet


def preload(rows: QuerySet, serializer: Any, reader: Reader) -> QuerySet:
    """`rows` with every relation that `serializer` shows: to-one by a join, to-many by one query each.

    Nested rows are those that `reader` may see, in the order that the nested serializer's `Meta.ordering` gives.
    """
    joins, prefetches = needed(getattr(serializer, "child", serializer), rows.model, reader, "")
    rows = rows.select_related(*joins) if joins else rows
    return rows.prefetch_related(*prefetches)


def needed(
    serializer: serializers.Serializer, model: type[Model], reader: Reader, path: str
) -> tuple[list[str], list[Prefetch]]:
    """The joins and prefetches for `serializer` over rows reached through `path`."""
    joins: list[str] = []
    prefetches: list[Prefetch] = []
    for field in serializer.fields.values():
        source = str(field.source)
        if isinstance(field, serializers.ListSerializer):
            child: Any = field.child
            rows: Any = model._meta.get_field(source).related_model._default_manager.all()  # type: ignore[union-attr]
            if isinstance(rows, RecordQuerySet):
                rows = rows.visible_to(reader)
            rows = preload(rows.order_by(*child.Meta.ordering), field, reader)
            prefetches.append(Prefetch(path + source, queryset=rows))
        elif isinstance(field, serializers.Serializer):
            below, of_below = nested(field, model, reader, path)
            joins += below
            prefetches += of_below
        elif "." in source:
            joins.append(path + "__".join(source.split(".")[:-1]))
    return joins, prefetches


def nested(
    field: serializers.Serializer, model: type[Model], reader: Reader, path: str
) -> tuple[list[str], list[Prefetch]]:
    """What a to-one relation needs: its join, and what the nested serializer needs."""
    joined = f"{path}{field.source}"
    related = model._meta.get_field(str(field.source)).related_model
    below, prefetches = needed(field, related, reader, f"{joined}__")  # type: ignore[arg-type]
    return [joined, *below], prefetches
