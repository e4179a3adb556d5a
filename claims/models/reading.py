"""The team's work on the text of a source: what is no statement, unfinished cards, and whether it is done."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length

from claims.models.base import Stamped, Touch, bounded, check, not_blank, unique
from claims.models.source import Source
from claims.models.texts import StoredTexts

SPAN_WORDS = "The words end after they begin."


def start_field() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(help_text="Characters of the text before the words.")


def end_field() -> models.PositiveIntegerField:
    return models.PositiveIntegerField(help_text="Characters of the text up to their end.")


class Reading(Stamped):
    """How far the team is with a source: the quotations that were found in it, and whether it is done."""

    IS_UNPUBLISHED = True

    source = models.OneToOneField(Source, on_delete=models.CASCADE, related_name="reading")
    found = models.PositiveIntegerField(default=0, help_text="Candidates that were found when it was last read.")
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who said that nothing is left in it.",
    )
    done_at = models.DateTimeField(null=True, blank=True, help_text="When; empty while something is left.")

    class Meta(Stamped.Meta):
        abstract = False
        triggers = [Touch(name="touch")]

    def __str__(self) -> str:
        return f"reading of {self.source.slug}"


class Dismissal(Stamped):
    """Words of a source that somebody found to be no statement. They are not offered again."""

    IS_UNPUBLISHED = True

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="dismissals", db_index=False)
    exact = models.TextField(help_text="The words.")
    start = start_field()
    end = end_field()
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", help_text="Who found so."
    )

    class Meta(Stamped.Meta):
        abstract = False
        constraints = [
            not_blank("exact", "dismissal_exact_not_blank"),
            bounded("dismissal_texts_bounded", "exact"),
            check("dismissal_offsets_span_the_words", Q(end=F("start") + Length("exact")), SPAN_WORDS),
            unique("dismissal_once", "source", "start", "end", words="These words are dismissed already."),
        ]
        triggers = [StoredTexts("exact", counted="exact"), Touch(name="touch")]

    def __str__(self) -> str:
        return self.exact


class Draft(Stamped):
    """A card that somebody has filled in and not recorded yet. Each person has their own."""

    IS_UNPUBLISHED = True

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="drafts", db_index=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", help_text="Whose it is."
    )
    start = start_field()
    end = end_field()
    fields = models.JSONField(default=dict, help_text="The values of the form, by the names of its fields.")

    class Meta(Stamped.Meta):
        abstract = False
        constraints = [
            check("draft_end_after_start", Q(end__gt=F("start")), SPAN_WORDS),
            unique("draft_once", "source", "author", "start", "end", words="There is a draft for these words."),
        ]
        triggers = [Touch(name="touch")]

    def __str__(self) -> str:
        return f"{self.author} on {self.source.slug}, {self.start}–{self.end}"
