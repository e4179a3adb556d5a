"""Claims: propositions without a speaker, their links to incidents and to each other (schema.org Claim)."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Greatest, Least

from claims.choices import SYMMETRIC_RELATIONS, Aspect, ClaimKind, ClaimRelationKind, Collection
from claims.models.base import (
    LANGUAGE_PATTERN,
    SLUG_PATTERN,
    Citable,
    Record,
    Touch,
    matches,
    not_blank,
    one_of,
)
from claims.models.document import Document, kept
from claims.models.history import recorded, recorded_in
from claims.models.incident import Incident
from claims.models.redirect import former_slugs
from claims.models.source import Source
from claims.models.terms import counted_terms
from claims.models.topic import Topic
from claims.querysets import ClaimQuerySet


class Claim(Citable):
    """One proposition, phrased positively and without a speaker."""

    text = models.TextField(help_text="The proposition as a full, positive sentence.")
    name = models.CharField(max_length=75, help_text="A short title.")
    kind = models.CharField(max_length=11, choices=ClaimKind.choices, help_text="What sort of proposition it is.")
    language = models.CharField(max_length=35, default="en", help_text="BCP 47, of `text`.")
    checkable = models.BooleanField(help_text="Whether evidence could settle it.")
    context = models.TextField(blank=True, default="", help_text="What one has to know to understand it.")
    first_appearance = models.ForeignKey(
        Source,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="first_claims",
        help_text="The source it is first known from.",
    )
    topics = models.ManyToManyField(Topic, blank=True, related_name="claims", help_text="What it is filed under.")

    document = kept(Document("language", "text", "name", "context"))

    objects = ClaimQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Citable.Meta):
        abstract = False
        constraints = [
            matches("slug", SLUG_PATTERN, "claim_slug_well_formed"),
            not_blank("slug", "claim_slug_not_blank"),
            not_blank("text", "claim_text_not_blank"),
            not_blank("name", "claim_name_not_blank"),
            one_of("kind", ClaimKind, "claim_kind_valid"),
            CheckConstraint(condition=Q(language__regex=LANGUAGE_PATTERN), name="claim_language_well_formed"),
        ]
        indexes = [
            models.Index("created_at", "id", name="claim_created_at"),
            models.Index("updated_at", "id", name="claim_updated_at"),
            models.Index("language", name="claim_language"),
            # What is written waits in a list, which every search reads; so short a one takes no time that can be seen.
            GinIndex("document", name="claim_document", gin_pending_list_limit=256),
        ]
        triggers = [
            Touch(name="touch"),
            *former_slugs(Collection.CLAIMS),
            *recorded(Collection.CLAIMS),
            *counted_terms(),
            pgtrigger.Trigger(
                name="tally",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="new_rows"),
                func="""
                    PERFORM set_config('claims.refreshing', 'on', true);
                    INSERT INTO claims_claimtally (claim_id) SELECT id FROM new_rows;
                    PERFORM set_config('claims.refreshing', '', true);
                    RETURN NULL;
                """,
            ),
            pgtrigger.Trigger(
                name="forget_tally",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func="""
                    PERFORM set_config('claims.refreshing', 'on', true);
                    DELETE FROM claims_claimtally WHERE claim_id = OLD.id;
                    PERFORM set_config('claims.refreshing', '', true);
                    RETURN OLD;
                """,
            ),
        ]

    def slug_source(self) -> str:
        return self.name


class IncidentClaim(Record):
    """What about an incident a claim is about."""

    NATURAL_KEY = ("incident__slug", "claim__slug", "aspect")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="claim_links", db_index=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="incident_links")
    aspect = models.CharField(max_length=14, choices=Aspect.choices, help_text="What about the incident it is about.")

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("aspect", Aspect, "incident_claim_aspect_valid"),
            models.UniqueConstraint("incident", "claim", "aspect", name="incident_claim_unique"),
        ]
        triggers = [Touch(name="touch"), *recorded_in(Collection.CLAIMS, claim="incidents")]

    def __str__(self) -> str:
        return f"{self.claim}, {self.aspect} of {self.incident}"


class ClaimRelation(Record):
    """How one claim bears on another."""

    NATURAL_KEY = ("claim__slug", "other__slug", "kind")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations", db_index=False)
    other = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="relations_to")
    kind = models.CharField(
        max_length=11,
        choices=ClaimRelationKind.choices,
        help_text="`claim` … `other`: equivalent and contradicts hold both ways.",
    )

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("kind", ClaimRelationKind, "claim_relation_kind_valid"),
            CheckConstraint(condition=~Q(claim=F("other")), name="claim_relation_not_to_itself"),
            models.UniqueConstraint("claim", "other", "kind", name="claim_relation_unique"),
            models.UniqueConstraint(
                Least("claim", "other"),
                Greatest("claim", "other"),
                "kind",
                condition=Q(kind__in=[str(kind) for kind in SYMMETRIC_RELATIONS]),
                name="claim_relation_symmetric_once",
            ),
        ]
        triggers = [
            Touch(name="touch"),
            *recorded_in(Collection.CLAIMS, {"other": "claim"}, claim="relations", other="relations_to"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.kind} {self.other}"
