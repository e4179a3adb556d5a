"""Filters of contradictions."""

from typing import Any, ClassVar

from django.db.models import Q

from claims.api.query.filters import ChoiceFilter, SlugFilter
from claims.api.query.filterset import FilterSet, Through
from claims.api.resources.claims.filters import ClaimFilters
from claims.choices import Aspect, Capacity, ContradictionKind
from claims.models import Claim, Incident, IncidentClaim, Speaker, Topic


class OneSpeakerFilter(SlugFilter):
    """One speaker. With several, a contradiction between two of them would be there twice."""

    lookups = ("exact",)
    single = True


class IndexedFilter(ChoiceFilter):
    """A choice that decides by which index contradictions are found, so that it is part of the SQL."""

    slot: ClassVar[None] = None

    def equal(self, path: str, values: list[Any]) -> Q:
        return Q(**{f"{path}__in": values})


class ContradictionFilters(FilterSet):
    """`incident` and `aspect` mean one link, as they do for claims."""

    through = {
        "incidents": Through(IncidentClaim, "claim", "claim"),
        "topics": Through(Claim.topics.through, "claim", "claim"),
    }

    speaker = OneSpeakerFilter("speaker", "contradictions in which this speaker has a part", Speaker)
    other = OneSpeakerFilter(
        "other",
        "those in which this speaker has the other part; the same one as `speaker` for changes of mind",
        Speaker,
    )
    kind = IndexedFilter("kind", "contradictions of this kind", ContradictionKind)
    capacity = IndexedFilter("capacity", "contradictions in this capacity", Capacity)
    claim = SlugFilter("claim", "contradictions about this claim", Claim)
    incident = SlugFilter("incident", "contradictions about claims about this incident", Incident, through="incidents")
    aspect = ChoiceFilter(
        "aspect", "contradictions about claims about this aspect of an incident", Aspect, through="incidents"
    )
    topic = SlugFilter("topic", "contradictions about claims of this topic", Topic, through="topics")


class OneSideFilters(ContradictionFilters):
    """The same where `other` is given alone: it means what `speaker` means."""

    other = OneSpeakerFilter("speaker", "contradictions in which this speaker has a part", Speaker)


class ContradictedClaimFilters(FilterSet):
    """Those of these filters that select claims."""

    through = ClaimFilters.through

    claim = SlugFilter("pk", "this claim", Claim)
    incident = ClaimFilters.base_filters["incident"]
    aspect = ClaimFilters.base_filters["aspect"]
    topic = ClaimFilters.base_filters["topic"]
