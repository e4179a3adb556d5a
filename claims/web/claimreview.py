"""Our own published reviews as a feed of `ClaimReview`, for aggregators: https://datacommons.org/factcheck/download.

An element has what the page of the review says for programs (`claims.web.structured`). The feed is a stream of one
snapshot; one that breaks off is no JSON, since nothing closes its list.
"""

import json
import logging
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from functools import cache
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from claims.api.http.conditions import revalidated
from claims.api.http.problems import unavailable
from claims.api.query.shape import QueryShape
from claims.api.resources.reviews.serializers import ReviewSerializer
from claims.api.resources.reviews.views import REVIEW_PARAMETERS
from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.sql.compile import RowCompiler
from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import ROOT_KEY, ROW, Plan, page_plan
from claims.api.sql.rows import API_ROOT, RowSerializer
from claims.api.sql.snapshot import batches
from claims.api.streams.places import NoPlace, places
from claims.api.streams.response import sent
from claims.choices import Capacity, Role, StancePosition
from claims.models import Position, Review
from claims.web.page import ROWS, canonical, refused
from claims.web.structured import Node, claim_review, filled, page_of

LOGGER = logging.getLogger(__name__)
HEADERS = {
    "Content-Type": "application/ld+json",
    "Content-Disposition": 'attachment; filename="claimreview.json"',
}
# The same positions, in the same order, as the page of a review reads (`claims.web.pages.ReviewPage`).
AFFIRMING = f"""
    SELECT * FROM claims_position p
    WHERE p.claim_id = {{alias}}.claim_id
        AND p.position = '{StancePosition.AFFIRMS}' AND p.capacity = '{Capacity.OWN}'
    ORDER BY p.stance_count DESC, p.id DESC LIMIT {ROWS}
"""  # noqa: S608 - no values


class AffirmingSerializer(RowSerializer):
    """A speaker who affirms the claim."""

    speaker = SpeakerBrief()

    class Meta(RowSerializer.Meta):
        model = Position
        fields = ("speaker",)


class FedReviewSerializer(ReviewSerializer):
    """A review with those who affirm its claim."""

    affirms = AffirmingSerializer(many=True)

    class Meta(ReviewSerializer.Meta):
        fields: ClassVar[tuple[str, ...]] = (*ReviewSerializer.Meta.fields, "affirms")


@cache
def plan() -> Plan:
    """The plan of all our own reviews that everybody may see, sorted as their list is: the last published first."""
    rows = Review.objects.filter(own=True).visible_to(Role.READER)
    compiler = RowCompiler(Role.READER, chosen={"affirms": lambda alias: Fragment(AFFIRMING.format(alias=alias))})
    return page_plan(
        rows,
        compiler.row(FedReviewSerializer(), ROW),
        REVIEW_PARAMETERS.ordering(Review, REVIEW_PARAMETERS.default_ordering),
        QueryShape(form="ndjson"),
        REVIEW_PARAMETERS.filters,
        reader=Role.READER,
    )


@require_safe
def claimreview(request: HttpRequest) -> HttpResponseBase:
    """The feed; to HEAD, its headers."""
    if problem := refused(request):
        return problem
    try:
        return opened(request)
    except NoPlace as full:
        return unavailable(request, str(full.detail), full.wait)


def opened(request: HttpRequest) -> HttpResponse:
    """The response whose body is composed while it is sent.

    Raises:
        NoPlace: too many streams are being sent.
    """
    with ExitStack() as stack:
        stack.callback(places.give_back, places.take())
        results = batches(plan(), {ROOT_KEY: request.build_absolute_uri(API_ROOT)})
        stack.callback(results.close)
        first = next(results)
        response: HttpResponse = revalidated(
            request, sent(parts(canonical(request), reviews(first, results)), stack, request, HEADERS)
        )
        return response


def reviews(first: Any, rest: Iterable[Any]) -> Iterator[list[Any]]:
    """The reviews of each of libpq's results. The first row of the first one is the header."""
    yield [json.loads(first.get_value(row, 0)) for row in range(1, first.ntuples)]
    for each in rest:
        yield [json.loads(each.get_value(row, 0)) for row in range(each.ntuples)]


def parts(address: str, read: Iterable[list[Any]]) -> Iterator[bytes]:
    """The parts of the feed at an address: its beginning, elements one a line, and what closes it."""
    feed = json.dumps({"@context": "https://schema.org", **filled("DataFeed", url=address)})
    count = 0
    try:
        yield f'{feed.removesuffix("}")}, "dataFeedElement": ['.encode()
        for some in read:
            yield "".join(
                f"{',' if number else ''}\n{json.dumps(element(each))}" for number, each in enumerate(some, count)
            ).encode()
            count += len(some)
        yield b"\n]}\n"
    except Exception:
        LOGGER.warning("The feed of reviews broke off after %d.", count)
        raise


def element(row: Mapping[str, Any]) -> Node:
    """An element of the feed: a review, with when it was recorded and changed."""
    return filled(
        "DataFeedItem",
        url=page_of(row),
        dateCreated=row["created_at"],
        dateModified=row["updated_at"],
        item=[claim_review(row, [each["speaker"] for each in row["affirms"]])],
    )
