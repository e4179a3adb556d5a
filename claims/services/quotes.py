"""Verifying quotes: checks that the text of a source contains every citation of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.models import Citation, Source


@dataclass(frozen=True)
class CitationCheck:
    """Where a text contains the exact words of a citation: the offset of the first character, or None."""

    citation: Citation
    start: int | None
    occurrences: int

    @property
    def problem(self) -> str:
        """What is wrong, in words; empty if the citation is correct."""
        if self.start is None:
            return "does not stand in the text"
        if self.citation.start is not None and self.citation.start != self.start:
            return f"stands at {self.start}, not at {self.citation.start}"
        return ""


def check(citation: Citation, text: str) -> CitationCheck:
    """Looks for `citation` in `text` with its prefix and suffix, and prefers the offset that it gives."""
    whole = citation.prefix + citation.exact + citation.suffix
    starts = [offset + len(citation.prefix) for offset in occurrences(whole, text)]
    start = citation.start if citation.start in starts else next(iter(starts), None)
    return CitationCheck(citation, start, len(starts))


def occurrences(words: str, text: str) -> Iterator[int]:
    """The offsets at which `text` contains `words`."""
    offset = text.find(words)
    while offset >= 0:
        yield offset
        offset = text.find(words, offset + 1)


def verify(source: Source, text: str) -> list[CitationCheck]:
    """A check of every citation of `source`, sorted by offset in `text`; those not found come last."""
    citations = Citation.objects.filter(statement__source=source).select_related("statement").order_by("id")
    checks = [check(citation, text) for citation in citations]
    return sorted(checks, key=lambda each: len(text) if each.start is None else each.start)
