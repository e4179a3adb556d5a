"""What searching reads: the lexemes of a row, kept by the database beside its texts (`migrations/sql/search.sql`)."""

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, TextField, Value


class Document(Func):
    """The lexemes of up to three texts in one language, by weight: A, B, C."""

    function = "claims_document"
    output_field = SearchVectorField()

    def __init__(self, language: str, *texts: str) -> None:
        missing = [Value("")] * (3 - len(texts))
        super().__init__(F(language) if language else Value(""), *map(F, texts), *missing)


class TranslatedDocument(Func):
    """The lexemes of a text, and of the same before translation: A, B."""

    function = "claims_translated"
    output_field = SearchVectorField()

    def __init__(self) -> None:
        super().__init__("language", "text", "original_language", "original_text")


class FoldedNames(Func):
    """All names as they sound, whatever the alphabet, for comparing."""

    function = "claims_folded_names"
    output_field = TextField(db_collation="C")

    def __init__(self) -> None:
        super().__init__("name", "other_names")


def kept(expression: Func) -> Any:
    """A column that the database keeps from others."""
    return models.GeneratedField(expression=expression, output_field=expression.output_field, db_persist=True)
