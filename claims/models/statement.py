"""Statements: who said what, when, in which role, and where it stands (Popolo Speech, schema.org Quotation)."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import CheckConstraint, F, Q
from django.db.models.functions import Length

from claims.choices import Collection, StatementKind, StatementStatus
from claims.models.affiliation import Affiliation
from claims.models.base import (
    LANGUAGE_PATTERN,
    SLUG_PATTERN,
    Acyclic,
    Citable,
    CommitCheck,
    MD5Key,
    PrecisionField,
    Record,
    Touch,
    matches,
    not_blank,
    one_of,
    vague_date,
)
from claims.models.document import TranslatedDocument, kept
from claims.models.history import recorded, recorded_in
from claims.models.incident import Incident
from claims.models.redirect import former_slugs
from claims.models.source import Source
from claims.models.speaker import Speaker

RESOLVE_ROLE = """
    -- The role follows the speaker and the day, unless the writer names it.
    IF TG_OP = 'UPDATE' AND NEW.affiliation_id IS NOT DISTINCT FROM OLD.affiliation_id
       AND (NEW.speaker_id, NEW.made_on, NEW.made_on_precision)
           IS DISTINCT FROM (OLD.speaker_id, OLD.made_on, OLD.made_on_precision) THEN
        NEW.affiliation_id := NULL;
    END IF;
    -- Where several roles were held at the time, the sources have to say in which one it was said.
    IF NEW.affiliation_id IS NULL AND NEW.made_on IS NOT NULL THEN
        SELECT CASE WHEN count(*) = 1 THEN min(a.id) END INTO NEW.affiliation_id
        FROM claims_affiliation a
        WHERE a.person_id = NEW.speaker_id AND claims_role_covers(a, NEW.made_on, NEW.made_on_precision);
    END IF;
    RETURN NEW;
"""

# For each row of a changed statement's stances: its claim with every speaker that it counts or counted for.
REFRESH_MOVED = """
    PERFORM claims_follow_statements(array_agg(n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.made_on, n.speaker_id, n.on_behalf_of_id) IS DISTINCT FROM (o.made_on, o.speaker_id, o.on_behalf_of_id)
    HAVING count(*) > 0;
    PERFORM claims_refresh(array_agg(k.speaker), array_agg(k.claim), array_agg(k.capacity))
    FROM (
        SELECT DISTINCT held.speaker, taken.claim_id AS claim, held.capacity
        FROM new_rows n
        JOIN old_rows o ON o.id = n.id
        JOIN claims_stance taken ON taken.statement_id = n.id
        CROSS JOIN LATERAL (VALUES
            (n.speaker_id, 'own'), (o.speaker_id, 'own'),
            (n.on_behalf_of_id, 'represented'), (o.on_behalf_of_id, 'represented')
        ) AS held (speaker, capacity)
        WHERE held.speaker IS NOT NULL
          AND (n.speaker_id, n.on_behalf_of_id, n.made_on, n.status)
              IS DISTINCT FROM (o.speaker_id, o.on_behalf_of_id, o.made_on, o.status)
    ) k
    HAVING count(*) > 0;
    RETURN NULL;
"""


# Longer than any recording; and what is below it is neither infinite nor no number at all.
MEDIA_SECONDS = 10_000_000


class Statement(Citable):
    """Something that a speaker said, as one source reports it."""

    speaker = models.ForeignKey(
        Speaker, on_delete=models.PROTECT, related_name="statements", db_index=False, help_text="Who said it."
    )
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, related_name="statements", help_text="Where it is reported."
    )
    kind = models.CharField(max_length=13, choices=StatementKind.choices, help_text="How the source gives it.")
    text = models.TextField(help_text="What was said: for a quote, the words themselves.")
    language = models.CharField(max_length=35, blank=True, default="", help_text="BCP 47, of `text`.")
    original_text = models.TextField(blank=True, default="", help_text="The words before translation.")
    original_language = models.CharField(max_length=35, blank=True, default="", help_text="BCP 47, of the original.")
    attribution = models.CharField(
        max_length=300, blank=True, default="", help_text="The source's own words for who spoke."
    )
    affiliation = models.ForeignKey(
        Affiliation,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="statements",
        help_text="The role in which it was said; found by the date where there was only one.",
    )
    on_behalf_of = models.ForeignKey(
        Speaker,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="represented_statements",
        help_text="For whom it was said.",
    )
    made_on = models.DateField(help_text="First day of the period it was said in.")
    made_on_precision = PrecisionField(default="day", help_text="How exactly that is known.")
    venue = models.CharField(max_length=200, blank=True, default="", help_text="Where it was said.")
    incidents = models.ManyToManyField(Incident, blank=True, related_name="statements", help_text="What it is about.")
    status = models.CharField(
        max_length=13,
        choices=StatementStatus.choices,
        default=StatementStatus.ACTIVE,
        help_text="Whether it stands; its corrections say so, and why.",
    )
    supersedes = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="superseded_by",
        help_text="The earlier statement that this one takes back or corrects.",
    )
    document = kept(TranslatedDocument())

    class Meta(Citable.Meta):
        abstract = False
        constraints = [
            matches("slug", SLUG_PATTERN, "statement_slug_well_formed"),
            not_blank("slug", "statement_slug_not_blank"),
            one_of("kind", StatementKind, "statement_kind_valid"),
            one_of("status", StatementStatus, "statement_status_valid"),
            not_blank("text", "statement_text_not_blank"),
            matches("language", LANGUAGE_PATTERN, "statement_language_well_formed"),
            matches("original_language", LANGUAGE_PATTERN, "statement_original_language_well_formed"),
            CheckConstraint(
                condition=Q(original_text="", original_language="") | (~Q(original_text="") & ~Q(original_language="")),
                name="statement_original_with_language",
            ),
            CheckConstraint(
                condition=Q(original_language="") | ~Q(original_language=F("language")),
                name="statement_original_language_differs",
            ),
            CheckConstraint(condition=~Q(on_behalf_of=F("speaker")), name="statement_not_on_own_behalf"),
            vague_date("made_on", "statement_made_on_precision_consistent"),
            models.UniqueConstraint("speaker", "source", "made_on", MD5Key("text"), name="statement_recorded_once"),
        ]
        indexes = [
            models.Index("made_on", "id", name="statement_made_on"),
            models.Index("speaker", "made_on", "id", name="statement_speaker_made_on"),
            models.Index("created_at", "id", name="statement_created_at"),
            models.Index("updated_at", "id", name="statement_updated_at"),
            models.Index("language", "original_language", name="statement_language"),
            # What is written waits in a list, up to a megabyte. Every search reads that list, word by word.
            GinIndex("document", name="statement_document", gin_pending_list_limit=1024),
        ]
        triggers = [
            Touch(name="touch"),
            *former_slugs(Collection.STATEMENTS),
            *recorded(Collection.STATEMENTS),
            Acyclic("supersedes_id", "statement_does_not_supersede_itself"),
            pgtrigger.Trigger(
                name="resolve_role",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert
                | pgtrigger.UpdateOf("speaker_id", "made_on", "made_on_precision", "affiliation_id"),
                func=RESOLVE_ROLE,
            ),
            CommitCheck(
                "role",
                pgtrigger.Insert | pgtrigger.UpdateOf("speaker_id", "made_on", "made_on_precision", "affiliation_id"),
                "PERFORM claims_check_role(NEW.id)",
            ),
            CommitCheck(
                "quote",
                pgtrigger.Insert | pgtrigger.UpdateOf("kind", "text", "original_text", "source_id"),
                "PERFORM claims_check_quote(NEW.id)",
            ),
            # New statements stand, so the check of them costs nothing.
            CommitCheck(
                "status",
                pgtrigger.Insert,
                "PERFORM claims_check_status(NEW.id)",
                condition=pgtrigger.Condition("NEW.status <> 'active'"),
            ),
            CommitCheck("status_changed", pgtrigger.UpdateOf("status"), "PERFORM claims_check_status(NEW.id)"),
            CommitCheck(
                "replaces",
                pgtrigger.UpdateOf("supersedes_id"),
                "PERFORM claims_check_replacement(id) FROM claims_correction WHERE replacement_id = NEW.id",
            ),
            CommitCheck(
                "excerpts",
                pgtrigger.UpdateOf("text", "original_text"),
                "PERFORM claims_check_excerpt(id) FROM claims_stance WHERE statement_id = NEW.id",
            ),
            pgtrigger.Trigger(
                name="positions",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                referencing=pgtrigger.Referencing(old="old_rows", new="new_rows"),
                func=REFRESH_MOVED,
            ),
        ]

    def slug_source(self) -> str:
        return f"{self.speaker.slug} {self.made_on} {' '.join(self.text.split()[:6])}"


class Citation(Record):
    """Where a statement stands in its source (W3C Web Annotation, TextQuoteSelector)."""

    NATURAL_KEY = ("statement__slug", "exact", "start")

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="citations", db_index=False)
    exact = models.TextField(help_text="The words exactly as they stand in the source.")
    prefix = models.TextField(blank=True, default="", help_text="The characters right before them.")
    suffix = models.TextField(blank=True, default="", help_text="The characters right after them.")
    start = models.PositiveIntegerField(null=True, blank=True, help_text="Characters of the text before them.")
    end = models.PositiveIntegerField(null=True, blank=True, help_text="Characters of the text up to their end.")
    media_start = models.FloatField(null=True, blank=True, help_text="Seconds from the start of the recording.")
    media_end = models.FloatField(null=True, blank=True, help_text="Seconds to the end of the words.")

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            not_blank("exact", "citation_exact_not_blank"),
            CheckConstraint(
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end=F("start") + Length("exact")),
                name="citation_offsets_span_the_words",
            ),
            CheckConstraint(
                condition=Q(media_start__isnull=True, media_end__isnull=True)
                | Q(
                    media_start__isnull=False,
                    media_end__isnull=False,
                    media_start__gte=0,
                    media_end__gte=F("media_start"),
                    media_end__lt=MEDIA_SECONDS,
                ),
                name="citation_media_times_in_order",
            ),
            models.UniqueConstraint(
                "statement", MD5Key("exact"), "start", nulls_distinct=False, name="citation_recorded_once"
            ),
        ]
        triggers = [
            Touch(name="touch"),
            *recorded_in(Collection.STATEMENTS, statement="citations"),
            CommitCheck("quote", pgtrigger.Insert | pgtrigger.Update, "PERFORM claims_check_quote(NEW.statement_id)"),
            CommitCheck(
                "quote_left",
                pgtrigger.Delete | pgtrigger.UpdateOf("statement_id"),
                "PERFORM claims_check_quote(OLD.statement_id)",
            ),
        ]

    def __str__(self) -> str:
        return self.exact
