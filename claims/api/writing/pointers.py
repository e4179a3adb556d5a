"""Where in a body the value is that breaks a rule of the database: its JSON pointer (RFC 6901)."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import CheckConstraint, F, Model, UniqueConstraint
from rest_framework.serializers import ListSerializer, Serializer

from claims.models import Affiliation, Citation, Correction, Incident, Speaker, Stance, Statement, Topic
from claims.services.rules import Refusal, constraints

# The fields that the rules of triggers are about; those of a constraint are read from it.
OF_TRIGGERS: dict[str, tuple[type[Model], str]] = {
    "affiliation_organization_is_organization": (Affiliation, "organization"),
    "affiliation_person_is_person": (Affiliation, "person"),
    "citation_is_verbatim": (Citation, "exact"),
    "citation_of_whole_words": (Citation, "exact"),
    "citation_offsets_count_composed": (Citation, "start"),
    "citation_offsets_match": (Citation, "start"),
    "correction_not_in_the_future": (Correction, "corrected_at"),
    "correction_replacement_supersedes": (Correction, "replacement"),
    "incident_not_part_of_itself": (Incident, "part_of"),
    "speaker_identifiers_map_schemes_to_values": (Speaker, "identifiers"),
    "stance_excerpt_in_statement": (Stance, "excerpt"),
    "statement_affiliation_held_then": (Statement, "affiliation"),
    "statement_affiliation_is_the_speakers": (Statement, "affiliation"),
    "statement_citations_bounded": (Statement, "citations"),
    "statement_does_not_supersede_itself": (Statement, "supersedes"),
    "statement_quote_in_order": (Statement, "text"),
    "statement_quote_is_cited": (Statement, "citations"),
    "statement_quote_is_verbatim": (Statement, "text"),
    "statement_quote_marks_omissions": (Statement, "text"),
    "statement_quote_parts_bounded": (Statement, "citations"),
    "topic_not_broader_than_itself": (Topic, "broader"),
}
QUOTED = 80  # characters of a text that the sentence of a rule quotes, at most


def pointer_of(broken: Refusal, body: Any) -> str:
    """The pointer of the value that breaks a rule; "" where none of the body's values does.

    Args:
        body: the serializer of the row that was written, or None.
    """
    if body is None:
        return ""
    table, columns = fields_of(broken.rule)
    if broken.column:
        table, columns = broken.table, (broken.column,)
    if body.Meta.model._meta.db_table == table:
        return member(body, columns, body.initial_data)
    for name, field in body.fields.items():
        if isinstance(field, ListSerializer) and field.child.Meta.model._meta.db_table == table:  # type: ignore[union-attr]
            items = body.initial_data.get(name) or []
            number = body.written.get(name, quoted_item(items, broken.words, columns))
            if number < len(items):
                return f"/{name}/{number}{member(field.child, columns, items[number])}"
        elif isinstance(field, Serializer) and field.Meta.model._meta.db_table == table:  # type: ignore[attr-defined]
            return f"/{name}{member(field, columns, body.initial_data.get(name))}"
    return ""


@cache
def fields_of(rule: str) -> tuple[str, tuple[str, ...]]:
    """The table and the fields that a rule is about; empty where that is not one of them."""
    if rule in OF_TRIGGERS:
        model, field = OF_TRIGGERS[rule]
        return model._meta.db_table, (field,)
    of_model, constraint = constraints().get(rule, (None, None))
    if of_model is None:
        return "", ()
    if isinstance(constraint, CheckConstraint):
        return of_model._meta.db_table, tuple(sorted(constraint.condition.referenced_base_fields))  # type: ignore[union-attr]
    if isinstance(constraint, UniqueConstraint):
        referred = (each for expression in constraint.expressions for each in references(expression))
        return of_model._meta.db_table, (*constraint.fields, *referred)
    return of_model._meta.db_table, ()


def references(expression: Any) -> Iterator[str]:
    """The fields that an expression reads."""
    parts = expression.flatten() if hasattr(expression, "flatten") else [expression]
    yield from (part.name for part in parts if isinstance(part, F))


def member(body: Any, columns: tuple[str, ...], data: Any) -> str:
    """The pointer, below a body, of the last field with one of `columns` that the data has; of a single one anyway."""
    names = [name for column in columns for name, field in body.fields.items() if str(field.source) == column]
    given = [name for name in names if isinstance(data, dict) and name in data]
    found = given or (names if len(names) == 1 else [])
    return f"/{found[-1]}" if found else ""


def quoted_item(items: list[Any], words: str, columns: tuple[str, ...]) -> int:
    """The number of the first item with a text that the sentence of the rule quotes; else of the first item."""
    for number, item in enumerate(items):
        texts = [item.get(column) for column in (*columns, "exact")] if isinstance(item, dict) else []
        if any(isinstance(text, str) and text and text[:QUOTED] in words for text in texts):
            return number
    return 0
