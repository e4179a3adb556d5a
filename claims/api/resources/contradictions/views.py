"""Contradictions."""

from dataclasses import replace

from django.db.models import Q

from claims.api.query.parameters import Parameters
from claims.api.query.parser import Given
from claims.api.resources.contradictions.filters import ContradictionFilters, OneSideFilters
from claims.api.resources.contradictions.page import ORDER, contradictions_of_page
from claims.api.resources.contradictions.serializers import ContradictionSerializer
from claims.api.sql.plan import Subject
from claims.api.views.endpoint import Endpoint
from claims.api.views.variants import Page, has_any, values_of
from claims.choices import Capacity
from claims.models import Contradiction
from claims.querysets import Reader, RecordQuerySet


def of_those_spoken_for(given: Given) -> bool:
    """Whether the list is of contradictions in which somebody was spoken for, and of no others."""
    return set(values_of(given, "capacity")) == {Capacity.REPRESENTED}


def from_both_sides(subject: Subject, reader: Reader) -> RecordQuerySet:
    """Each contradiction from the point of view of each of both speakers, for the filters by speaker."""
    rows: RecordQuerySet = Contradiction.objects.all()
    return rows


def by_who_was_spoken_for(subject: Subject, reader: Reader) -> RecordQuerySet:
    """Each contradiction once: from the point of view of the one who was spoken for; of two, of the one who affirms."""
    once = Q(affirming=True) | Q(other_capacity=Capacity.OWN)
    return from_both_sides(subject, reader).filter(once, speaker_capacity=Capacity.REPRESENTED)


def by_who_affirms(subject: Subject, reader: Reader) -> RecordQuerySet:
    """Each contradiction once: from the point of view of the one who affirms."""
    return from_both_sides(subject, reader).filter(affirming=True)


LIST = Page(
    serializer=ContradictionSerializer,
    parameters=Parameters(
        ContradictionFilters, {"claim_created_at": "claim_created_at"}, "-claim_created_at", key=ORDER[1:]
    ),
    rows=by_who_affirms,
    page_tables=contradictions_of_page,
)


class ContradictionViewSet(Endpoint):
    """Who affirms a claim that somebody else denies, and who did both at different times.

    With `speaker`, those in which the speaker has a part; with `other` as well, those between these two. Those about
    the claim recorded last come first, and on one claim those whose positions were taken last.
    """

    collection = "contradictions"
    model = Contradiction
    reads = {
        "list": (
            replace(LIST, when=has_any("speaker"), rows=from_both_sides),
            replace(
                LIST,
                when=has_any("other"),
                rows=from_both_sides,
                parameters=replace(LIST.parameters, filters=OneSideFilters),
            ),
            replace(LIST, when=of_those_spoken_for, rows=by_who_was_spoken_for),
            LIST,
        ),
    }
