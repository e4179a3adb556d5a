"""Locks the rows that the answer to a GET shows, so that its entity tag stays true until the transaction ends."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from rest_framework.serializers import BaseSerializer, ListSerializer

from claims.services.transactions import lock_for_share

Rows = dict[type[Model], set[Any]]


def lock_shown_rows(serializer: Any, row: Model) -> None:
    """Locks all rows that a serializer shows with `row`, which the caller has locked, and the rows that link to them.

    They are locked against changes and deletion, not against other transactions that lock them in this way. A new row
    cannot begin to refer to a locked one before the transaction has ended, by the check of its foreign key.
    """
    locked: Rows = defaultdict(set)
    while found := missing_from(locked, shown_rows(serializer, type(row), [row.pk])):
        # In a fixed order, so that two transactions that lock the same rows do not block each other.
        for model in sorted(found, key=lambda each: each._meta.db_table):
            lock_for_share(model, found[model])
            locked[model] |= found[model]
        # A row may have come to refer to another one before it was locked, so they are looked up again.


def missing_from(locked: Rows, shown: Iterable[tuple[type[Model], Iterable[Any]]]) -> Rows:
    """The rows among `shown` that are not locked."""
    found: Rows = defaultdict(set)
    for model, keys in shown:
        found[model] |= set(keys) - locked[model]
    return {model: keys for model, keys in found.items() if keys}


def shown_rows(serializer: Any, model: type[Model], keys: list[Any]) -> Iterator[tuple[type[Model], list[Any]]]:
    """The primary keys of the rows that a serializer shows with the rows `keys` of `model`, table by table.

    Among them are rows of nested lists that the reader may not see now: a change could make them visible.
    """
    for field in serializer.fields.values():
        name, _, rest = str(field.source).partition(".")
        if not (rest or isinstance(field, BaseSerializer)):
            continue
        relation: Any = model._meta.get_field(name)
        rows = model._default_manager.filter(pk__in=keys, **{f"{name}__isnull": False}).order_by()
        below = list(rows.values_list(f"{name}__pk", flat=True).distinct())
        if relation.many_to_many:
            through = relation.remote_field.through
            links = through._default_manager.filter(**{f"{relation.m2m_field_name()}__in": keys})
            yield through, list(links.values_list("pk", flat=True))
        yield relation.related_model, below
        if isinstance(field, BaseSerializer):
            nested = field.child if isinstance(field, ListSerializer) else field
            yield from shown_rows(nested, relation.related_model, below)
