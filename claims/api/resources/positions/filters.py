"""Filters of positions: which mean those of the day that `as_of` names, where it is given."""

from typing import Any

from django.db.models import Q, Value

from claims.api.query.filters import AsOfFilter, BooleanFilter, ChoiceFilter, SlugFilter
from claims.api.query.filterset import FilterSet, Through
from claims.choices import Aspect, Capacity, PositionChange, StancePosition
from claims.models import Claim, Incident, IncidentClaim, Speaker

AS_OF = (
    "Positions as they were at the end of this day; a statement that is dated vaguely counts from the first day of its "
    "period. The filters and orderings then mean the positions of that day"
)


class ChangeFilter(ChoiceFilter):
    """How far a position changed. Few did: the condition names them as the indexes of changed positions do."""

    slot = None

    def equal(self, path: str, values: list[Any]) -> Q:
        some = Q(changed=True) if PositionChange.NONE not in values else Q()
        return some & super().equal(path, [Value(value) for value in values])


class PositionFilters(FilterSet):
    position = ChoiceFilter("position", "this current position", StancePosition)
    changed = BooleanFilter("changed", "positions that changed")
    change = ChangeFilter("change", "positions that changed so far", PositionChange)
    capacity = ChoiceFilter("capacity", "positions in this capacity", Capacity)


class SpeakerPositionFilters(PositionFilters):
    """What positions of a speaker are filtered by."""

    through = {"incidents": Through(IncidentClaim, "claim", "claim")}

    claim = SlugFilter("claim", "the position on this claim", Claim)
    incident = SlugFilter("incident", "positions on claims about this incident", Incident, through="incidents")
    aspect = ChoiceFilter("aspect", "positions on claims about this aspect", Aspect, through="incidents")
    as_of = AsOfFilter("", AS_OF)


class ClaimPositionFilters(PositionFilters):
    """What positions on a claim are filtered by."""

    speaker = SlugFilter("speaker", "the position of this speaker", Speaker)
    as_of = AsOfFilter("", AS_OF)
