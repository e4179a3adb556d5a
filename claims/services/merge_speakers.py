"""Merging speakers: their affiliations, statements and roles in incidents."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q, Value

from claims.models import Affiliation, IncidentActor, Speaker, Statement
from claims.models.base import period_end
from claims.querysets import is_same
from claims.services.moves import Moves, recorded_twice

SIDES = (("person", "organization"), ("organization", "person"))
# Two affiliations with the same person, organisation, role and these columns are the same.
PERIOD = ("start_date", "start_date_precision", "end_date", "end_date_precision", "former")


def speaker_conflicts(kept: Speaker, merged: Speaker) -> list[str]:
    """A sentence for each reason why the speakers cannot be merged."""
    if kept.kind != merged.kind:
        first, second = (str(each.get_kind_display()).partition(",")[0] for each in (kept, merged))
        return [f"“{kept}” is {first}, “{merged}” {second}."]
    schemes = kept.identifiers.keys() & merged.identifiers.keys()
    for_each_other = Statement.objects.filter(
        Q(speaker=kept, on_behalf_of=merged) | Q(speaker=merged, on_behalf_of=kept)
    )
    return [
        *(
            f"“{kept}” has the {scheme} identifier {kept.identifiers[scheme]}, “{merged}” {merged.identifiers[scheme]}."
            for scheme in sorted(schemes)
            if kept.identifiers[scheme] != merged.identifiers[scheme]
        ),
        *(f"Statement “{said}” was made by one of them on behalf of the other." for said in for_each_other),
        *recorded_twice("speaker", "source", kept, merged),
        *(
            f"Affiliations {own.pk} and {other.pk} overlap: “{own}” and “{other}”."
            for own, other in roles_in_common(kept, merged)
            if not same_period(own, other) and overlap(own, other)
        ),
    ]


def roles_in_common(kept: Speaker, merged: Speaker) -> Iterator[tuple[Affiliation, Affiliation]]:
    """Pairs of affiliations that would have the same person, organisation and role after the merge."""
    rows = Affiliation.objects.annotate(last_day=period_end("end_date")).order_by("pk")
    for side, opposite in SIDES:
        for other in rows.filter(**{side: merged}):
            equal = {side: kept, opposite: getattr(other, opposite), "former": other.former}
            yield from ((own, other) for own in rows.filter(is_same("role", Value(other.role)), **equal))


def same_period(own: Affiliation, other: Affiliation) -> bool:
    return all(getattr(own, name) == getattr(other, name) for name in PERIOD)


def overlap(own: Affiliation, other: Affiliation) -> bool:
    """Whether two affiliations overlap. Former ones have no dates, so any two of them do."""
    if own.former:
        return True
    return begins_by(own, other) and begins_by(other, own)


def begins_by(own: Affiliation, other: Affiliation) -> bool:
    """Whether one affiliation began before the other one ended, or on that day."""
    start: date | None = own.start_date
    end: date | None = other.last_day  # type: ignore[attr-defined]
    return start is None or end is None or start <= end


def move_speaker(moves: Moves) -> None:
    """Moves all references. Of the same affiliation of both, one stays, with the statements that were made in it."""
    roles_of_both = roles_in_common(moves.kept, moves.merged)
    equal = {other.pk: own.pk for own, other in roles_of_both if same_period(own, other)}
    for role, twin in equal.items():
        moves.point(Statement.objects.filter(affiliation=role), "affiliation", role, twin)
    moves.drop(Affiliation, equal)
    for side, _ in SIDES:
        moves.move(Affiliation, side)
    moves.move(Statement, "speaker")
    moves.move(Statement, "on_behalf_of")
    moves.move(IncidentActor, "speaker", "incident", "role")
