"""Filters of speakers and affiliations."""

from claims.api.filters.base import (
    BooleanFilter,
    ChoiceFilter,
    CountryFilter,
    DateFilter,
    FilterSet,
    MomentFilter,
    SlugFilter,
    TextFilter,
    Through,
)
from claims.choices import SpeakerKind
from claims.models import Affiliation, Speaker, SpeakerIdentifier


class SpeakerFilters(FilterSet):
    through = {
        "affiliations": Through(Affiliation, "person"),
        "identifiers": Through(SpeakerIdentifier, "speaker"),
    }

    kind = ChoiceFilter("kind", "speakers of this kind", SpeakerKind)
    name = TextFilter("name", "the speaker of this name")
    country = CountryFilter("country", "speakers of this country")
    organization = SlugFilter(
        "organization", "people with a role in this organisation", Speaker, through="affiliations"
    )
    role = TextFilter("role", "people with this role", through="affiliations")
    identifier_scheme = TextFilter("scheme", "speakers with an identifier of this scheme", through="identifiers")
    identifier = TextFilter("value", "the speaker with this identifier", through="identifiers")
    created_at = MomentFilter("created_at", "speakers recorded in this time")
    updated_at = MomentFilter("updated_at", "speakers changed in this time")


class AffiliationFilters(FilterSet):
    person = SlugFilter("person", "roles of this person", Speaker)
    organization = SlugFilter("organization", "roles in this organisation", Speaker)
    role = TextFilter("role", "this role")
    former = BooleanFilter("former", "roles that have ended, nobody knows when")
    start_date = DateFilter("start_date", "roles that began in this time")
    end_date = DateFilter("end_date", "roles that ended in this time")
