"""Filters of positions: as they are now, and as they were on a day."""

from claims.api.query.filters import AsOfFilter, BooleanFilter, ChoiceFilter, SlugFilter
from claims.api.query.filterset import FilterSet, Through
from claims.choices import Aspect, Capacity, StancePosition
from claims.models import Claim, Incident, IncidentClaim, Speaker

AS_OF = (
    "Positions as they were at the end of this day; a statement that is dated vaguely counts from the first day of its "
    "period. The filters and orderings then mean the positions of that day"
)


class PositionFilters(FilterSet):
    position = ChoiceFilter("position", "this current position", StancePosition)
    changed = BooleanFilter("changed", "positions that changed")
    capacity = ChoiceFilter("capacity", "positions in this capacity", Capacity)


class PositionThenFilters(PositionFilters):
    """The same parameters, read from the annotations of `PositionQuerySet.as_of`."""

    position = ChoiceFilter("then_position", "the position then", StancePosition)
    changed = BooleanFilter("then_changed", "positions that had changed by then")


class OfSpeaker(FilterSet):
    """What positions of a speaker are also filtered by."""

    through = {"incidents": Through(IncidentClaim, "claim", "claim")}

    claim = SlugFilter("claim", "the position on this claim", Claim)
    incident = SlugFilter("incident", "positions on claims about this incident", Incident, through="incidents")
    aspect = ChoiceFilter("aspect", "positions on claims about this aspect", Aspect, through="incidents")
    as_of = AsOfFilter("", AS_OF)


class OnClaim(FilterSet):
    """What positions on a claim are also filtered by."""

    speaker = SlugFilter("speaker", "the position of this speaker", Speaker)
    as_of = AsOfFilter("", AS_OF)


class SpeakerPositionFilters(OfSpeaker, PositionFilters):
    pass


class SpeakerPositionThenFilters(OfSpeaker, PositionThenFilters):
    pass


class ClaimPositionFilters(OnClaim, PositionFilters):
    pass


class ClaimPositionThenFilters(OnClaim, PositionThenFilters):
    pass
