"""Expressions of the generated columns that searches read (functions in `migrations/sql/0001/`)."""

from django.contrib.postgres.search import SearchVectorField
from django.db.models import F, Func, TextField, Value


def document_of(language: str, *texts: str) -> Func:
    """A tsvector of up to three columns in one language, with the weights A, B and C in their order.

    `language` names the column that holds the language; with "", the texts are read as English.
    """
    empty = [Value("")] * (3 - len(texts))
    return Func(
        F(language) if language else Value(""),
        *map(F, texts),
        *empty,
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
