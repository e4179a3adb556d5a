"""Filters of corrections."""

from claims.api.query.filters import ChoiceFilter, MomentFilter, SlugFilter
from claims.api.query.filterset import RecordedFilters, Through
from claims.choices import StatementStatus
from claims.models import Incident, Source, Speaker, Statement


class CorrectionFilters(RecordedFilters):
    through = {"incidents": Through(Statement.incidents.through, "statement", "statement")}

    statement = SlugFilter("statement", "corrections of this statement", Statement)
    replacement = SlugFilter(
        "replacement", "corrections by which this statement replaces another one", Statement, nullable=True
    )
    speaker = SlugFilter("statement__speaker", "corrections of what this speaker said", Speaker)
    source = SlugFilter("statement__source", "corrections of what this source reports", Source)
    incident = SlugFilter("incident", "corrections of statements about this incident", Incident, through="incidents")
    status = ChoiceFilter("status", "corrections after which the statement had this status", StatementStatus)
    corrected_at = MomentFilter("corrected_at", "corrections made in this time")
