"""Reads: every query with a condition is a method here, named in the words of the domain."""

import unicodedata
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.lookups import Exact

from claims.choices import Collection, PublicationStatus, ReviewStatus, Role

# Which rows somebody may read depends on their role alone.
Reader = Role


def same(text: Any) -> Func:
    """A text as it is compared: without regard to case, white space, and the shapes of marks and characters."""
    return Func(text, function="claims_same", output_field=models.TextField())


def is_same(field: str, text: Any) -> Q:
    """The condition that a field holds the same text; `text` is an expression."""
    return Q(Exact(same(F(field)), same(text)))


class RecordQuerySet(QuerySet[Any]):
    """Reads of any table."""

    def visible_to(self, reader: Reader) -> Self:
        """The rows that `reader` may read: all of them, unless a subclass restricts this."""
        return self

    def get_by_natural_key(self, *key: Any) -> Any:
        """The row whose `NATURAL_KEY` has the values `key`; fixtures name rows so."""
        return self.get(*map(self._has, self.model.NATURAL_KEY, key))

    def _has(self, path: str, value: Any) -> Q:
        """The condition that a column or a relation has a value. Texts may be written otherwise than stored."""
        field = None if "__" in path else self.model._meta.get_field(path)
        if isinstance(field, models.TextField):
            return Q(**{path: unicodedata.normalize("NFC", value)})
        if isinstance(field, models.CharField) and not (field.choices or getattr(field, "db_collation", None)):
            return is_same(path, Value(value))
        return Q(**{path: value})


class SpeakerQuerySet(RecordQuerySet):
    """Reads of speakers."""

    def like(self, names: list[str], identifiers: dict[str, str]) -> Self:
        """Speakers that have one of the names, in whatever spelling, or one of the identifiers."""
        pairs = [f"{scheme}:{value}" for scheme, value in identifiers.items()]
        return self.filter(pk__in=RawSQL("SELECT claims_namesakes(%s, %s)", [names, pairs])).order_by("pk")


class ClaimQuerySet(RecordQuerySet):
    """Reads of claims."""

    def distinct_along_positions(self) -> Self:
        """Each claim once where positions are joined: a speaker may have two positions on it, one in each capacity."""
        return self.distinct("positions__claim_created_at", "positions__claim")


class FeedHorizon(Func):
    """The transaction number below which no transaction is still running."""

    function = "claims_feed_horizon"
    output_field = models.BigIntegerField()


# Fields that no history shows: the text of a source (copyright), and the names of the team's members.
HIDDEN = ("content", "coder", "reviewer", "approver", "editor")
# Notes within the team are shown to the team alone.
HIDDEN_FROM_READERS = (*HIDDEN, "review_note")


class VisibleChanges(Func):
    """The fields that changed, without the hidden ones, as a list of objects with `field`, `old` and `new`.

    `kind` is the column that has the kind of the change from the reader's point of view.
    """

    function = "claims_visible_changes"
    output_field = models.JSONField()

    def __init__(self, kind: str, hidden: Iterable[str]) -> None:
        super().__init__(kind, "old", "new", template=f"%(function)s(%(expressions)s, '{{{','.join(hidden)}}}')")


class ChangeQuerySet(RecordQuerySet):
    """Reads of changes."""

    def visible_to(self, reader: Reader) -> Self:
        """Changes of public rows; for the team, of all rows."""
        return self if reader.includes(Role.CODER) else self.public()

    def public(self) -> Self:
        """Changes of rows that were public before or after the change."""
        return self.exclude(shown="")

    def before_horizon(self) -> Self:
        """Changes that the feed serves: no running transaction can still insert a change before them."""
        return self.filter(transaction__lt=FeedHorizon())

    def beyond_horizon(self) -> Self:
        """Changes that the feed does not serve yet, because an earlier transaction is still running."""
        return self.filter(transaction__gte=FeedHorizon())

    def outlasting_rows(self, reader: Reader) -> Self:
        """Changes that `reader` may still read when the row is deleted: only the team those of what was not public."""
        hidden = (Collection.STANCES, Collection.REVIEWS)
        return self if reader.includes(Role.CODER) else self.exclude(collection__in=hidden)

    def told_to(self, reader: Reader) -> Self:
        """Each change from the point of view of `reader`: its kind in `seen`, and its fields in `changes`."""
        if reader.includes(Role.CODER):
            return self.annotate(seen=F("kind"), changes=VisibleChanges("kind", HIDDEN))
        return self.annotate(seen=F("shown"), changes=VisibleChanges("shown", HIDDEN_FROM_READERS))


class StanceQuerySet(RecordQuerySet):
    """Reads of stances."""

    def visible_to(self, reader: Reader) -> Self:
        """Confirmed stances; for the team, suggested and rejected ones too."""
        return self if reader.includes(Role.CODER) else self.filter(review_status=ReviewStatus.CONFIRMED)

    def suggested(self) -> Self:
        """Stances that wait for a reviewer."""
        return self.filter(review_status=ReviewStatus.SUGGESTED)

    def suggested_by(self, coder: Any) -> Self:
        """Suggested stances of `coder`, who may still change them."""
        return self.suggested().filter(coder=coder)

    def about_claim(self, slug: str) -> Self:
        return self.filter(claim__slug=slug)

    def about_incident(self, slug: str) -> Self:
        """Stances on claims that are linked to the incident."""
        claims = self.model.claim.get_queryset()
        return self.filter(Exists(claims.filter(pk=OuterRef("claim"), incident_links__incident__slug=slug)))


class ReviewQuerySet(RecordQuerySet):
    """Reads of reviews."""

    def published(self) -> Self:
        return self.filter(status=PublicationStatus.PUBLISHED)

    def approved(self) -> Self:
        """Those that somebody approved as they are, with their claims: published, or being proofread."""
        return self.filter(status__in=[PublicationStatus.PROOFREADING_NEEDED, PublicationStatus.PUBLISHED])

    def visible_to(self, reader: Reader) -> Self:
        """Published reviews; for the team, those that are being written too."""
        return self if reader.includes(Role.CODER) else self.published()


class RedirectQuerySet(RecordQuerySet):
    """Reads of redirects."""

    def present(self, collection: str, slugs: Iterable[str]) -> dict[str, str]:
        """A dict of those of `slugs` that are former ones in `collection`, with their present slugs."""
        return dict(self.filter(collection=collection, old_slug__in=slugs).values_list("old_slug", "new_slug"))
