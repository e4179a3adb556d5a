"""Filters of speakers."""

from claims.api.query.filters import ChoiceFilter, CountryFilter, SlugFilter, TextFilter
from claims.api.query.filterset import RecordedFilters, Through
from claims.choices import SpeakerKind
from claims.models import Affiliation, Incident, IncidentActor, Speaker, SpeakerIdentifier


class SpeakerFilters(RecordedFilters):
    through = {
        "affiliations": Through(Affiliation, "person"),
        "identifiers": Through(SpeakerIdentifier, "speaker"),
        "parts": Through(IncidentActor, "speaker"),
    }

    kind = ChoiceFilter("kind", "speakers of this kind", SpeakerKind)
    name = TextFilter("name", "the speaker of this name")
    country = CountryFilter("country", "speakers of this country", nullable=True)
    organization = SlugFilter(
        "organization", "people with a role in this organisation", Speaker, through="affiliations", nullable=True
    )
    role = TextFilter("role", "people with this role", through="affiliations")
    incident = SlugFilter("incident", "speakers who had a part in this incident", Incident, through="parts")
    identifier_scheme = TextFilter("scheme", "speakers with an identifier of this scheme", through="identifiers")
    identifier = TextFilter("value", "the speaker with this identifier", through="identifiers", nullable=True)
