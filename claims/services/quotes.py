"""Verifying quotes: does every citation of a source stand in its text?"""

from collections.abc import Iterator
from dataclasses import dataclass

from claims.models import Citation, Source


@dataclass(frozen=True)
class Finding:
    """Where the words of a citation stand in a text: the offset of their first character, or None."""

    citation: Citation
    start: int | None
    occurrences: int

    @property
    def problem(self) -> str:
        """What is wrong, in words; empty when the citation holds."""
        if self.start is None:
            return "does not stand in the text"
        if self.citation.start is not None and self.citation.start != self.start:
            return f"stands at {self.start}, not at {self.citation.start}"
        return ""


def find(citation: Citation, text: str) -> Finding:
    """Looks `citation` up in `text`: with its context, and at its offset where it has one."""
    whole = citation.prefix + citation.exact + citation.suffix
    places = list(_places(whole, text))
    starts = [place + len(citation.prefix) for place in places]
    start = citation.start if citation.start in starts else next(iter(starts), None)
    return Finding(citation, start, len(starts))


def _places(words: str, text: str) -> Iterator[int]:
    place = text.find(words)
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def verify(source: Source, text: str) -> list[Finding]:
    """A finding for every citation of the statements of `source`, in the order of the text."""
    citations = Citation.objects.filter(statement__source=source).select_related("statement").order_by("id")
    findings = [find(citation, text) for citation in citations]
    return sorted(findings, key=lambda finding: len(text) if finding.start is None else finding.start)
