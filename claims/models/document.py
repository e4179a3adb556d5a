"""Expressions of the generated columns that searches read (functions in `migrations/sql/0001/`)."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import CharField, F, Func, TextField, Value


def other_names_field(help_text: str, **options: Any) -> ArrayField:
    """The column of the other names of a row, each a text of one line."""
    return ArrayField(CharField(max_length=200), default=list, blank=True, help_text=help_text, **options)


def document_of(language: str, *texts: str, names: str = "") -> Func:
    """A tsvector of up to three columns in one language, with the weights A, B and C in their order.

    Args:
        language: the column that holds the language; with "", the texts are read as English.
        texts: the columns.
        names: the weight of the column `other_names`, if the row has it: that of its name.
    """
    empty = [Value("")] * (3 - len(texts))
    others = (F("other_names"), Value(names)) if names else ()
    return Func(
        F(language) if language else Value(""),
        *map(F, texts),
        *empty,
        *others,
        function="claims_document",
        output_field=SearchVectorField(),
    )


def translated_document() -> Func:
    """A tsvector of a statement's text (weight A) and of its original before translation (weight B)."""
    return Func(
        "language",
        "text",
        "original_language",
        "original_text",
        function="claims_translated",
        output_field=SearchVectorField(),
    )


def folded_names_of_speaker() -> Func:
    """All names of a speaker, folded: Latin letters by their sound, so that spellings can be compared."""
    return Func("name", "other_names", function="claims_folded_names", output_field=TextField(db_collation="C"))
