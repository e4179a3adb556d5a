"""Filters of corrections."""

from claims.api.filters.base import ChoiceFilter, FilterSet, MomentFilter, SlugFilter, Through
from claims.choices import StatementStatus
from claims.models import Incident, Source, Speaker, Statement


class CorrectionFilters(FilterSet):
    through = {"incidents": Through(Statement.incidents.through, "statement", "statement")}

    statement = SlugFilter("statement", "corrections of this statement", Statement)
    replacement = SlugFilter("replacement", "corrections by which this statement replaces another one", Statement)
    speaker = SlugFilter("statement__speaker", "corrections of what this speaker said", Speaker)
    source = SlugFilter("statement__source", "corrections of what this source reports", Source)
    incident = SlugFilter("incident", "corrections of statements about this incident", Incident, through="incidents")
    status = ChoiceFilter("status", "corrections after which the statement had this status", StatementStatus)
    corrected_at = MomentFilter("corrected_at", "corrections made in this time")
    created_at = MomentFilter("created_at", "corrections recorded in this time")
    updated_at = MomentFilter("updated_at", "corrections recorded, or put in better words, in this time")
