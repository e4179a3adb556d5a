"""Filters of incidents."""

from claims.api.query.filters import ChoiceFilter, CountryFilter, DateFilter, SlugFilter
from claims.api.query.filterset import CreatedFilters, Through
from claims.choices import ActorRole, IncidentStatus, Precision
from claims.models import Claim, Incident, IncidentActor, IncidentClaim, IncidentKind, Speaker, Statement


class IncidentFilters(CreatedFilters):
    through = {
        "actors": Through(IncidentActor, "incident"),
        "claims": Through(IncidentClaim, "incident"),
        "statements": Through(Statement.incidents.through, "incident"),
    }

    kind = SlugFilter("kind", "incidents of this kind", IncidentKind)
    status = ChoiceFilter("status", "incidents of this status", IncidentStatus)
    country = CountryFilter("countries", "incidents in this country", array=True, nullable=True)
    part_of = SlugFilter("part_of", "incidents that belong to this wider pattern", Incident, nullable=True)
    actor = SlugFilter(
        "speaker", "incidents in which this speaker had a part", Speaker, through="actors", nullable=True
    )
    actor_role = ChoiceFilter("role", "incidents in which somebody had this part", ActorRole, through="actors")
    claim = SlugFilter("claim", "incidents that this claim is about", Claim, through="claims", nullable=True)
    statement = SlugFilter("statement", "incidents that this statement is about", Statement, through="statements")
    start_date = DateFilter("start_date", "incidents that began in this time", nullable=True)
    start_date_precision = ChoiceFilter("start_date_precision", "incidents whose start is known so exactly", Precision)
    end_date = DateFilter("end_date", "incidents that ended in this time", nullable=True)
    end_date_precision = ChoiceFilter("end_date_precision", "incidents whose end is known so exactly", Precision)
