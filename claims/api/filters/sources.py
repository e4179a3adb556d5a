"""Filters of sources, topics and incidents."""

from django.db.models import Q

from claims.api.filters.base import (
    BooleanFilter,
    ChoiceFilter,
    CountryFilter,
    DateFilter,
    FilterSet,
    LanguageFilter,
    MomentFilter,
    SlugFilter,
    TextFilter,
    Through,
)
from claims.choices import ActorRole, IncidentStatus, SourceKind
from claims.models import Claim, Incident, IncidentActor, IncidentClaim, IncidentKind, Speaker, Topic


class SourceFilters(FilterSet):
    kind = ChoiceFilter("kind", "sources of this kind", SourceKind)
    external_url = TextFilter("url", "the source at this address")
    publisher = TextFilter("publisher", "sources of this publisher")
    author = TextFilter("author", "sources of this author")
    language = LanguageFilter("language", "sources in this language (BCP 47)")
    published_on = DateFilter("published_on", "sources that appeared in this time")
    archived = BooleanFilter("archived_url", "sources with a copy in an archive", when_true=~Q(archived_url=""))
    created_at = MomentFilter("created_at", "sources recorded in this time")


class TopicFilters(FilterSet):
    name = TextFilter("name", "the topic of this name")
    broader = SlugFilter("broader", "topics that are part of this one", Topic)


class IncidentFilters(FilterSet):
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
    created_at = MomentFilter("created_at", "incidents recorded in this time")
