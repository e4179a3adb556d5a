"""Affiliations: the roles that people held, and when (Popolo Membership)."""

import pgtrigger
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from claims.choices import Collection
from claims.models.base import (
    CommitCheck,
    Record,
    Touch,
    check,
    ends_after_start,
    not_blank,
    period_end,
    precision_field,
    unique,
    vague_date,
)
from claims.models.defaults import Defaults, day_where_dated
from claims.models.history import recorded
from claims.models.speaker import Speaker
from claims.models.texts import StoredTexts
from claims.querysets import same

# Defaults that depend on other columns.
DEFAULTS = day_where_dated("start_date") | day_where_dated("end_date")


class Affiliation(Record):
    """A role that a person held in an organisation, from a date to a date; open ends are null."""

    DEFAULTS = DEFAULTS
    NATURAL_KEY = ("person__slug", "organization__slug", "role", "start_date", "former")

    person = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="affiliations", help_text="Who holds the role."
    )
    organization = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="members", help_text="Where the role is held."
    )
    role = models.CharField(max_length=200, help_text="The role, as in “Secretary General”.")
    start_date = models.DateField(null=True, blank=True, help_text="First day of the period it began in.")
    start_date_precision = precision_field(blank=True, default="", help_text="How exactly the start is known.")
    end_date = models.DateField(null=True, blank=True, help_text="First day of the period it ended in.")
    end_date_precision = precision_field(blank=True, default="", help_text="How exactly the end is known.")
    former = models.BooleanField(default=False, help_text="It has ended, but the sources do not say when.")

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            not_blank("role", "affiliation_role_not_blank"),
            vague_date("start_date", "affiliation_start_precision_consistent"),
            vague_date("end_date", "affiliation_end_precision_consistent"),
            ends_after_start("affiliation_ends_after_start", "A role does not end before it starts."),
            check(
                "affiliation_former_has_no_end_date",
                Q(former=False) | Q(end_date__isnull=True),
                "A role of which one knows only that it ended has no end date.",
            ),
            check("affiliation_not_with_itself", ~Q(person=F("organization")), "Nobody holds a role in itself."),
            ExclusionConstraint(
                name="affiliation_does_not_overlap",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("organization", RangeOperators.EQUAL),
                    (same("role"), RangeOperators.EQUAL),
                    (
                        Func(
                            "start_date",
                            period_end("end_date"),
                            Value("[]"),
                            function="daterange",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(former=False),
                violation_error_message="The person has this role in this organisation at that time already.",
            ),
            unique(
                "affiliation_former_once",
                "person",
                "organization",
                same("role"),
                condition=Q(former=True),
                words="The person has this former role in this organisation already.",
            ),
        ]
        indexes = [
            models.Index("created_at", "id", name="affiliation_created_at"),
            models.Index(same("role"), name="affiliation_role"),
            models.Index("start_date", "id", name="affiliation_start_date"),
            models.Index(F("start_date").desc(nulls_last=True), F("id").desc(), name="affiliation_start_date_desc"),
        ]
        triggers = [
            Defaults(DEFAULTS),
            StoredTexts(),
            Touch(name="touch"),
            *recorded(Collection.AFFILIATIONS),
            CommitCheck("kinds", pgtrigger.Insert | pgtrigger.Update, "PERFORM claims_check_affiliation(NEW.id)"),
            CommitCheck(
                "held_then",
                pgtrigger.Update,
                "PERFORM claims_check_role(id) FROM claims_statement WHERE affiliation_id = NEW.id",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} ({self.person} at {self.organization})"
