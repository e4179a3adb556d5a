"""The models and texts that are searched, and limits on the number of rows that a search reads."""

from dataclasses import dataclass

from django.db.models import F, Model, TextField, Value
from django.db.models.expressions import Combinable

from claims.choices import Searched
from claims.models import Claim, Incident, Source, Speaker, Statement

# Only the newest matching rows are ranked: this many, in equal shares for the types that are searched.
MAX_RANKED = 2_000
# A search uses the index if that probably yields at most MAX_INDEXED rows. For more frequent words, it reads the
# newest rows of the table until enough of them match, at most MAX_READ.
MAX_INDEXED = 5_000
MAX_READ = 20_000

NONE = Value("", TextField())


@dataclass(frozen=True)
class SearchedTexts:
    """The texts by which a model is searched: the columns with the languages of the text and of its original.

    `highlighted` are the columns in which matching words are highlighted, each with the column of its language and with
    the weight of its words in the document. Some are arrays of texts.
    """

    model: type[Model]
    highlighted: tuple[tuple[str, str, str], ...]
    language: Combinable = NONE
    original: Combinable = NONE


TEXTS: dict[str, SearchedTexts] = {
    Searched.CLAIM: SearchedTexts(
        Claim,
        (
            ("name", "language", "b"),
            ("other_names", "language", "b"),
            ("text", "language", "a"),
            ("context", "language", "c"),
        ),
        F("language"),
    ),
    Searched.STATEMENT: SearchedTexts(
        Statement,
        (("text", "language", "a"), ("original_text", "original_language", "b")),
        F("language"),
        F("original_language"),
    ),
    Searched.INCIDENT: SearchedTexts(
        Incident, (("name", "", "a"), ("other_names", "", "a"), ("summary", "", "b"), ("location_name", "", "c"))
    ),
    Searched.SOURCE: SearchedTexts(
        Source,
        (("headline", "language", "a"), ("publisher", "language", "b"), ("author", "language", "c")),
        F("language"),
    ),
}
MODELS: dict[str, type[Model]] = {Searched.SPEAKER: Speaker, **{name: each.model for name, each in TEXTS.items()}}
