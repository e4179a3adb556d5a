"""What of the record is searched, and how much of it a search looks at."""

from dataclasses import dataclass

from django.db.models import F, Model, TextField, Value
from django.db.models.expressions import Combinable

from claims.choices import Searched
from claims.models import Claim, Incident, Source, Speaker, Statement

# So many of the rows that answer are ranked, an equal share of each type that is asked for: the newest.
MOST_RANKED = 2_000
# An index is asked while it has to look at no more rows than this. For commoner words the newest rows are read until
# enough have answered, and no more of them than the second number.
MOST_INDEXED = 5_000
MOST_READ = 20_000

NONE = Value("", TextField())


@dataclass(frozen=True)
class TextSubject:
    """Rows that are found by their texts: the languages of what is searched, and of its original.

    `marked` are the texts in which the words are shown that were found, each with the column of its language.
    """

    model: type[Model]
    marked: tuple[tuple[str, str], ...]
    language: Combinable = NONE
    original: Combinable = NONE


TEXTS: dict[str, TextSubject] = {
    Searched.CLAIM: TextSubject(Claim, (("name", "language"), ("text", "language")), F("language")),
    Searched.STATEMENT: TextSubject(
        Statement,
        (("text", "language"), ("original_text", "original_language")),
        F("language"),
        F("original_language"),
    ),
    Searched.INCIDENT: TextSubject(Incident, (("name", ""),)),
    Searched.SOURCE: TextSubject(Source, (("headline", "language"), ("publisher", "language")), F("language")),
}
MODELS: dict[str, type[Model]] = {Searched.SPEAKER: Speaker, **{name: each.model for name, each in TEXTS.items()}}
