"""Filters of claims, positions and the matrix."""

from typing import Any

from django.db.models import Q

from claims.api.filters.base import (
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    FilterSet,
    LanguageFilter,
    MomentFilter,
    SlugFilter,
    Through,
    any_element,
)
from claims.choices import Aspect, Capacity, ClaimKind, StancePosition
from claims.models import Claim, CountedStance, Incident, IncidentClaim, Position, Source, Speaker, Topic


class ClaimFilters(FilterSet):
    """`speaker`, `position`, `capacity` and `made_on` mean one stance; `incident` and `aspect` mean one link."""

    through = {
        "stances": Through(CountedStance, "claim"),
        "incidents": Through(IncidentClaim, "claim"),
        "topics": Through(Claim.topics.through, "claim"),
    }

    speaker = SlugFilter("speaker", "claims on which this speaker took a position", Speaker, through="stances")
    position = ChoiceFilter("position", "claims on which this position was taken", StancePosition, through="stances")
    capacity = ChoiceFilter(
        "capacity", "claims on which a position was taken in this capacity", Capacity, through="stances"
    )
    made_on = DateFilter("made_on", "claims on which a position was taken in this time", through="stances")
    incident = SlugFilter("incident", "claims about this incident", Incident, through="incidents")
    aspect = ChoiceFilter("aspect", "claims about this aspect of an incident", Aspect, through="incidents")
    disputed = BooleanFilter("tally__disputed", "claims that somebody affirms and somebody else denies")
    topic = SlugFilter("topic", "claims of this topic", Topic, through="topics")
    kind = ChoiceFilter("kind", "claims of this kind", ClaimKind)
    language = LanguageFilter("language", "claims in this language (BCP 47)")
    checkable = BooleanFilter("checkable", "claims that evidence could settle")
    first_appearance = SlugFilter("first_appearance", "claims first known from this source", Source)
    created_at = MomentFilter("created_at", "claims recorded in this time")
    updated_at = MomentFilter("updated_at", "claims changed in this time")


class TakenFilter(ChoiceFilter):
    """A member of the array of all positions that a speaker ever took on a claim."""

    def equal(self, path: str, values: list[Any]) -> Q:
        return any_element(path, values)


class ClaimTakenFilters(ClaimFilters):
    """The same parameters but dates, answered from the positions: one row instead of all stances that led to it."""

    through = {**ClaimFilters.through, "stances": Through(Position, "claim")}

    position = TakenFilter("taken", "claims on which this position was taken", StancePosition, through="stances")


class SpeakerClaimFilters(ClaimTakenFilters):
    """The same for the claims of one speaker, along an index that has them in the order they were recorded."""

    speaker = SlugFilter("positions__speaker", "claims on which this speaker took a position", Speaker)
    position = TakenFilter("positions__taken", "claims on which this position was taken", StancePosition)
    capacity = ChoiceFilter("positions__capacity", "claims on which a position was taken in this capacity", Capacity)


class PositionFilters(FilterSet):
    position = ChoiceFilter("position", "this current position", StancePosition)
    changed = BooleanFilter("changed", "positions that changed")
    capacity = ChoiceFilter("capacity", "positions in this capacity", Capacity)


class SpeakerPositionFilters(PositionFilters):
    through = {"incidents": Through(IncidentClaim, "claim", "claim")}

    claim = SlugFilter("claim", "the position on this claim", Claim)
    incident = SlugFilter("incident", "positions on claims about this incident", Incident, through="incidents")
    aspect = ChoiceFilter("aspect", "positions on claims about this aspect", Aspect, through="incidents")


class ClaimPositionFilters(PositionFilters):
    speaker = SlugFilter("speaker", "the position of this speaker", Speaker)


class ThenFilters(PositionFilters):
    """The same parameters, read as they were on the day that `as_of` names."""

    position = ChoiceFilter("then_position", "the position then", StancePosition)
    changed = BooleanFilter("then_changed", "positions that had changed by then")


class SpeakerPositionThenFilters(ThenFilters, SpeakerPositionFilters):
    pass


class ClaimPositionThenFilters(ThenFilters, ClaimPositionFilters):
    pass


class MatrixFilters(PositionFilters):
    through = {"incidents": Through(IncidentClaim, "claim", "claim")}

    aspect = ChoiceFilter("aspect", "claims about this aspect of the incident", Aspect, through="incidents")
