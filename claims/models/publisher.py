"""Publishers, which follow from the sources, and whom they quote (`migrations/sql/0003/publishers.sql`)."""

from django.db import models

from claims.models.speaker import Speaker
from claims.querysets import RecordQuerySet


class Publisher(models.Model):
    """All spellings of one publisher of sources; a view."""

    IS_DERIVED = True

    key = models.TextField(primary_key=True, help_text="The name as names are compared.")
    name = models.CharField(max_length=200, help_text="The name as the latest source has it.")
    source_count = models.PositiveIntegerField(help_text="How many sources it has, counted up to 1,000.")
    source_count_at_least = models.BooleanField(help_text="There may be more than 1,000 sources.")
    newest_sources = models.PositiveIntegerField(
        help_text="How many sources `quoted` is about: those that appeared last, at most 200."
    )
    newest_statements = models.PositiveIntegerField(
        help_text="How many statements in them `quoted` is about: those that stand, at most 2,000."
    )

    objects = RecordQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "claims_publisher"

    def __str__(self) -> str:
        return self.name


class Quoted(models.Model):
    """A speaker with statements in the newest sources of a publisher; a view."""

    IS_DERIVED = True

    id = models.TextField(primary_key=True)
    publisher = models.ForeignKey(Publisher, on_delete=models.DO_NOTHING, related_name="quoted")
    speaker = models.ForeignKey(Speaker, on_delete=models.DO_NOTHING, related_name="+")
    statement_count = models.PositiveIntegerField(help_text="How many of these statements are by this speaker.")

    objects = RecordQuerySet.as_manager()

    class Meta:
        managed = False
        db_table = "claims_quoted"

    def __str__(self) -> str:
        return f"{self.publisher} quotes {self.speaker}"
