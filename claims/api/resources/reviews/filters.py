"""Filters of reviews."""

from claims.api.query.filters import BooleanFilter, ChoiceFilter, DateFilter, LanguageFilter, SlugFilter, TextFilter
from claims.api.query.filterset import RecordedFilters, Through
from claims.api.resources.sources.filters import AddressFilter
from claims.choices import ClaimKind, PublicationStatus, Verdict
from claims.models import Claim, Incident, IncidentClaim, Position, Speaker


class ReviewFilters(RecordedFilters):
    through = {
        "positions": Through(Position, "claim", "claim"),
        "incidents": Through(IncidentClaim, "claim", "claim"),
    }

    claim = SlugFilter("claim", "reviews of this claim", Claim)
    kind = ChoiceFilter("claim__kind", "reviews of claims of this kind", ClaimKind)
    author = TextFilter("author", "reviews by this publisher or person")
    external_url = AddressFilter("url", "the reviews at this address, in any spelling", nullable=True)
    verdict = ChoiceFilter("verdict", "reviews that come to this verdict", Verdict)
    own = BooleanFilter("own", "reviews of our own")
    status = ChoiceFilter(
        "status",
        "reviews that are so far; others than published ones show to the editorial team",
        PublicationStatus,
    )
    language = LanguageFilter("language", "reviews in this language (BCP 47)", nullable=True)
    published_on = DateFilter("published_on", "reviews that appeared in this time", nullable=True)
    speaker = SlugFilter(
        "speaker", "reviews of claims on which this speaker took a position", Speaker, through="positions"
    )
    incident = SlugFilter("incident", "reviews of claims about this incident", Incident, through="incidents")
