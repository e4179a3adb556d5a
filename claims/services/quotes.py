"""Verifying quotes: checks that the text of a source contains every citation of it."""

import unicodedata
from dataclasses import dataclass

from django.db import connection

from claims.models import Citation, Source

# The rules of `claims_check_citation`, for a text that is not in the database: the place where a citation stands, its
# own or the first one, the one where it also begins and ends with a word, and what the text has instead of it.
FIND = """
    SELECT CASE WHEN c."start" >= length(prefix)
                 AND starts_with(substr(%(text)s, c."start" + 1 - length(prefix)), whole)
                THEN c."start" ELSE (SELECT place + length(prefix) FROM claims_places(%(text)s, whole, 1)) END,
           (SELECT min(upper(lead) - 1) FROM claims_origins(c, s.text || ' ' || s.original_text, %(text)s)),
           CASE strpos(%(text)s, whole) WHEN 0 THEN
               coalesce(claims_passage(%(text)s, whole), claims_passage(%(text)s, c.exact))
           END
    FROM claims_citation c JOIN claims_statement s ON s.id = c.statement_id
    CROSS JOIN LATERAL (SELECT c.prefix || c.exact || c.suffix AS whole) w
    WHERE c.id = %(citation)s
"""


@dataclass(frozen=True)
class CitationCheck:
    """Where a text contains the exact words of a citation: the offset of the first character, or None.

    Attributes:
        whole: whether they begin and end there where words do.
        meant: the words of the text that differ from them in marks, spaces or case alone.
    """

    citation: Citation
    start: int | None
    whole: bool = True
    meant: str = ""

    @property
    def problem(self) -> str:
        """What is wrong, in words; empty if the citation is correct."""
        if self.start is None:
            return "does not stand in the text" + (f", which has “{self.meant}”" if self.meant else "")
        if self.citation.start is not None and self.citation.start != self.start:
            return f"stands at {self.start}, not at {self.citation.start}"
        return "" if self.whole else "begins or ends inside a word"


def check(citation: Citation, text: str) -> CitationCheck:
    """Looks for `citation` in `text` with its prefix and suffix, and prefers the offset that it gives."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, {"text": text, "citation": citation.pk})
        place, origin, meant = cursor.fetchone()
    if place is None:
        return CitationCheck(citation, None, meant=meant or "")
    if citation.start not in {None, place}:
        return CitationCheck(citation, place)
    return CitationCheck(citation, place if origin is None else origin, whole=origin is not None)


def verify(source: Source, text: str) -> list[CitationCheck]:
    """A check of every citation of `source`, sorted by offset in `text`; those not found come last.

    Offsets count the characters of the composed text (NFC), in which form the database stores texts.
    """
    text = unicodedata.normalize("NFC", text)
    citations = Citation.objects.filter(statement__source=source).select_related("statement").order_by("id")
    checks = [check(citation, text) for citation in citations]
    return sorted(checks, key=lambda each: len(text) if each.start is None else each.start)
