"""The answer to a request for the candidates in the text of a source."""

from typing import Any

from claims.api.writing.errors import Conflict
from claims.choices import CodingMethod
from claims.models import Source
from claims.services.passages import passages_of
from claims.services.reading import statement_of

NEEDED = ("text", "speaker", "made_on")  # of a statement, which a source may not tell


def candidates_of(source: Source, start: int) -> dict[str, Any]:
    """The answer, as `CandidatesSerializer` describes it.

    Raises:
        Conflict: no text of the source is kept.
    """
    if not source.content:
        raise Conflict("No text of this source is kept: `PATCH` its `content` first.", "conflict")
    text = passages_of(source, None, start)
    results = []
    for passage in text.passages:
        if (found := passage.candidate) is None:
            continue
        statement = statement_of(source, text.whole, found)
        results.append(
            {
                "tier": found.tier,
                "method": CodingMethod.MODEL if found.model else "rules",
                "model_name": found.model,
                "name": "" if found.speaker else found.name,
                "lacks": [name for name in NEEDED if name not in statement],
                "recorded": passage.statements[0].slug if passage.statements else None,
                "dismissed": passage.dismissed,
                "statement": statement,
            }
        )
    return {"next": text.next, "results": results}
