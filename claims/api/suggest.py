"""“Did you mean …?” for names that do not exist, over bounded sets of candidates."""

from collections.abc import Iterable
from difflib import get_close_matches

from django.db.models import Q

from claims.querysets import RecordQuerySet

CANDIDATES = 2_000
CLIPPED = 100  # characters of what was given that are compared, and repeated in an error
MAX_WORDS = 5
LONG = 4


def closest(given: str, known: Iterable[str]) -> str:
    """The known name most like `given`; empty when none is close."""
    names = list(known)
    found = get_close_matches(given.lower(), names, n=1, cutoff=0.6)
    return found[0] if found else next((name for name in sorted(names, key=len) if given and given in name), "")


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A sentence that suggests the closest known name, with a space before it; empty when none is close."""
    name = closest(given[:CLIPPED], known)
    return f" Did you mean “{name}”?" if name else ""


def slugs_like(given: str, rows: RecordQuerySet) -> list[str]:
    """Slugs that begin as `given` does, or contain one of its longer words: at most 2,000 of them are looked at."""
    like = Q(slug__startswith=given[:2])
    for word in given.split("-")[:MAX_WORDS]:
        if len(word) >= LONG:
            like |= Q(slug__contains=word)
    return list(rows.filter(like).values_list("slug", flat=True)[:CANDIDATES])
