"""Histories hang together: each change begins with what the one before it left, and the last one with what is there."""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from claims.api.urls import COLLECTIONS
from claims.models import Change

# Written down in another form than they have in the row. Other rows are told by their slugs, which may change.
OTHERWISE = {"content"}


def gaps() -> Iterator[str]:
    """Where a history does not hang together."""
    rows: dict[tuple[str, int], list[Change]] = defaultdict(list)
    for change in Change.objects.exclude(row_id=None).order_by("id"):
        rows[change.collection, change.row_id].append(change)
    for (collection, number), changes in rows.items():
        model = COLLECTIONS[collection].queryset.model
        names = {each.name for each in model._meta.concrete_fields if not each.is_relation} - OTHERWISE
        told: dict[str, Any] = {}
        for change in changes:
            was, became = ({name: told for name, told in (each or {}).items() if name in names}
                           for each in (change.old, change.new))  # fmt: skip
            if differing := [name for name in was if name in told and told[name] != was[name]]:
                yield f"{change}: {differing} were {told}, and then {was}"
            told |= became
        row = model._default_manager.filter(pk=number).first()
        if (row is None) != (changes[-1].kind == "deleted"):
            yield f"{changes[-1]}: the last change, and the row is {row}"
        elif row is not None:
            present = json.loads(json.dumps({name: getattr(row, name) for name in told}, cls=DjangoJSONEncoder))
            yield from (f"{collection}/{row}: {name} was lost" for name in told if present[name] != told[name])
