"""Statements: who said what, when, in which role, and where it stands (Popolo Speech, schema.org Quotation)."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5

from claims.choices import Collection, StatementKind, StatementStatus
from claims.models.affiliation import Affiliation
from claims.models.base import (
    Acyclic,
    Citable,
    CommitCheck,
    Touch,
    bounded,
    changed_rows,
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
from claims.models.defaults import Defaults, day_where_dated
from claims.models.document import translated_document
from claims.models.history import recorded
from claims.models.incident import Incident
from claims.models.redirect import former_slugs
from claims.models.reviewed import AsReviewed
from claims.models.source import Source
from claims.models.speaker import Speaker
from claims.models.texts import StoredTexts
from claims.querysets import same

RESOLVE_ROLE = """
    IF TG_OP = 'UPDATE' AND NEW.affiliation_id IS NOT DISTINCT FROM OLD.affiliation_id THEN
        -- A merge of speakers changes nobody, so the statement keeps its role, or has none as before.
        IF (NEW.made_on, NEW.made_on_precision) IS NOT DISTINCT FROM (OLD.made_on, OLD.made_on_precision)
           AND (NEW.speaker_id = OLD.speaker_id OR claims_is_merge('claims_speaker', OLD.speaker_id, NEW.speaker_id))
        THEN
            RETURN NEW;
        END IF;
        -- A new speaker or day makes the old role void, unless the writer sets a role as well.
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

# When a statement changes: copies day and speakers to its stances, and recomputes positions of old and new speakers.
MOVED = "(n.made_on, n.speaker_id, n.on_behalf_of_id) IS DISTINCT FROM (o.made_on, o.speaker_id, o.on_behalf_of_id)"
COUNTED = """
    (n.speaker_id, n.on_behalf_of_id, n.made_on, n.made_on_precision, n.status)
    IS DISTINCT FROM (o.speaker_id, o.on_behalf_of_id, o.made_on, o.made_on_precision, o.status)
"""
REFRESH_POSITIONS = f"""
    PERFORM claims_copy_statement_fields(array_agg(n.id)) FROM {changed_rows(MOVED)} HAVING count(*) > 0;
    PERFORM claims_refresh_positions(array_agg(k.speaker), array_agg(k.claim), array_agg(k.capacity))
    FROM (
        SELECT DISTINCT held.speaker, taken.claim_id AS claim, held.capacity
        FROM (
            SELECT n.id, n.speaker_id AS speaker, o.speaker_id AS former_speaker, n.on_behalf_of_id AS behalf,
                   o.on_behalf_of_id AS former_behalf
            FROM {changed_rows(COUNTED)} OFFSET 0
        ) said
        JOIN claims_stance taken ON taken.statement_id = said.id
        CROSS JOIN LATERAL (VALUES
            (said.speaker, 'own'), (said.former_speaker, 'own'),
            (said.behalf, 'represented'), (said.former_behalf, 'represented')
        ) AS held (speaker, capacity)
        WHERE held.speaker IS NOT NULL
    ) k
    HAVING count(*) > 0;
    RETURN NULL;
"""  # noqa: S608


# A text is in the language of its source, unless that is the language it was translated from.
LANGUAGE_OF_SOURCE = """coalesce((
    SELECT s.language FROM claims_source s WHERE s.id = NEW.source_id AND s.language <> NEW.original_language
), '')"""

# Defaults that depend on other columns.
DEFAULTS = day_where_dated("made_on") | {"language": LANGUAGE_OF_SOURCE}


class Statement(Citable):
    """Something that a speaker said, as one source reports it."""

    DEFAULTS = DEFAULTS

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
            bounded("statement_texts_bounded", "text", "original_text"),
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
            # The hash of the folded text, since a text may be longer than an index entry.
            unique(
                "statement_recorded_once",
                "speaker",
                "source",
                "made_on",
                MD5(same("text")),
                words="These words of the speaker, of that day and from that source, are recorded already. One "
                "statement can take a position on several claims: add the stance to that one.",
            ),
        ]
        indexes = [
            models.Index("made_on", "id", name="statement_made_on"),
            models.Index("speaker", "made_on", "id", name="statement_speaker_made_on"),
            models.Index("created_at", "id", name="statement_created_at"),
            models.Index("updated_at", "id", name="statement_updated_at"),
            models.Index("language", "original_language", name="statement_language"),
            # Few statements do not stand: to leave them out takes one look at this index.
            models.Index("id", condition=~Q(status=StatementStatus.ACTIVE), name="statement_not_standing"),
            # Writers append to the index's pending list, up to 1 MB; every search reads that list from end to end.
            GinIndex("document", name="statement_document", gin_pending_list_limit=1024),
        ]
        triggers = [
            Defaults(DEFAULTS),
            StoredTexts("text", "original_text"),
            Touch(name="touch"),
            *former_slugs(Collection.STATEMENTS),
            *recorded(Collection.STATEMENTS),
            Acyclic("supersedes_id", "statement_does_not_supersede_itself"),
            # Free are its address, and whether it stands: only a correction changes the status.
            AsReviewed(
                pgtrigger.Update, "claims_keep_statement(OLD.id, {changed})", free=("slug", "status", "supersedes")
            ),
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
            # Each citation brings the check of the words. What is no quote may have no citation.
            CommitCheck(
                "quote",
                pgtrigger.Insert,
                "PERFORM claims_check_cited(NEW.id, NEW.slug)",
                condition=pgtrigger.Condition("NEW.kind = 'quote'"),
            ),
            CommitCheck(
                "quote_changed",
                pgtrigger.UpdateOf("kind", "text", "original_text", "source_id"),
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
