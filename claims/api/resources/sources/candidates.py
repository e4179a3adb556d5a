"""The answer to a request for the candidates in the text of a source."""

from typing import Any

from claims.api.writing.errors import Conflict
from claims.models import Source
from claims.services.reading import read_source, recorded, statement_of

NEEDED = ("text", "speaker", "made_on")  # of a statement, which a source may not tell


def candidates_of(source: Source, start: int) -> dict[str, Any]:
    """The answer, as `CandidatesSerializer` describes it.

    Raises:
        Conflict: no text of the source is kept.
    """
    if not source.content:
        raise Conflict("No text of this source is kept: `PATCH` its `content` first.", "conflict")
    reading = read_source(source, start)
    there = recorded(source)
    rows = [(each, statement_of(source, reading.text, each)) for each in reading.candidates]
    results = [
        {
            "tier": each.tier,
            "name": "" if each.speaker else each.name,
            "lacks": [name for name in NEEDED if name not in statement],
            "recorded": there.get((each.first, each.last)),
            "statement": statement,
        }
        for each, statement in rows
    ]
    return {"next": reading.next, "results": results}
