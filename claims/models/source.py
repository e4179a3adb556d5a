"""Sources: where statements stand (schema.org CreativeWork)."""

from typing import Any

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Func, Q, TextField
from django.db.models.functions import MD5

from claims.choices import Collection, SourceKind
from claims.models.base import (
    SHA256_PATTERN,
    SHA256_WORDS,
    Citable,
    CommitCheck,
    Touch,
    bounded,
    generated,
    is_language,
    is_url,
    matches,
    one_of,
    precision_field,
    slug_rules,
    unique,
    vague_date,
)
from claims.models.defaults import Defaults, day_where_dated
from claims.models.document import document_of
from claims.models.history import recorded
from claims.models.redirect import former_slugs
from claims.models.texts import StoredTexts
from claims.querysets import same

# Characters. A body that is written through the API has two mebibytes.
MAX_CONTENT = 2_000_000


def url_key(address: Any) -> MD5:
    """The hash of the normalised address, which is equal for all spellings of an address.

    A hash, since the address in ASCII may be longer than an index entry.
    """
    return MD5(Func(address, function="claims_url_key", output_field=TextField(db_collation="C")))


# Defaults that depend on other columns.
DEFAULTS = day_where_dated("published_on")


class Source(Citable):
    """A text, a recording or a document that reports statements."""

    DEFAULTS = DEFAULTS

    kind = models.CharField(max_length=14, choices=SourceKind.choices, help_text="What sort of source it is.")
    url = models.URLField(max_length=2000, blank=True, default="", help_text="Its address; empty when offline.")
    headline = models.CharField(max_length=500, blank=True, default="", help_text="Its title, where it has one.")
    publisher = models.CharField(max_length=200, blank=True, default="", help_text="Who published it.")
    author = models.CharField(max_length=200, blank=True, default="", help_text="Who wrote it.")
    published_on = models.DateField(null=True, blank=True, help_text="First day of the period it appeared in.")
    published_on_precision = precision_field(blank=True, default="", help_text="How exactly that is known.")
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
    # Without `content`: a search must not reveal what readers may not see.
    document = generated(document_of("language", "headline", "publisher", "author"))

    class Meta(Citable.Meta):
        abstract = False
        permissions = [("merge_source", "Can merge sources"), ("unmerge_source", "Can undo merges of sources")]
        constraints = [
            *slug_rules("source"),
            one_of("kind", SourceKind, "source_kind_valid"),
            bounded("source_texts_bounded", "content", most=MAX_CONTENT),
            is_url("url", "source_url_is_url"),
            is_url("archived_url", "source_archived_url_is_url"),
            is_language("language", "source_language_well_formed"),
            matches("content_sha256", SHA256_PATTERN, "source_content_sha256_well_formed", SHA256_WORDS),
            vague_date("published_on", "source_published_precision_consistent"),
            unique(
                "source_url_unique",
                url_key("url"),
                condition=~Q(url=""),
                words="There is a source with this address already, perhaps written a little differently.",
            ),
        ]
        indexes = [
            models.Index("published_on", "id", name="source_published_on"),
            models.Index(F("published_on").desc(nulls_last=True), F("id").desc(), name="source_published_on_desc"),
            models.Index("created_at", "id", name="source_created_at"),
            models.Index("language", name="source_language"),
            models.Index(
                *(same("publisher"), F("published_on").desc(nulls_last=True), F("id").desc()), name="source_publisher"
            ),
            models.Index(same("author"), name="source_author"),
            # The same text is found by it (`claims.services.texts`): a text may be longer than an index entry.
            models.Index(MD5("content"), name="source_content", condition=~Q(content="")),
            GinIndex("document", name="source_document"),
        ]
        triggers = [
            Defaults(DEFAULTS),
            StoredTexts("content"),
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
