"""Imports: which file was imported, by whom, and which of its records became which row."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from claims.models.base import SHA256_PATTERN, SHA256_WORDS, Stamped, Touch, check, matches, not_blank, unique
from claims.models.texts import StoredTexts


def person(about: str) -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", help_text=about
    )


class Import(Stamped):
    """One import of a file. Its history has who changed what; this has what it was made of."""

    IS_UNPUBLISHED = True

    format = models.CharField(max_length=20, help_text="The format of the file, as the command names it.")
    system = models.CharField(max_length=100, help_text="Whose keys the records have: another system, or a file.")
    file = models.CharField(max_length=200, help_text="The name of the file.")
    sha256 = models.CharField(max_length=64, blank=True, default="", help_text="Of the bytes of the file.")
    mapping = models.TextField(blank=True, default="", help_text="The mapping file, as it was.")
    coder = person("Who imported it, and so coded its stances.")
    reviewer = person("Who took it on himself that its stances are right; empty where they are suggestions.")
    finished_at = models.DateTimeField(null=True, blank=True, help_text="When it was complete.")
    counts = models.JSONField(default=dict, help_text="How many rows were created, changed, found, refused.")

    class Meta(Stamped.Meta):
        abstract = False
        constraints = [
            not_blank("system", "import_system_not_blank"),
            matches("sha256", SHA256_PATTERN, "import_sha256_well_formed", SHA256_WORDS),
            check(
                "import_reviewed_by_somebody_else",
                Q(coder__isnull=True) | Q(reviewer__isnull=True) | ~Q(coder=F("reviewer")),
                "Who imports a file does not review what it suggests: that takes a second person.",
            ),
        ]
        triggers = [StoredTexts(), Touch(name="touch")]

    def __str__(self) -> str:
        return f"{self.file} ({self.format})"


class Upload(Stamped):
    """A file that somebody looks at before it is imported, what was done with it last, and how far that is.

    It is kept for a day.
    """

    IS_UNPUBLISHED = True

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+", help_text="Who may import it."
    )
    format = models.CharField(max_length=20, help_text="The format of the file.")
    name = models.CharField(max_length=200, help_text="The name of the file.")
    content = models.BinaryField(help_text="The file.")
    mapping = models.TextField(blank=True, default="", help_text="The mapping file that it is read by.")
    dry_run = models.BooleanField(default=True, help_text="Whether it is only looked at.")
    seen_at = models.DateTimeField(
        null=True, blank=True, help_text="When its reader gave the last sign of life; empty before it is read."
    )
    done = models.BigIntegerField(default=0, help_text="How many bytes are read.")
    result = models.JSONField(null=True, blank=True, help_text="What was or would be done; empty until that is known.")

    class Meta(Stamped.Meta):
        abstract = False
        constraints = [
            check(
                "upload_result_of_work",
                Q(result__isnull=True) | Q(seen_at__isnull=False),
                "A file that is not read yet has no result.",
            ),
            check("upload_done_not_negative", Q(done__gte=0), "Nobody reads less than nothing."),
        ]
        triggers = [StoredTexts(), Touch(name="touch")]

    def __str__(self) -> str:
        return self.name


class ImportedRecord(Stamped):
    """A record of another system, and the row that it became. The same record is not imported twice."""

    IS_UNPUBLISHED = True

    system = models.CharField(max_length=100, help_text="Whose key it is.")
    collection = models.CharField(max_length=20, help_text="The collection of its row.")
    key = models.CharField(max_length=200, db_collation="C", help_text="What names the record there.")
    row = models.CharField(max_length=120, db_collation="C", help_text="The slug or number of its row.")
    sha256 = models.CharField(max_length=64, blank=True, default="", help_text="Of the record as it was imported last.")
    raw = models.JSONField(null=True, help_text="The record itself; empty for what several records mention.")
    run = models.ForeignKey(Import, on_delete=models.PROTECT, related_name="records", help_text="Its last import.")

    class Meta(Stamped.Meta):
        abstract = False
        constraints = [
            matches("sha256", SHA256_PATTERN, "importedrecord_sha256_well_formed", SHA256_WORDS),
            unique("importedrecord_once", "system", "collection", "key", words="This record is imported already."),
        ]
        triggers: list[pgtrigger.Trigger] = [Touch(name="touch")]

    def __str__(self) -> str:
        return f"{self.system} {self.collection}/{self.key}"
