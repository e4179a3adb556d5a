"""Contradictions."""

from dataclasses import replace

from claims.api.query.parameters import Parameters
from claims.api.query.parser import Given
from claims.api.resources.contradictions.filters import ContradictionFilters, OneSideFilters
from claims.api.resources.contradictions.page import ORDER, contradictions_of_page
from claims.api.resources.contradictions.serializers import ContradictionSerializer
from claims.api.sql.plan import Subject
from claims.api.views.endpoint import Endpoint
from claims.api.views.variants import Page, has_any
from claims.models import Contradiction
from claims.querysets import Reader, RecordQuerySet

PARAMETERS = Parameters(
    ContradictionFilters, {"claim_created_at": "claim_created_at"}, "-claim_created_at", key=ORDER[1:]
)


def each_once(subject: Subject, reader: Reader) -> RecordQuerySet:
    """Each contradiction once: from the point of view of the one who affirms."""
    return Contradiction.objects.filter(affirming=True)


def from_both_sides(subject: Subject, reader: Reader) -> RecordQuerySet:
    """Each contradiction from the point of view of each of both speakers, for the filters by speaker."""
    return Contradiction.objects.all()


class ContradictionViewSet(Endpoint):
    """Who affirms a claim that somebody else denies, and who did both at different times.

    With `speaker`, those in which the speaker has a part; with `other` as well, those between these two. They are
    sorted by when the claim was recorded, and on one claim those whose positions were taken last come first.
    """

    collection = "contradictions"
    model = Contradiction
    reads = {
        "list": (
            Page(
                when=has_any("speaker"),
                serializer=ContradictionSerializer,
                parameters=PARAMETERS,
                rows=from_both_sides,
                page_tables=contradictions_of_page,
            ),
            Page(
                when=has_any("other"),
                serializer=ContradictionSerializer,
                parameters=replace(PARAMETERS, filters=OneSideFilters),
                rows=from_both_sides,
                page_tables=contradictions_of_page,
            ),
            Page(
                serializer=ContradictionSerializer,
                parameters=PARAMETERS,
                rows=each_once,
                page_tables=contradictions_of_page,
            ),
        ),
    }
