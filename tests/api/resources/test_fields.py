"""Every field of every table is shown or hidden, and every enumeration has a filter or a reason."""

from collections.abc import Iterator
from typing import Any

from django.db import models

from claims.api.sql.rows import RowSerializer
from claims.models import Claim, ClaimRelation, ClaimTally, Position
from claims.querysets import THEN
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
    "SpeakerIdentifier.*": "The database's copy of Speaker.identifiers, which is shown.",
    "IncidentKind.*": "Shown by its key, as the kind of an incident.",
    "Change.transaction": "For sorting.",
    "Change.row_id": "Primary keys stay inside the database.",
    "Change.kind": "Readers are shown what happened to what they may see; the team, in a history, this.",
    "Correction.editor": "Members of the editorial team are not public.",
    "Change.user": "Members of the editorial team are not public.",
    **dict.fromkeys(("Change.old", "Change.new"), "Shown as `changes`, without what is not public."),
    "Position.taken": "For filtering; the positions are in its timeline.",
    "Position.claim_created_at": "For sorting; it is shown as the claim's own `created_at`.",
    "Stance.made_on": "For sorting; it is shown as the statement's own `made_on`.",
    "Stance.speaker": "For looking up; it is shown as the statement's own `speaker`.",
    "Stance.on_behalf_of": "For looking up; it is shown as the statement's own `on_behalf_of`.",
    "Redirect.merged_by": "Members of the editorial team are not public.",
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
    **dict.fromkeys(
        [
            *("Affiliation.start_date_precision", "Affiliation.end_date_precision", "Incident.start_date_precision"),
            *("Incident.end_date_precision", "Source.published_on_precision", "Statement.made_on_precision"),
        ],
        "Says how exactly a date is known, which nobody asks for without the date.",
    ),
    "Change.kind": "Readers ask for what happened to what they may see.",
    "ClaimRelation.kind": "Relations are shown with a claim, and not listed by themselves.",
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
    known = {Claim: {"tally"}, ClaimTally: {"disputed"}, ClaimRelation: {"claim", "other"}}
    hidden = {
        f"{table.__name__}.{field.name}"
        for table in tables()
        for field in (*table._meta.concrete_fields, *table._meta.many_to_many)
        if not {field.name, field.attname} & (shown.get(table, set()) | known.get(table, set()))
    }
    assert {field for field in hidden if not reasons(field) & HIDDEN.keys()} == set()
    assert HIDDEN.keys() - {reason for field in hidden for reason in reasons(field)} == set()


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
                read.add(f"{table.__name__}.{each.field_name.removeprefix(THEN)}")
    enumerations = {
        f"{table.__name__}.{field.name}" for table in tables() for field in table._meta.concrete_fields if field.choices
    }
    assert enumerations - read == UNFILTERED.keys()
