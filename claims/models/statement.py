"""Statements: who said what, when, in which role, and where it stands (Popolo Speech, schema.org Quotation)."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Length

from claims.choices import Collection, StatementKind, StatementStatus
from claims.models.affiliation import Affiliation
from claims.models.base import (
    Acyclic,
    Citable,
    CommitCheck,
    Record,
    Touch,
    check,
    generated,
    is_language,
    not_blank,
    one_of,
    precision_field,
    slug_rules,
    unique,
    vague_date,
)
from claims.models.document import translated_document
from claims.models.history import recorded, recorded_in
from claims.models.incident import Incident
from claims.models.redirect import former_slugs
from claims.models.reviewed import AsReviewed
from claims.models.source import Source
from claims.models.speaker import Speaker

RESOLVE_ROLE = """
    -- A new speaker or day makes the old role void, unless the writer sets a role as well.
    IF TG_OP = 'UPDATE' AND NEW.affiliation_id IS NOT DISTINCT FROM OLD.affiliation_id
       AND (NEW.speaker_id, NEW.made_on, NEW.made_on_precision)
           IS DISTINCT FROM (OLD.speaker_id, OLD.made_on, OLD.made_on_precision) THEN
        NEW.affiliation_id := NULL;
    END IF;
    -- Fill in the role only where the speaker held exactly one: among several, the source decides, not this trigger.
    IF NEW.affiliation_id IS NULL AND NEW.made_on IS NOT NULL THEN
        SELECT CASE WHEN count(*) = 1 THEN min(a.id) END INTO NEW.affiliation_id
        FROM claims_affiliation a
        WHERE a.person_id = NEW.speaker_id AND claims_role_covers(a, NEW.made_on, NEW.made_on_precision);
    END IF;
    RETURN NEW;
"""

# When a statement's day, speakers or status change: copy day and speakers to its stances, then recompute the positions
# of the old and the new speakers on the claims of these stances.
REFRESH_POSITIONS = """
    PERFORM claims_copy_statement_fields(array_agg(n.id))
    FROM new_rows n JOIN old_rows o ON o.id = n.id
    WHERE (n.made_on, n.speaker_id, n.on_behalf_of_id) IS DISTINCT FROM (o.made_on, o.speaker_id, o.on_behalf_of_id)
    HAVING count(*) > 0;
    PERFORM claims_refresh_positions(array_agg(k.speaker), array_agg(k.claim), array_agg(k.capacity))
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


# In seconds, longer than any recording. The upper bound also excludes the floats Infinity and NaN.
MEDIA_SECONDS = 10_000_000


# What confirmed stances rest on.
REVIEWED = (
    *("speaker", "on_behalf_of", "source", "kind", "made_on", "made_on_precision"),
    *("text", "language", "original_text", "original_language"),
)


class Statement(Citable):
    """Something that a speaker said, as one source reports it."""

    REVIEWED = REVIEWED

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
    made_on_precision = precision_field(default="day", help_text="How exactly that is known.")
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
    document = generated(translated_document())

    class Meta(Citable.Meta):
        abstract = False
        permissions = [("correct_statement", "Can correct and retract statements")]
        constraints = [
            *slug_rules("statement"),
            one_of("kind", StatementKind, "statement_kind_valid"),
            one_of("status", StatementStatus, "statement_status_valid"),
            not_blank("text", "statement_text_not_blank"),
            is_language("language", "statement_language_well_formed"),
            is_language("original_language", "statement_original_language_well_formed"),
            check(
                "statement_original_with_language",
                Q(original_text="", original_language="") | (~Q(original_text="") & ~Q(original_language="")),
                "An original text needs its language, and a language its original text.",
            ),
            check(
                "statement_original_language_differs",
                Q(original_language="") | ~Q(original_language=F("language")),
                "The original is in another language than the text.",
            ),
            check(
                "statement_not_on_own_behalf",
                ~Q(on_behalf_of=F("speaker")),
                "Who speaks for itself speaks on nobody’s behalf: leave that empty.",
            ),
            vague_date("made_on", "statement_made_on_precision_consistent"),
            # The hash of the text, since a text may be longer than an index entry.
            unique(
                "statement_recorded_once",
                "speaker",
                "source",
                "made_on",
                MD5("text"),
                words="These words of the speaker, of that day and from that source, are recorded already.",
            ),
        ]
        indexes = [
            models.Index("made_on", "id", name="statement_made_on"),
            models.Index("speaker", "made_on", "id", name="statement_speaker_made_on"),
            models.Index("created_at", "id", name="statement_created_at"),
            models.Index("updated_at", "id", name="statement_updated_at"),
            models.Index("language", "original_language", name="statement_language"),
            # Writers append to the index's pending list, up to 1 MB; every search reads that list from end to end.
            GinIndex("document", name="statement_document", gin_pending_list_limit=1024),
        ]
        triggers = [
            Touch(name="touch"),
            *former_slugs(Collection.STATEMENTS),
            *recorded(Collection.STATEMENTS),
            Acyclic("supersedes_id", "statement_does_not_supersede_itself"),
            AsReviewed(pgtrigger.Update, "claims_keep_statement(OLD.id, {changed})", REVIEWED),
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
                condition=pgtrigger.Condition("NEW.affiliation_id IS NOT NULL"),
            ),
            CommitCheck(
                "quote",
                pgtrigger.Insert | pgtrigger.UpdateOf("kind", "text", "original_text", "source_id"),
                "PERFORM claims_check_quote(NEW.id)",
            ),
            # Most new statements are active; the condition spares them the check.
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
                func=REFRESH_POSITIONS,
            ),
        ]

    def slug_source(self) -> str:
        return f"{self.speaker.slug} {self.made_on} {' '.join(self.text.split()[:6])}"


# What confirmed stances rest on.
REVIEWED_OF_CITATION = ("statement", "exact", "prefix", "suffix", "start", "end", "media_start", "media_end")


class Citation(Record):
    """Where a statement stands in its source (W3C Web Annotation, TextQuoteSelector)."""

    NATURAL_KEY = ("statement__slug", "exact", "start")
    REVIEWED = REVIEWED_OF_CITATION

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
            check(
                "citation_offsets_span_the_words",
                Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end=F("start") + Length("exact")),
                "Give both offsets or neither: from the first to the last of the exact words.",
            ),
            check(
                "citation_media_times_in_order",
                Q(media_start__isnull=True, media_end__isnull=True)
                | Q(
                    media_start__isnull=False,
                    media_end__isnull=False,
                    media_start__gte=0,
                    media_end__gte=F("media_start"),
                    media_end__lt=MEDIA_SECONDS,
                ),
                "Give both times or neither, in seconds, the first one first.",
            ),
            unique(
                "citation_recorded_once",
                "statement",
                MD5("exact"),
                "start",
                nulls_distinct=False,
                words="The statement has this citation already.",
            ),
        ]
        triggers = [
            Touch(name="touch"),
            *recorded_in(Collection.STATEMENTS, statement="citations"),
            # A citation may be added later; those that were reviewed stay.
            AsReviewed(pgtrigger.Update, "claims_keep_statement(OLD.statement_id, {changed})", REVIEWED_OF_CITATION),
            AsReviewed(pgtrigger.Delete, "claims_keep_statement(OLD.statement_id, ARRAY['citations'])"),
            CommitCheck("quote", pgtrigger.Insert | pgtrigger.Update, "PERFORM claims_check_quote(NEW.statement_id)"),
            CommitCheck(
                "quote_left",
                pgtrigger.Delete | pgtrigger.UpdateOf("statement_id"),
                "PERFORM claims_check_quote(OLD.statement_id)",
            ),
        ]

    def __str__(self) -> str:
        return self.exact
