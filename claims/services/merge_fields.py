"""Merging the columns of two rows: the kept row's empty ones are filled from the merged row, the others stay."""

from typing import Any

from claims.models import Claim, Speaker
from claims.models.reviewed import reviewed_fields
from claims.services.policy import as_reviewed

# Columns that are filled together or not at all.
GROUPS = (
    ("start_date", "start_date_precision"),
    ("end_date", "end_date_precision"),
    ("published_on", "published_on_precision"),
    ("latitude", "longitude"),
    ("content", "content_sha256"),
)
# Columns that are never filled: keys, times, the sort name (it belongs to the name), and those that `extend_lists`
# handles. Generated columns are skipped too.
NOT_FILLED = {"id", "slug", "created_at", "updated_at", "sort_name", "other_names", "identifiers", "countries"}


def fill(kept: Any, merged: Any) -> list[str]:
    """Fills the kept row from the merged one and saves it; returns a sentence for each value that is dropped."""
    changed: set[str] = set()
    dropped: list[str] = []
    names = [each.name for each in kept._meta.concrete_fields if not each.generated and each.name not in NOT_FILLED]
    grouped = {name: group for group in GROUPS for name in group}
    # What the confirmed stances of the kept claim rest on stays as it is.
    fixed = reviewed_fields(Claim) if isinstance(kept, Claim) and as_reviewed(kept) else ()
    for name in names:
        group = grouped.get(name, (name,))
        value, own = getattr(merged, name), getattr(kept, name)
        if name in changed or is_empty(value) or value == own:
            continue
        if name == "part_of" and value == kept:  # an incident is not part of itself
            continue
        if name not in fixed and all(is_empty(getattr(kept, each)) for each in group):
            for each in group:
                setattr(kept, each, getattr(merged, each))
            changed |= set(group)
        elif not (name == "name" and hasattr(kept, "other_names")):
            dropped.append(f"{name} “{str(value)[:200]}”: “{str(own)[:200]}” stays")
    changed |= extend_lists(kept, merged)
    if changed:
        kept.save(update_fields=sorted(changed))
    return dropped


def extend_lists(kept: Any, merged: Any) -> set[str]:
    """Adds the merged row's names, identifiers and countries to those of the kept row; returns the changed columns."""
    changed = set()
    if hasattr(kept, "other_names"):
        known = {kept.name, *kept.other_names}
        more = [name for name in dict.fromkeys((merged.name, *merged.other_names)) if name not in known]
        if more:
            kept.other_names = [*kept.other_names, *more]
            changed.add("other_names")
    if isinstance(kept, Speaker) and merged.identifiers.keys() - kept.identifiers.keys():
        kept.identifiers = merged.identifiers | kept.identifiers
        changed.add("identifiers")
    if hasattr(kept, "countries") and set(merged.countries) - set(kept.countries):
        kept.countries = [*kept.countries, *(each for each in merged.countries if each not in kept.countries)]
        changed.add("countries")
    return changed


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [], {})
