"""Citations: where a statement stands in its source (W3C Web Annotation)."""

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import MD5, Length

from claims.choices import Collection
from claims.models.base import (
    CommitCheck,
    Record,
    Touch,
    bounded,
    check,
    not_blank,
    unique,
)
from claims.models.history import recorded_in
from claims.models.reviewed import AsReviewed
from claims.models.statement import Statement
from claims.models.texts import StoredTexts

# In seconds, longer than any recording. The upper bound also excludes the floats Infinity and NaN.
MEDIA_SECONDS = 10_000_000


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
            bounded("citation_texts_bounded", "exact", "prefix", "suffix"),
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
            StoredTexts("exact", "prefix", "suffix", counted="exact"),
            Touch(name="touch"),
            *recorded_in(Collection.STATEMENTS, statement="citations"),
            AsReviewed(pgtrigger.Insert, "claims_keep_citations(NEW.statement_id)"),
            AsReviewed(
                pgtrigger.Update, "claims_keep_citation(OLD.statement_id, NEW.statement_id, {changed})", free=()
            ),
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
