"""Filters of statements and stances."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

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
from claims.choices import CodingMethod, Explicitness, ReviewStatus, StancePosition, StatementKind, StatementStatus
from claims.models import Citation, Claim, Incident, Source, Speaker, Stance, Statement, Topic


class OrganizationThen(SlugFilter):
    """Words of an organisation's people, in a role they held there then, and of the organisation itself."""

    def equal(self, path: str, values: list[Any]) -> Q:
        return super().equal(path, values) | super().equal("speaker", values)


class CountryThen(CountryFilter):
    """The country spoken for: that of the organisation of the role held then; without a role, the speaker's."""

    def equal(self, path: str, values: list[Any]) -> Q:
        alone = Q(affiliation__isnull=True) & super().equal("speaker__country", values)
        return super().equal(path, values) | alone


class StatementFilters(FilterSet):
    through = {
        "stances": Through(Stance, "statement"),
        "incidents": Through(Statement.incidents.through, "statement"),
    }

    speaker = SlugFilter("speaker", "statements by this speaker", Speaker)
    on_behalf_of = SlugFilter("on_behalf_of", "statements made for this speaker", Speaker)
    organization = OrganizationThen(
        "affiliation__organization",
        "statements by this organisation, and by people in a role that they held there when they spoke",
        Speaker,
    )
    role = TextFilter("affiliation__role", "statements by holders of this role, when they held it")
    country = CountryThen(
        "affiliation__organization__country",
        "statements by people who held a role in this country when they spoke, or by speakers of this country",
    )
    source = SlugFilter("source", "statements that this source reports", Source)
    incident = SlugFilter("incident", "statements about this incident", Incident, through="incidents")
    claim = SlugFilter("claim", "statements that take a position on this claim", Claim, through="stances")
    position = ChoiceFilter("position", "statements that take this position", StancePosition, through="stances")
    topic = SlugFilter("claim__topics", "statements on claims of this topic", Topic, through="stances")
    kind = ChoiceFilter("kind", "statements of this kind", StatementKind)
    status = ChoiceFilter("status", "statements of this status", StatementStatus)
    language = LanguageFilter("language", "statements in this language (BCP 47)")
    made_on = DateFilter("made_on", "statements made in this time")
    archived = BooleanFilter(
        "source__archived_url",
        "statements whose source has a copy in an archive",
        when_true=~Q(source__archived_url=""),
    )
    verified = BooleanFilter(
        "citations",
        "statements whose exact words in the source are cited",
        when_true=Exists(Citation.objects.filter(statement=OuterRef("pk"))),
    )
    created_at = MomentFilter("created_at", "statements recorded in this time")
    updated_at = MomentFilter("updated_at", "statements changed in this time")


class StanceFilters(FilterSet):
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
    source = SlugFilter("statement__source", "stances that this source reports", Source)
    incident = SlugFilter("incident", "stances of statements about this incident", Incident, through="incidents")
    made_on = DateFilter("made_on", "stances taken in this time")
    created_at = MomentFilter("created_at", "stances recorded in this time")
    updated_at = MomentFilter("updated_at", "stances changed in this time")
