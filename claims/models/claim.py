"""Claims: propositions without a speaker, their links to incidents and to each other (schema.org Claim)."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Greatest, Least

from claims.choices import SYMMETRIC_RELATIONS, Aspect, ClaimKind, ClaimRelationKind, Collection
from claims.models.base import (
    LANGUAGE_PATTERN,
    LANGUAGE_WORDS,
    Citable,
    CommitCheck,
    Record,
    Touch,
    bounded,
    check,
    generated,
    not_blank,
    one_of,
    slug_rules,
    unique,
)
from claims.models.defaults import Defaults
from claims.models.document import document_of, other_names_field
from claims.models.history import recorded, recorded_in
from claims.models.incident import Incident
from claims.models.redirect import former_slugs
from claims.models.reviewed import AsReviewed
from claims.models.source import Source
from claims.models.terms import counted_terms
from claims.models.texts import StoredTexts
from claims.models.topic import Topic
from claims.querysets import ClaimQuerySet, same

# What happened can be checked; what ought to be, what will be and what somebody thinks cannot.
CHECKABLE_BY_KIND = "NEW.kind IN ('event', 'attribution', 'intent', 'numerical', 'causal')"


# Defaults that depend on other columns.
DEFAULTS = {"checkable": CHECKABLE_BY_KIND}


class Claim(Citable):
    """One proposition, phrased positively and without a speaker."""

    DEFAULTS = DEFAULTS

    text = models.TextField(help_text="The proposition as a full, positive sentence.")
    name = models.CharField(max_length=75, help_text="A short title.")
    other_names = other_names_field("What people call it besides, as in “bedroom tax”.", db_default=[])
    kind = models.CharField(max_length=11, choices=ClaimKind.choices, help_text="What sort of proposition it is.")
    language = models.CharField(max_length=35, default="en", help_text="BCP 47, of `text`.")
    checkable = models.BooleanField(help_text="Whether evidence could settle it; by its kind if it is left out.")
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

    document = generated(document_of("language", "text", "name", "context", names="B"))

    objects = ClaimQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Citable.Meta):
        abstract = False
        permissions = [("merge_claim", "Can merge claims"), ("unmerge_claim", "Can undo merges of claims")]
        constraints = [
            *slug_rules("claim"),
            not_blank("text", "claim_text_not_blank"),
            bounded("claim_texts_bounded", "text", "context"),
            not_blank("name", "claim_name_not_blank"),
            one_of("kind", ClaimKind, "claim_kind_valid"),
            check("claim_language_well_formed", Q(language__regex=LANGUAGE_PATTERN), LANGUAGE_WORDS),
        ]
        indexes = [
            models.Index("created_at", "id", name="claim_created_at"),
            models.Index("updated_at", "id", name="claim_updated_at"),
            models.Index("language", name="claim_language"),
            # An import finds the claim that has its words.
            models.Index(MD5(same("text")), name="claim_text"),
            # Writers append to the index's pending list, which every search reads. 256 kB keep that reading cheap.
            GinIndex("document", name="claim_document", gin_pending_list_limit=256),
        ]
        triggers = [
            Defaults(DEFAULTS),
            StoredTexts(),
            Touch(name="touch"),
            *former_slugs(Collection.CLAIMS),
            *recorded(Collection.CLAIMS),
            # Free are its address, and what it is found by and filed under.
            AsReviewed(
                pgtrigger.Update,
                "claims_keep_claim(OLD.id, {changed})",
                free=("slug", "other_names", "first_appearance"),
            ),
            CommitCheck("verdicts_fit", pgtrigger.UpdateOf("kind"), "PERFORM claims_check_verdicts(NEW.id)"),
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
    """Links a claim to an incident, and says which aspect of the incident the claim is about."""

    NATURAL_KEY = ("incident__slug", "claim__slug", "aspect")

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="claim_links", db_index=False)
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="incident_links")
    aspect = models.CharField(max_length=14, choices=Aspect.choices, help_text="What about the incident it is about.")

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("aspect", Aspect, "incident_claim_aspect_valid"),
            unique(
                "incident_claim_unique",
                "incident",
                "claim",
                "aspect",
                words="The claim is linked to this incident under this aspect already.",
            ),
        ]
        triggers = [Touch(name="touch"), *recorded_in(Collection.CLAIMS, claim="incidents")]

    def __str__(self) -> str:
        return f"{self.claim}, {self.aspect} of {self.incident}"


class ClaimRelation(Record):
    """A logical relation between two claims."""

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
            check("claim_relation_not_to_itself", ~Q(claim=F("other")), "A claim is not related to itself."),
            unique(
                "claim_relation_unique",
                "claim",
                "other",
                "kind",
                words="The two claims are related in this way already.",
            ),
            unique(
                "claim_relation_symmetric_once",
                Least("claim", "other"),
                Greatest("claim", "other"),
                "kind",
                condition=Q(kind__in=[str(kind) for kind in SYMMETRIC_RELATIONS]),
                words="The two claims are related in this way already, seen from the other one.",
            ),
        ]
        triggers = [
            Touch(name="touch"),
            *recorded_in(Collection.CLAIMS, {"other": "claim"}, claim="relations", other="relations_to"),
        ]

    def __str__(self) -> str:
        return f"{self.claim} {self.kind} {self.other}"
