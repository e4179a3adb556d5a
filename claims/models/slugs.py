"""Slugs that are made of a row's words: Latin letters and digits, whatever the script of the words is."""

from collections.abc import Callable, Set
from itertools import count

from slugify import slugify

# Leaves room for a hyphen and a number in the 120 characters of a slug.
MAX_STEM = 100
# Characters of a text that are read. A slug of 100 needs hardly more, and a text may have a hundred thousand.
MAX_READ = 300
APOSTROPHES = str.maketrans("", "", "'’‘ʼ")


def stem_of(words: str) -> str:
    """The words as a slug; empty where they have no letter or digit that can be transliterated."""
    plain = words[:MAX_READ].translate(APOSTROPHES)
    # The backend is named, since the package prefers another one where it happens to be installed.
    return slugify(
        plain, entities=False, decimal=False, hexadecimal=False, max_length=MAX_STEM, backend="text-unidecode"
    )


def unused_slug(stem: str, noun: str, taken: Callable[[str], Set[str]]) -> str:
    """The first slug of `stem`, `stem-2`, `stem-3` … that is not taken; without a stem, of `noun-1`, `noun-2` …

    Args:
        taken: the slugs in use among a word and the word with a number.
    """
    used = taken(stem or noun)
    if stem and stem not in used:
        return stem
    numbered = (f"{stem or noun}-{number}" for number in count(2 if stem else 1))
    return next(slug for slug in numbered if slug not in used)
