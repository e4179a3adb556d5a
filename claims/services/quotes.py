"""Verifying quotes: checks that the text of a source contains every citation of it."""

import unicodedata
from dataclasses import dataclass

from django.db import connection

from claims.models import Citation, Source

# The rules of `claims_check_citation`, for a text that is not in the database: the places where a citation stands,
# those where it begins and ends with a word, and what the text has instead of it.
FIND = """
    SELECT ARRAY(SELECT place + length(c.prefix) FROM claims_places(%(text)s, c.prefix || c.exact || c.suffix) place),
           ARRAY(SELECT claims_origins(c, s.text || ' ' || s.original_text, %(text)s)),
           CASE strpos(%(text)s, c.prefix || c.exact || c.suffix) WHEN 0 THEN
               coalesce(claims_passage(%(text)s, c.prefix || c.exact || c.suffix), claims_passage(%(text)s, c.exact))
           END
    FROM claims_citation c JOIN claims_statement s ON s.id = c.statement_id WHERE c.id = %(citation)s
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
        places, origins, meant = cursor.fetchone()
    if not places:
        return CitationCheck(citation, None, meant=meant or "")
    if citation.start is not None and citation.start not in places:
        return CitationCheck(citation, places[0])
    return CitationCheck(citation, (origins or places)[0], whole=bool(origins))


def verify(source: Source, text: str) -> list[CitationCheck]:
    """A check of every citation of `source`, sorted by offset in `text`; those not found come last.

    Offsets count the characters of the composed text (NFC), in which form the database stores texts.
    """
    text = unicodedata.normalize("NFC", text)
    citations = Citation.objects.filter(statement__source=source).select_related("statement").order_by("id")
    checks = [check(citation, text) for citation in citations]
    return sorted(checks, key=lambda each: len(text) if each.start is None else each.start)
