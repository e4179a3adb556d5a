"""Claims, and the questions that are asked of one."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request

from claims.api.query.parameters import Parameters
from claims.api.query.parser import Given
from claims.api.query.shape import QueryShape
from claims.api.resources.claims.bodies import ClaimBody
from claims.api.resources.claims.filters import ByPositionsFilters, ClaimFilters, OneSpeakerFilters
from claims.api.resources.claims.repetition import RepetitionOfClaim, RepetitionSerializer
from claims.api.resources.claims.serializers import ClaimDetailSerializer, ClaimSerializer, PlainClaimSerializer
from claims.api.resources.positions.filters import ClaimPositionFilters
from claims.api.resources.positions.serializers import COUNTED
from claims.api.resources.positions.views import position_variants
from claims.api.resources.reviews.serializers import ReviewSerializer
from claims.api.resources.reviews.views import REVIEW_PARAMETERS
from claims.api.resources.stances.serializers import StanceSerializer
from claims.api.resources.stances.views import STANCE_PARAMETERS
from claims.api.sql.plan import Subject
from claims.api.views.linked import schema_org
from claims.api.views.mergeable import ComparedEndpoint
from claims.api.views.variants import Page, Row, SubjectPage, has_any, values_of, visible_rows
from claims.models import Claim, Review, Stance
from claims.querysets import ClaimQuerySet, Reader

SPEAKER = ("speaker", "speaker__in")
of_speakers = has_any(*SPEAKER)
by_day = has_any("made_on", "made_on__gte", "made_on__gt", "made_on__lte", "made_on__lt")


def of_one_speaker(query: Given) -> bool:
    """Whether a list is asked for by one speaker, in the order of an index that has a speaker's claims together."""
    in_order = query.get("ordering", "created_at").removeprefix("-") == "created_at"
    return len(values_of(query, "speaker")) == 1 and in_order and not by_day(query)


def both(one: Callable[[Given], bool], other: Callable[[Given], bool]) -> Callable[[Given], bool]:
    return lambda query: one(query) and other(query)


def claims_along_positions(subject: Subject, reader: Reader) -> ClaimQuerySet:
    """All claims, for filters and an ordering that read the positions on them."""
    rows: ClaimQuerySet = visible_rows(subject, reader)  # type: ignore[assignment]
    return rows.distinct_along_positions()


def stances_on_claim(subject: Subject, reader: Reader) -> Any:
    """The stances on the claim that the address names."""
    return Stance.objects.visible_to(reader).filter(claim=subject.key)


def reviews_of_claim(subject: Subject, reader: Reader) -> Any:
    """The reviews of the claim that the address names."""
    return Review.objects.visible_to(reader).filter(claim=subject.key)


def positions_of_speakers(shape: QueryShape) -> Mapping[str, Q]:
    """The condition on the nested list `positions`: it shows the speakers that the request names."""
    speakers = [slot for name, slots in shape.slots(ClaimFilters).items() if name in SPEAKER for slot in slots]
    return {"positions": ClaimFilters.base_filters["speaker"].condition("exact", speakers)} if speakers else {}


# Asked for by day, claims are found by their stances; else by the positions that follow from the stances: one row
# instead of all stances of a speaker on a claim.
BY_STANCES = Parameters(
    ClaimFilters, {"slug": "slug", "created_at": "created_at", "updated_at": "updated_at"}, "-created_at"
)
BY_POSITIONS = replace(BY_STANCES, filters=ByPositionsFilters)
BY_POSITIONS_OF_ONE_SPEAKER = Parameters(
    OneSpeakerFilters, {"created_at": "positions__claim_created_at"}, "-created_at", key="positions__claim"
)
# The statements in which a claim appears, as its page shows them.
APPEARANCES = f"{COUNTED}&ordering=-made_on&limit=20"


class ClaimViewSet(ComparedEndpoint):
    """Propositions without a speaker, with the number of speakers who hold each position on them."""

    collection = "claims"
    route_order = 10
    model = Claim
    body_class = ClaimBody
    summaries = {
        "positions": "List the positions of all speakers on one claim",
        "stances": "List the stances on one claim: who said what, when, in which words",
        "reviews": "List the reviews of one claim: who found out what about it",
        "repetition": "Read how often one claim was repeated, when first and last, and by whom",
    }
    compared = "text"
    reads = {
        "list": (
            Page(
                when=of_one_speaker,
                serializer=ClaimSerializer,
                parameters=BY_POSITIONS_OF_ONE_SPEAKER,
                rows=claims_along_positions,
                narrow=positions_of_speakers,
            ),
            Page(
                when=both(of_speakers, by_day),
                serializer=ClaimSerializer,
                parameters=BY_STANCES,
                narrow=positions_of_speakers,
            ),
            Page(
                when=of_speakers,
                serializer=ClaimSerializer,
                parameters=BY_POSITIONS,
                narrow=positions_of_speakers,
            ),
            Page(when=by_day, serializer=PlainClaimSerializer, parameters=BY_STANCES),
            Page(serializer=PlainClaimSerializer, parameters=BY_POSITIONS),
        ),
        "retrieve": (Row(serializer=ClaimDetailSerializer, documents=(schema_org("claim", stances=APPEARANCES),)),),
        "stances": (SubjectPage(serializer=StanceSerializer, parameters=STANCE_PARAMETERS, rows=stances_on_claim),),
        "reviews": (SubjectPage(serializer=ReviewSerializer, parameters=REVIEW_PARAMETERS, rows=reviews_of_claim),),
        "positions": position_variants("claim", "speaker", ClaimPositionFilters),
        "repetition": (RepetitionOfClaim(serializer=RepetitionSerializer),),
    }

    @action(detail=True)
    def stances(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Who took which position on this claim, when, in which role, in which words."""
        return self.answer()

    @action(detail=True)
    def positions(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Where every speaker stands on this claim, or with `as_of` stood on it at the end of a day."""
        return self.answer()

    @action(detail=True)
    def reviews(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Who rated this claim how, when and where, the latest review first."""
        return self.answer()

    @action(detail=True)
    def repetition(self, request: Request, **kwargs: Any) -> HttpResponse:
        """How often each committal position on this claim was taken, when first and last, and by whom most often.

        Only who spoke is counted, not for whom. Of each position, the latest 10,000 stances are.
        """
        return self.answer()
