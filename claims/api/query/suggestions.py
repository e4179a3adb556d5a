"""“Did you mean …?” for names that do not exist, over bounded sets of candidates."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from django.db.models import Q

from claims.querysets import RecordQuerySet

MAX_CANDIDATES = 2_000
# Characters of a client's text that are compared with known names, and repeated in an error message.
MAX_ECHOED = 100
MAX_WORDS = 5
MAX_SUGGESTED = 20
# A slug is compared with up to MAX_CANDIDATES others, which takes twenty milliseconds.
MAX_SLUGS_SUGGESTED = 3
# A word of a slug is looked up by itself if it has at least this many characters.
MIN_WORD_LENGTH = 4


def closest(given: str, known: Iterable[str]) -> str:
    """The known name most similar to `given`; empty when none is similar."""
    names = list(known)
    found = get_close_matches(given.lower(), names, n=1, cutoff=0.6)
    return found[0] if found else next((name for name in sorted(names, key=len) if given and given in name), "")


def suggested(unknown: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Each unknown name with a sentence that suggests a known one, for the first MAX_SUGGESTED of them.

    A comparison takes up to a millisecond, and a request may have very many names.
    """
    names = list(known)
    for number, name in enumerate(unknown):
        yield name, did_you_mean(name, names) if number < MAX_SUGGESTED else ""


def did_you_mean(given: str, known: Iterable[str]) -> str:
    """A sentence that suggests the closest known name, with a leading space; empty when none is similar."""
    name = closest(given[:MAX_ECHOED], known)
    return f" Did you mean “{name}”?" if name else ""


def slugs_like(given: str, rows: RecordQuerySet) -> list[str]:
    """Slugs that share their first two characters or a longer word with `given`: at most `MAX_CANDIDATES`."""
    like = Q(slug__startswith=given[:2])
    for word in given.split("-")[:MAX_WORDS]:
        if len(word) >= MIN_WORD_LENGTH:
            like |= Q(slug__contains=word)
    return list(rows.filter(like).values_list("slug", flat=True)[:MAX_CANDIDATES])
