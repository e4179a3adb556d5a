"""Incidents: what happened, or is said to have happened, and who is said to have had a part in it."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from claims.choices import COUNTRIES, ActorRole, Collection, IncidentStatus
from claims.models.base import (
    Acyclic,
    Citable,
    Record,
    Stamped,
    Touch,
    bounded,
    check,
    ends_after_start,
    generated,
    not_blank,
    one_of,
    precision_field,
    slug_rules,
    sort_key_of,
    unique,
    vague_date,
)
from claims.models.defaults import Defaults, day_where_dated
from claims.models.document import document_of, other_names_field
from claims.models.history import recorded, recorded_in
from claims.models.redirect import former_slugs
from claims.models.speaker import Speaker
from claims.models.texts import StoredTexts


class IncidentKind(Stamped):
    """A sort of incident. Migrations insert the first ones, and a deployment adds its own.

    It has no natural key, since the slug is its primary key.
    """

    slug = models.CharField(max_length=40, primary_key=True, db_collation="C", help_text="As in “drone_sighting”.")
    name = models.CharField(max_length=100, help_text="As in “drone sighting”.")

    class Meta(Stamped.Meta):
        abstract = False
        constraints = [
            check(
                "incident_kind_slug_well_formed",
                Q(slug__regex="^[a-z]+(_[a-z]+)*$"),
                "The slug of a kind is made of lower-case words joined by underscores.",
            )
        ]
        triggers = [StoredTexts(), Touch(name="touch")]

    def __str__(self) -> str:
        return self.slug


# Defaults that depend on other columns.
DEFAULTS = day_where_dated("start_date") | day_where_dated("end_date")


class Incident(Citable):
    """An event that claims are about, or a wider pattern of them."""

    DEFAULTS = DEFAULTS

    name = models.CharField(max_length=200, help_text="What it is called here.")
    other_names = other_names_field("What it is called elsewhere.", db_default=[])
    sort_key = generated(sort_key_of("name"))
    kind = models.ForeignKey(
        IncidentKind,
        on_delete=models.PROTECT,
        related_name="+",
        db_column="kind",
        help_text="airspace_violation, drone_sighting, infrastructure_disruption, military_activity, "
        "diplomatic_action, other, or one that this deployment added.",
    )
    summary = models.TextField(blank=True, default="", help_text="What is known of it, in a sentence or two.")
    start_date = models.DateField(null=True, blank=True, help_text="First day of the period it began in.")
    start_date_precision = precision_field(blank=True, default="", help_text="How exactly the start is known.")
    end_date = models.DateField(null=True, blank=True, help_text="First day of the period it ended in.")
    end_date_precision = precision_field(blank=True, default="", help_text="How exactly the end is known.")
    location_name = models.CharField(max_length=200, blank=True, default="", help_text="Where it happened.")
    countries = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, help_text="ISO 3166-1 alpha-2 codes."
    )
    latitude = models.FloatField(null=True, blank=True, help_text="Degrees north, WGS 84.")
    longitude = models.FloatField(null=True, blank=True, help_text="Degrees east, WGS 84.")
    status = models.CharField(max_length=9, choices=IncidentStatus.choices, help_text="How sure it is.")
    part_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
        help_text="The wider pattern it belongs to.",
    )
    # Incidents have no column for their language.
    document = generated(document_of("", "name", "summary", "location_name", names="A"))

    class Meta(Citable.Meta):
        abstract = False
        permissions = [
            ("set_status_incident", "Can change how sure an incident is"),
            ("merge_incident", "Can merge incidents"),
            ("unmerge_incident", "Can undo merges of incidents"),
        ]
        constraints = [
            *slug_rules("incident"),
            not_blank("name", "incident_name_not_blank"),
            bounded("incident_texts_bounded", "summary"),
            one_of("status", IncidentStatus, "incident_status_valid"),
            vague_date("start_date", "incident_start_precision_consistent"),
            vague_date("end_date", "incident_end_precision_consistent"),
            ends_after_start("incident_ends_after_start", "An incident does not end before it starts."),
            check(
                "incident_countries_known",
                Q(countries__contained_by=list(COUNTRIES)),
                "Countries are two capital letters each, as in ISO 3166-1, one a line.",
            ),
            check(
                "incident_latitude_with_longitude",
                Q(latitude__isnull=True, longitude__isnull=True) | Q(latitude__isnull=False, longitude__isnull=False),
                "Latitude and longitude are given together, or neither of them is.",
            ),
            check(
                "incident_coordinates_in_range",
                Q(latitude__isnull=True)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                "A latitude is between -90 and 90, a longitude between -180 and 180.",
            ),
        ]
        indexes = [
            models.Index("start_date", "id", name="incident_start_date"),
            models.Index(F("start_date").desc(nulls_last=True), F("id").desc(), name="incident_start_date_desc"),
            models.Index("sort_key", "id", name="incident_sort_key"),
            models.Index("created_at", "id", name="incident_created_at"),
            GinIndex("countries", name="incident_countries"),
            GinIndex("document", name="incident_document"),
        ]
        triggers = [
            Defaults(DEFAULTS),
            StoredTexts(),
            Touch(name="touch"),
            *former_slugs(Collection.INCIDENTS),
            *recorded(Collection.INCIDENTS),
            Acyclic("part_of_id", "incident_not_part_of_itself"),
        ]

    def slug_source(self) -> str:
        return f"{self.name} {self.start_date.year if self.start_date else ''}"


class IncidentActor(Record):
    """A speaker's part in an incident, as the sources report it."""

    NATURAL_KEY = ("incident__slug", "speaker__slug", "role")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="actors", db_index=False)
    speaker = models.ForeignKey(Speaker, on_delete=models.PROTECT, related_name="incident_parts")
    role = models.CharField(max_length=19, choices=ActorRole.choices, help_text="The part it had.")

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("role", ActorRole, "incident_actor_role_valid"),
            unique(
                "incident_actor_unique",
                "incident",
                "speaker",
                "role",
                words="The speaker has this part in this incident already.",
            ),
        ]
        triggers = [Touch(name="touch"), *recorded_in(Collection.INCIDENTS, incident="actors")]

    def __str__(self) -> str:
        return f"{self.speaker}, {self.role} of {self.incident}"
