"""Filters of claims: by stances where a day is asked for, else by the positions that follow from the stances."""

from typing import Any

from django.db.models import Q

from claims.api.query.filters import (
    BooleanFilter,
    ChoiceFilter,
    DateFilter,
    LanguageFilter,
    SlugFilter,
)
from claims.api.query.filterset import RecordedFilters, Through
from claims.choices import Agreement, Aspect, Capacity, ClaimKind, PublicationStatus, StancePosition, Verdict
from claims.models import (
    Claim,
    ClaimRelation,
    CountedStance,
    Incident,
    IncidentClaim,
    Position,
    Review,
    Source,
    Speaker,
    Topic,
)


class PublishedVerdictFilter(ChoiceFilter):
    """The verdict of a published review, for the team as well, which sees other reviews too."""

    def equal(self, path: str, values: list[Any]) -> Q:
        return super().equal(path, values) & Q(status=PublicationStatus.PUBLISHED)


class ClaimFilters(RecordedFilters):
    """`speaker`, `position`, `capacity` and `made_on` mean one stance; `incident` and `aspect` mean one link."""

    through = {
        "stances": Through(CountedStance, "claim"),
        "incidents": Through(IncidentClaim, "claim"),
        "reviews": Through(Review, "claim"),
        "topics": Through(Claim.topics.through, "claim"),
        "relations": Through(ClaimRelation, "claim"),
        "relations_to": Through(ClaimRelation, "other"),
    }

    speaker = SlugFilter("speaker", "claims on which this speaker took a position", Speaker, through="stances")
    position = ChoiceFilter("position", "claims on which this position was taken", StancePosition, through="stances")
    capacity = ChoiceFilter(
        "capacity", "claims on which a position was taken in this capacity", Capacity, through="stances"
    )
    made_on = DateFilter("made_on", "claims on which a position was taken in this time", through="stances")
    incident = SlugFilter("incident", "claims about this incident", Incident, through="incidents", nullable=True)
    aspect = ChoiceFilter("aspect", "claims about this aspect of an incident", Aspect, through="incidents")
    disputed = BooleanFilter("tally__disputed", "claims that somebody affirms and somebody else denies")
    verdict = PublishedVerdictFilter(
        "verdict", "claims that a published review says this of", Verdict, through="reviews"
    )
    agreement = ChoiceFilter("tally__agreement", "claims whose published reviews agree so", Agreement)
    topic = SlugFilter("topic", "claims of this topic", Topic, through="topics", nullable=True)
    relates_to = SlugFilter("other", "claims that bear on this one", Claim, through="relations")
    related_from = SlugFilter("claim", "claims that this one bears on", Claim, through="relations_to")
    kind = ChoiceFilter("kind", "claims of this kind", ClaimKind)
    language = LanguageFilter("language", "claims in this language (BCP 47)")
    checkable = BooleanFilter("checkable", "claims that evidence could settle")
    first_appearance = SlugFilter("first_appearance", "claims first known from this source", Source, nullable=True)


class TakenFilter(ChoiceFilter):
    """A member of the array of all positions that a speaker ever took on a claim."""

    def equal(self, path: str, values: list[Any]) -> Q:
        return Q(**{f"{path}__overlap": values})


class ByPositionsFilters(ClaimFilters):
    """The same parameters, answered from the positions: one row instead of all stances that it follows from.

    `made_on` needs the stances.
    """

    through = {**ClaimFilters.through, "stances": Through(Position, "claim")}

    position = TakenFilter("taken", "claims on which this position was taken", StancePosition, through="stances")


class OneSpeakerFilters(ByPositionsFilters):
    """The same for the claims of one speaker, by the index of positions that has them in the order of recording."""

    speaker = SlugFilter("positions__speaker", "claims on which this speaker took a position", Speaker)
    position = TakenFilter("positions__taken", "claims on which this position was taken", StancePosition)
    capacity = ChoiceFilter("positions__capacity", "claims on which a position was taken in this capacity", Capacity)
