"""Filters of statements."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from claims.api.query.filters import (
    BooleanFilter,
    ChoiceFilter,
    CountryFilter,
    DateFilter,
    LanguageFilter,
    SlugFilter,
    TextFilter,
)
from claims.api.query.filterset import RecordedFilters, Through
from claims.choices import Precision, StancePosition, StatementKind, StatementStatus
from claims.models import Citation, Claim, Incident, Source, Speaker, Stance, Statement, Topic


class OrganizationThen(SlugFilter):
    """Statements by people in a role that they held in the organisation then, and by the organisation itself."""

    def equal(self, path: str, values: list[Any]) -> Q:
        return super().equal(path, values) | super().equal("speaker", values)


class CountryThen(CountryFilter):
    """The country of the organisation of the role held then; for a statement without a role, the speaker's country."""

    def equal(self, path: str, values: list[Any]) -> Q:
        alone = Q(affiliation__isnull=True) & super().equal("speaker__country", values)
        return super().equal(path, values) | alone


class StatementFilters(RecordedFilters):
    through = {
        "stances": Through(Stance, "statement"),
        "incidents": Through(Statement.incidents.through, "statement"),
    }

    speaker = SlugFilter("speaker", "statements by this speaker", Speaker)
    on_behalf_of = SlugFilter("on_behalf_of", "statements made for this speaker", Speaker, nullable=True)
    organization = OrganizationThen(
        "affiliation__organization",
        "statements by this organisation, and by people in a role that they held there when they spoke",
        Speaker,
    )
    role = TextFilter("affiliation__role", "statements by holders of this role, when they held it", nullable=True)
    country = CountryThen(
        "affiliation__organization__country",
        "statements by people who held a role in this country when they spoke, or by speakers of this country",
    )
    source = SlugFilter("source", "statements that this source reports", Source)
    incident = SlugFilter("incident", "statements about this incident", Incident, through="incidents", nullable=True)
    claim = SlugFilter(
        "claim", "statements that take a position on this claim", Claim, through="stances", nullable=True
    )
    position = ChoiceFilter("position", "statements that take this position", StancePosition, through="stances")
    topic = SlugFilter("claim__topics", "statements on claims of this topic", Topic, through="stances")
    supersedes = SlugFilter("supersedes", "statements that take back or correct this one", Statement)
    kind = ChoiceFilter("kind", "statements of this kind", StatementKind)
    status = ChoiceFilter("status", "statements of this status", StatementStatus)
    language = LanguageFilter("language", "statements in this language (BCP 47)", nullable=True)
    made_on = DateFilter("made_on", "statements made in this time")
    made_on_precision = ChoiceFilter("made_on_precision", "statements whose date is known so exactly", Precision)
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
