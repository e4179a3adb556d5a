"""Slugs that are made of a row's words: Latin letters and digits, whatever the script of the words is."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from slugify import slugify

# Leaves room for a hyphen and a number in the 120 characters of a slug.
MAX_STEM = 100
# Characters of a text that are read. A slug of 100 needs hardly more, and a text may have a hundred thousand.
MAX_READ = 300
# Slugs that are looked up together: the first ones of a stem, and those in the search for the end of many.
FEW, AT_ONCE = 8, 32
MOST_DOUBLINGS = 50
APOSTROPHES = str.maketrans("", "", "'’‘ʼ")


def stem_of(words: str) -> str:
    """The words as a slug; empty where they have no letter or digit that can be transliterated."""
    plain = words[:MAX_READ].translate(APOSTROPHES)
    # The backend is named, since the package prefers another one where it happens to be installed.
    return slugify(
        plain, entities=False, decimal=False, hexadecimal=False, max_length=MAX_STEM, backend="text-unidecode"
    )


class Slugs:
    """Chooses slugs for new rows of a collection: `stem`, `stem-2`, `stem-3` … or, without a stem, `noun-1`, `noun-2` …

    The work for a slug does not grow with the number of rows that have the same stem.

    Args:
        noun: what a row of the collection is called.
        look_up: tells which of some slugs are taken. It is asked once for each.
        given: other slugs that are taken.
    """

    def __init__(self, noun: str, look_up: Callable[[list[str]], Collection[str]], given: Collection[str] = ()) -> None:
        self.noun, self.look_up = noun, look_up
        self.known = dict.fromkeys(given, True)

    def choose(self, stems: Sequence[str]) -> list[str]:
        """A slug for each of some rows, in their order; the same one is not chosen again."""
        self.taken([stem for stem in stems if stem])
        plain = [self.plain(stem) for stem in stems]
        lacking = Counter(stem for stem, slug in zip(stems, plain, strict=True) if not slug)
        self.taken([slug for stem, number in lacking.items() for slug in self.block(stem, first(stem), number)])
        numbered = {stem: iter(self.numbered(stem, number)) for stem, number in lacking.items()}
        return [slug or next(numbered[stem]) for stem, slug in zip(stems, plain, strict=True)]

    def plain(self, stem: str) -> str:
        """The stem if it is a slug that is not taken, and else nothing."""
        if not stem or self.known[stem]:
            return ""
        self.known[stem] = True
        return stem

    def numbered(self, stem: str, number: int) -> list[str]:
        """The first slugs of a stem with a number that are not taken, or after the first few those of the next gap."""
        found: list[str] = []
        start = first(stem)
        while len(found) < number:
            block = self.block(stem, start, number)
            used = self.taken(block)
            found += (slug for slug in block if slug not in used)
            start += len(block)
            if len(used) == len(block):
                start = self.after_run(stem, start - 1)
        self.known |= dict.fromkeys(found[:number], True)
        return found[:number]

    def after_run(self, stem: str, low: int) -> int:
        """A number above `low`, which is taken, that is not taken itself and follows one that is."""
        high, points = 0, [low + 2**step for step in range(MOST_DOUBLINGS)]
        while not high or high - low > 1:
            used = self.taken([self.slug(stem, point) for point in points])
            high = next((point for point in points if self.slug(stem, point) not in used), high)
            low = max([low, *(point for point in points if point < high)])
            points = list(range(low + 1, high, max(1, (high - low) // AT_ONCE)))
        return high

    def block(self, stem: str, start: int, number: int) -> list[str]:
        """Slugs of a stem with successive numbers, so many that most often as many as are wanted are not taken."""
        return [self.slug(stem, each) for each in range(start, start + max(number, FEW))]

    def slug(self, stem: str, number: int) -> str:
        return f"{stem or self.noun}-{number}"

    def taken(self, slugs: Collection[str]) -> set[str]:
        """Those among some slugs that are taken."""
        if unknown := list(dict.fromkeys(slug for slug in slugs if slug not in self.known)):
            used = set(self.look_up(unknown))
            self.known |= {slug: slug in used for slug in unknown}
        return {slug for slug in slugs if self.known[slug]}


def first(stem: str) -> int:
    """The number of the first slug with a number: without a stem, there is none without a number."""
    return 2 if stem else 1
