"""Histories are consistent: each change follows from the one before, and none turns a word that was reviewed."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q

from claims.api.collections import COLLECTIONS
from claims.models import Change, Stance

# Fields whose form in the history differs from that in the row, and slugs of other rows, which may change.
OTHERWISE = {"content"}


# What confirmed stances rest on; references may be moved by merges.
WORDS = {
    "statements": {"text", "language", "original_text", "original_language", "kind", "made_on", "made_on_precision"}
    | {"venue", "attribution", "citations"},
    "claims": {"text", "name", "kind", "context", "language", "checkable"},
}


def turned() -> Iterator[str]:
    """The changes of what a confirmed stance rests on, made after it was confirmed or moved there by a merge."""
    for stance in Stance.objects.filter(review_status="confirmed"):
        own = Change.objects.filter(collection="stances", row_id=stance.pk)
        moved = own.filter(Q(new__has_key="claim") | Q(new__has_key="statement")).latest("id")
        since = max(own.filter(new__review_status="confirmed").latest("id").pk, moved.pk)
        for collection, number in (("statements", stance.statement_id), ("claims", stance.claim_id)):
            later = Change.objects.filter(collection=collection, row_id=number, kind="changed", id__gt=since)
            for change in later.exclude(request=moved.request):
                if told := WORDS[collection] & {*(change.old or {}), *(change.new or {})}:
                    yield f"stance {stance.pk} was confirmed, and then {change}: {sorted(told)}"


def gaps() -> Iterator[str]:
    """The changes of a history that do not follow from the one before."""
    rows: dict[tuple[str, int], list[Change]] = defaultdict(list)
    for change in Change.objects.exclude(row_id=None).order_by("id"):
        rows[change.collection, change.row_id].append(change)
    for (collection, number), changes in rows.items():
        model = COLLECTIONS[collection].model
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
            yield from (
                f"{collection}/{row}: {name} was lost" for name in told if not is_as_told(row, name, told[name])
            )


def is_as_told(row: Model, name: str, told: Any) -> bool:
    """Whether a field has the last value of its history; relations are in the histories of other rows."""
    fields = {field.name: field for field in row._meta.concrete_fields}
    if name not in fields or fields[name].is_relation or name in OTHERWISE:
        return True
    value = getattr(row, name)
    if isinstance(value, datetime):
        return datetime.fromisoformat(told) == value
    return json.loads(json.dumps(value, cls=DjangoJSONEncoder)) == told
