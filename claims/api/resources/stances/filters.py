"""Filters of stances."""

from claims.api.query.filters import ChoiceFilter, DateFilter, SlugFilter
from claims.api.query.filterset import RecordedFilters, Through
from claims.choices import CodingMethod, Explicitness, ReviewStatus, StancePosition, StatementStatus
from claims.models import Claim, Incident, Source, Speaker, Statement


class StanceFilters(RecordedFilters):
    through = {"incidents": Through(Statement.incidents.through, "statement", "statement")}

    speaker = SlugFilter("speaker", "stances of this speaker", Speaker)
    on_behalf_of = SlugFilter("on_behalf_of", "stances taken for this speaker", Speaker)
    statement = SlugFilter("statement", "stances of this statement", Statement)
    claim = SlugFilter("claim", "stances on this claim", Claim)
    position = ChoiceFilter("position", "stances that take this position", StancePosition)
    explicitness = ChoiceFilter("explicitness", "stances that are said, or follow from what is said", Explicitness)
    method = ChoiceFilter("method", "stances coded in this way", CodingMethod)
    review_status = ChoiceFilter(
        "review_status",
        "stances that were reviewed so; others than confirmed ones show to the editorial team",
        ReviewStatus,
    )
    status = ChoiceFilter("statement__status", "stances of statements of this status", StatementStatus)
    source = SlugFilter("statement__source", "stances that this source reports", Source)
    incident = SlugFilter("incident", "stances of statements about this incident", Incident, through="incidents")
    made_on = DateFilter("made_on", "stances taken in this time")
