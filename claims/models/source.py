"""Sources: where statements stand (schema.org CreativeWork)."""

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, TextField

from claims.choices import Collection, SourceKind
from claims.models.base import (
    LANGUAGE_PATTERN,
    SLUG_PATTERN,
    URL_PATTERN,
    Citable,
    CommitCheck,
    PrecisionField,
    Touch,
    matches,
    not_blank,
    one_of,
    vague_date,
)
from claims.models.document import Document, kept
from claims.models.history import recorded
from claims.models.redirect import former_slugs


class UrlKey(Func):
    """What two addresses of the same page have in common."""

    function = "claims_url_key"
    output_field = TextField(db_collation="C")


class Source(Citable):
    """A text, a recording or a document that reports statements."""

    kind = models.CharField(max_length=14, choices=SourceKind.choices, help_text="What sort of source it is.")
    url = models.URLField(max_length=2000, blank=True, default="", help_text="Its address; empty when offline.")
    headline = models.CharField(max_length=500, blank=True, default="", help_text="Its title, where it has one.")
    publisher = models.CharField(max_length=200, blank=True, default="", help_text="Who published it.")
    author = models.CharField(max_length=200, blank=True, default="", help_text="Who wrote it.")
    published_on = models.DateField(null=True, blank=True, help_text="First day of the period it appeared in.")
    published_on_precision = PrecisionField(blank=True, default="", help_text="How exactly that is known.")
    language = models.CharField(max_length=35, blank=True, default="", help_text="BCP 47, as in “en” or “pt-BR”.")
    archived_url = models.URLField(max_length=2000, blank=True, default="", help_text="A copy in an archive.")
    accessed_on = models.DateField(null=True, blank=True, help_text="When it was last read by the team.")
    content_sha256 = models.CharField(
        max_length=64, blank=True, default="", help_text="SHA-256 of the source as it was read, in hexadecimal."
    )
    content = models.TextField(
        blank=True,
        default="",
        help_text="The text, where the deployment may keep it: quotes are verified with it, readers do not see it.",
    )
    # Not of the text: what readers do not see, they do not find.
    document = kept(Document("language", "headline", "publisher", "author"))

    class Meta(Citable.Meta):
        abstract = False
        constraints = [
            matches("slug", SLUG_PATTERN, "source_slug_well_formed"),
            not_blank("slug", "source_slug_not_blank"),
            one_of("kind", SourceKind, "source_kind_valid"),
            matches("url", URL_PATTERN, "source_url_is_url"),
            matches("archived_url", URL_PATTERN, "source_archived_url_is_url"),
            matches("language", LANGUAGE_PATTERN, "source_language_well_formed"),
            matches("content_sha256", "^[0-9a-f]{64}$", "source_content_sha256_well_formed"),
            vague_date("published_on", "source_published_precision_consistent"),
            models.UniqueConstraint(UrlKey("url"), condition=~Q(url=""), name="source_url_unique"),
        ]
        indexes = [
            models.Index("published_on", "id", name="source_published_on"),
            models.Index(F("published_on").desc(nulls_last=True), F("id").desc(), name="source_published_on_desc"),
            models.Index("created_at", "id", name="source_created_at"),
            models.Index("language", name="source_language"),
            GinIndex("document", name="source_document"),
        ]
        triggers = [
            Touch(name="touch"),
            *former_slugs(Collection.SOURCES),
            *recorded(Collection.SOURCES, {"url": "external_url"}),
            CommitCheck(
                "quotes_stand",
                pgtrigger.UpdateOf("content"),
                "PERFORM claims_check_quote(id) FROM claims_statement WHERE source_id = NEW.id",
            ),
        ]

    def slug_source(self) -> str:
        return " ".join((self.publisher, self.headline or self.kind, str(self.published_on or "")))
