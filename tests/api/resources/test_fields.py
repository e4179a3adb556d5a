"""Every field of every table is shown and written, or not for a reason; every collection has its endpoint.

A failing test names the file that a new field or collection is missing in.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import models
from rest_framework import serializers

from claims.api.collections import COLLECTIONS
from claims.api.sql.rows import RowSerializer
from claims.choices import Collection
from claims.models import Claim, ClaimRelation, ClaimTally, Position
from claims.models.redirect import collection_of
from tests.support.endpoints import ENDPOINTS
from tests.support.tables import MODELS

# A field of a table, as “Table.field”, `*.field` for all tables -> why no serializer shows it.
HIDDEN = {
    "*.id": "Primary keys stay inside the database, but for rows that nobody cites by name.",
    "*.sort_key": "Made from the name, for sorting.",
    "*.document": "Made from the texts, for searching.",
    "*.folded_names": "Made from the names, for searching.",
    "Source.content": "The text is not ours to publish.",
    "Stance.coder": "Members of the editorial team are not public.",
    "Stance.review_note": "What members of the editorial team say to each other is not public.",
    "Stance.reviewer": "Members of the editorial team are not public.",
    **dict.fromkeys(("Review.approver", "Review.coder"), "Members of the editorial team are not public."),
    "Review.review_note": "What members of the editorial team say to each other is not public.",
    "SpeakerIdentifier.*": "The database's copy of Speaker.identifiers, which is shown.",
    "IncidentKind.*": "Shown by its key, as the kind of an incident.",
    "Change.transaction": "For sorting.",
    "Change.row_id": "Primary keys stay inside the database.",
    "Change.kind": "Readers are shown what happened to what they may see; the team, in a history, this.",
    "Correction.editor": "Members of the editorial team are not public.",
    "Change.user": "Members of the editorial team are not public.",
    **dict.fromkeys(("Change.old", "Change.new"), "Shown as `changes`, without what is not public."),
    "Position.contradicted": "For finding contradictions, which are listed.",
    **dict.fromkeys(
        [
            f"Contradiction.{field}"
            for field in (
                *("claim_created_at", "position_id", "other_position_id", "last_on", "other_last_on"),
                *("speaker", "other", "speaker_capacity", "other_capacity", "affirming"),
            )
        ],
        "For filtering and sorting; both speakers are shown as `affirmed_by` and `denied_by`.",
    ),
    "Publisher.key": "For sorting.",
    "Quoted.publisher": "Shown inside the publisher.",
    **dict.fromkeys(("Repeater.claim", "Repetition.claim"), "Shown once for all."),
    "Position.taken": "For filtering; the positions are in its timeline.",
    "Position.claim_created_at": "For sorting; it is shown as the claim's own `created_at`.",
    "Stance.made_on": "For sorting; it is shown as the statement's own `made_on`.",
    "Stance.speaker": "For looking up; it is shown as the statement's own `speaker`.",
    "Stance.on_behalf_of": "For looking up; it is shown as the statement's own `on_behalf_of`.",
    "Redirect.merged_by": "Members of the editorial team are not public.",
    "Redirect.undo": "It names rows by their primary keys, suggestions and notes of the team among them.",
    "Position.stance": "It is in the position's timeline.",
    "ClaimTally.claim": "The tally is shown inside its claim.",
    "CountedStance.*": "A view of stances, shown as the timeline inside their position.",
    "Citation.statement": "Citations are shown inside their statement.",
    "IncidentActor.incident": "Actors are shown inside their incident.",
    "IncidentClaim.claim": "Links are shown inside their claim.",
} | dict.fromkeys(
    [
        f"{table}.{field}"
        for table in ("Citation", "ClaimRelation", "ClaimTally", "IncidentActor", "IncidentClaim", "Position")
        for field in ("created_at", "updated_at")
    ],
    "Shown inside another row only, without times of its own.",
)


# An enumeration's field -> why there is no filter for it.
UNFILTERED = {
    "Change.kind": "Readers ask for what happened to what they may see.",
    "ClaimRelation.kind": "Relations are shown with a claim, and not listed by themselves.",
    "CountedStance.made_on_precision": "Timelines are shown with a position, and not filtered.",
    **dict.fromkeys(
        ("Contradiction.speaker_capacity", "Contradiction.other_capacity"), "Contradictions have one capacity."
    ),
    **dict.fromkeys(
        (
            *("Repetition.position", "Repeater.position"),
            *("Repeater.first_on_precision", "Repeater.last_on_precision"),
        ),
        "The repetition of a claim is one answer about all positions.",
    ),
    "ClaimTally.agreement": "Claims are filtered by it.",
    "Review.published_on_precision": "Reviews are filtered by their dates alone.",
    "Position.first_on_precision": "Positions are sorted by their dates, and not filtered by them.",
    "Position.last_on_precision": "Positions are sorted by their dates, and not filtered by them.",
}


# A field that people write, as “Table.field” -> why no body has it.
UNWRITTEN = {
    "Citation.statement": "Citations are written with their statement.",
    "ClaimRelation.claim": "Relations are written with their claim.",
    "Correction.editor": "It is the owner of the key.",
    "IncidentActor.incident": "Actors are written with their incident.",
    "IncidentClaim.claim": "Links are written with their claim.",
    "Stance.coder": "It is the owner of the key.",
    "Stance.review_note": "A review writes it.",
    "Stance.review_status": "A review writes it.",
    "Stance.reviewer": "A review writes it.",
    "Review.coder": "It is the owner of the key.",
    **dict.fromkeys(("Review.approver", "Review.review_note", "Review.status"), "The workflow writes it."),
}


def tables() -> list[type[models.Model]]:
    return MODELS


def below(kind: type) -> Iterator[Any]:
    for each in kind.__subclasses__():
        yield from (each, *below(each))


def test_every_field_of_every_table_is_shown_or_hidden_for_a_reason() -> None:
    shown: dict[Any, set[str]] = {}
    for serializer in below(RowSerializer):
        sources = {part for field in serializer().fields.values() for part in (str(field.source).split(".")[0],)}
        shown.setdefault(serializer.Meta.model, set()).update(sources)
    # A tally's columns are fields of its claim's serializer, as `tally.disputed`.
    known = {Claim: {"tally"}, ClaimTally: {"disputed", "agreement"}, ClaimRelation: {"claim", "other"}}
    hidden = {
        f"{table.__name__}.{field.name}"
        for table in tables()
        for field in (*table._meta.concrete_fields, *table._meta.many_to_many)
        if not {field.name, field.attname} & (shown.get(table, set()) | known.get(table, set()))
    }
    forgotten = sorted(field for field in hidden if not reasons(field) & HIDDEN.keys())
    assert not forgotten, f"{forgotten}: add them to a row's `serializers.py`, or to HIDDEN with a reason."
    assert HIDDEN.keys() - {reason for field in hidden for reason in reasons(field)} == set()


def test_every_row_and_short_form_with_a_text_says_in_which_language_it_is() -> None:
    languages = {
        (serializer.__name__, form, text): language in fields
        for serializer in below(RowSerializer)
        for form, fields in (("full", serializer.Meta.fields), ("brief", serializer.Meta.brief))
        for text, language in (("text", "language"), ("original_text", "original_language"))
        if text in fields
    }
    assert {
        ("ClaimBrief", "brief", "text"),
        ("StatementLink", "full", "text"),
        ("MatrixClaimSerializer", "full", "text"),
        ("FoundStatementSerializer", "full", "original_text"),
    } <= languages.keys()
    assert [row for row, said in languages.items() if not said] == []


def bodies(body: Any) -> Iterator[Any]:
    """A body, and those of the rows that are written with it."""
    yield body
    for field in body.fields.values():
        if isinstance(field, serializers.ListSerializer):
            yield from bodies(field.child)


def test_every_field_that_people_write_is_in_a_body_or_not_for_a_reason() -> None:
    written: dict[Any, set[str]] = {}
    for view in COLLECTIONS.values():
        for body in bodies(view.body_class()) if hasattr(view, "body_class") else ():
            written.setdefault(body.Meta.model, set()).update(str(field.source) for field in body.fields.values())
    missing = {
        f"{table.__name__}.{field.name}"
        for table, sources in written.items()
        for field in (*table._meta.concrete_fields, *table._meta.many_to_many)
        if field.editable and not (field.primary_key or field.generated or field.name in sources)
    }
    forgotten = sorted(missing - UNWRITTEN.keys())
    assert not forgotten, f"{forgotten}: add them to the resource's `bodies.py`, or to UNWRITTEN with a reason."
    assert UNWRITTEN.keys() - missing == set()


@pytest.mark.parametrize("collection", Collection.values)
def test_every_collection_with_a_history_has_its_endpoint(collection: str) -> None:
    assert collection in COLLECTIONS, f"{collection} has no endpoint in claims/api/resources/{collection}/views.py"
    assert collection_of(COLLECTIONS[collection].model) == collection


def reasons(field: str) -> set[str]:
    table, _, name = field.partition(".")
    return {field, f"{table}.*", f"*.{name}"}


def test_every_enumeration_can_be_filtered_by_or_not_for_a_reason() -> None:
    read = set()
    for endpoint in ENDPOINTS:
        if endpoint.collection == "search":  # its filters are those of the lists
            continue
        for variant in endpoint.view.variants(endpoint.action):
            filters, paged = variant.parameters.filters, variant.parameters.paged
            for each, _ in filters.parameters().values():
                through = filters.through.get(each.through)
                table = through.model if through else variant.serializer.Meta.model if paged else Position
                read.add(f"{table.__name__}.{each.field_name}")
    enumerations = {
        f"{table.__name__}.{field.name}" for table in tables() for field in table._meta.concrete_fields if field.choices
    }
    assert enumerations - read == UNFILTERED.keys()
