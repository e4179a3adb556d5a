"""Filters of incidents."""

from claims.api.query.filters import ChoiceFilter, CountryFilter, DateFilter, SlugFilter
from claims.api.query.filterset import CreatedFilters, Through
from claims.choices import ActorRole, IncidentStatus
from claims.models import Claim, Incident, IncidentActor, IncidentClaim, IncidentKind, Speaker


class IncidentFilters(CreatedFilters):
    through = {
        "actors": Through(IncidentActor, "incident"),
        "claims": Through(IncidentClaim, "incident"),
    }

    kind = SlugFilter("kind", "incidents of this kind", IncidentKind)
    status = ChoiceFilter("status", "incidents of this status", IncidentStatus)
    country = CountryFilter("countries", "incidents in this country", array=True)
    part_of = SlugFilter("part_of", "incidents that belong to this wider pattern", Incident)
    actor = SlugFilter("speaker", "incidents in which this speaker had a part", Speaker, through="actors")
    actor_role = ChoiceFilter("role", "incidents in which somebody had this part", ActorRole, through="actors")
    claim = SlugFilter("claim", "incidents that this claim is about", Claim, through="claims")
    start_date = DateFilter("start_date", "incidents that began in this time")
    end_date = DateFilter("end_date", "incidents that ended in this time")
