"""The vocabulary of reads: every conditional read of the project is a method here, named in the domain's words."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, Expression, F, Func, OuterRef, QuerySet, Value

from claims.choices import Collection, ReviewStatus, Role

# What one may know depends on one's role alone.
Reader = Role


class RecordQuerySet(QuerySet[Any]):
    """Reads of any table."""

    def visible_to(self, reader: Reader) -> Self:
        """What `reader` may know of: everything, where a table does not say otherwise."""
        return self

    def get_by_natural_key(self, *key: Any) -> Any:
        """The row that a fixture names by `key`, the values of the model's `NATURAL_KEY`, in that order."""
        return self.get(**dict(zip(self.model.NATURAL_KEY, key, strict=True)))


class ClaimQuerySet(RecordQuerySet):
    """Reads of claims."""

    def along_positions(self) -> Self:
        """Each claim once, where conditions on `positions` reach a speaker's own and represented one alike."""
        return self.distinct("positions__claim_created_at", "positions__claim")


class Settled(Func):
    """The number below which no transaction is under way any more."""

    function = "claims_settled"
    output_field = models.BigIntegerField()


# Fields that a history does not show. The text of a source is shown to nobody, nor who is on the team.
HIDDEN = ("content", "coder", "reviewer", "editor")
# What the team says to each other is for the team.
HIDDEN_FROM_READERS = (*HIDDEN, "review_note")


class ChangesSeen(Func):
    """The fields that changed, but those that are hidden: `field`, `old` and `new` of each.

    `kind` is the column that says what happened to the row for whoever reads it.
    """

    function = "claims_changes_seen"
    output_field = models.JSONField()

    def __init__(self, kind: str, hidden: Iterable[str]) -> None:
        super().__init__(kind, "old", "new", template=f"%(function)s(%(expressions)s, '{{{','.join(hidden)}}}')")


class ChangeQuerySet(RecordQuerySet):
    """Reads of changes."""

    def visible_to(self, reader: Reader) -> Self:
        """What happened to rows that everybody may see; to the team, to any row."""
        return self if reader.includes(Role.CODER) else self.public()

    def public(self) -> Self:
        """What happened to rows that everybody may see."""
        return self.exclude(shown="")

    def settled(self) -> Self:
        """Changes of transactions before which none can commit any more, so that nothing is inserted among them."""
        return self.filter(transaction__lt=Settled())

    def unsettled(self) -> Self:
        """Changes that are written, but not served yet: an earlier transaction is still under way."""
        return self.filter(transaction__gte=Settled())

    def outlasting_rows(self, reader: Reader) -> Self:
        """Changes that `reader` may ask for when their row is gone: of a stance, which was taken back, the team."""
        return self if reader.includes(Role.CODER) else self.exclude(collection=Collection.STANCES)

    def told_to(self, reader: Reader) -> Self:
        """Each as `reader` sees it: what happened to the row in `seen`, and the fields that changed in `changes`."""
        if reader.includes(Role.CODER):
            return self.annotate(seen=F("kind"), changes=ChangesSeen("kind", HIDDEN))
        return self.annotate(seen=F("shown"), changes=ChangesSeen("shown", HIDDEN_FROM_READERS))


class CorrectionQuerySet(RecordQuerySet):
    """Reads of corrections."""

    def newest(self, number: int) -> Self:
        """The last that were made, with what they correct."""
        joined = self.select_related("statement__speaker", "replacement")
        return joined.order_by("-corrected_at", "-pk")[:number]


class StanceQuerySet(RecordQuerySet):
    """Reads of stances."""

    def visible_to(self, reader: Reader) -> Self:
        """Suggested and rejected stances are known to the editorial team alone."""
        return self if reader.includes(Role.CODER) else self.filter(review_status=ReviewStatus.CONFIRMED)

    def suggested(self) -> Self:
        """Those that wait for a reviewer."""
        return self.filter(review_status=ReviewStatus.SUGGESTED)

    def suggested_by(self, coder: Any) -> Self:
        """Those that `coder` may still change."""
        return self.suggested().filter(coder=coder)

    def about_claim(self, slug: str) -> Self:
        return self.filter(claim__slug=slug)

    def about_incident(self, slug: str) -> Self:
        """Those on claims that are linked to the incident."""
        claims = self.model.claim.get_queryset()
        return self.filter(Exists(claims.filter(pk=OuterRef("claim"), incident_links__incident__slug=slug)))


class RedirectQuerySet(RecordQuerySet):
    """Reads of redirects."""

    def present(self, collection: str, slugs: Iterable[str]) -> dict[str, str]:
        """The present slug for each of `slugs` that is a former one in `collection`."""
        return dict(self.filter(collection=collection, old_slug__in=slugs).values_list("old_slug", "new_slug"))

    def like(self, collection: str, stem: str) -> set[str]:
        """The former slugs in `collection` that begin with `stem`."""
        return set(self.filter(collection=collection, old_slug__startswith=stem).values_list("old_slug", flat=True))


# Prefix of the annotations that stand for columns of a position as they were on a day.
THEN = "then_"


class Standing(Func):
    """One column of where a speaker stood on a claim on a day (`claims_derive` in the database)."""

    function = "claims_derive"
    template = "(%(function)s(%(expressions)s)).%(column)s"

    def __init__(self, column: str, day: date | Expression, output_field: models.Field) -> None:
        moment = day if isinstance(day, Expression) else Value(day, output_field=models.DateField())
        super().__init__(
            F("speaker_id"), F("claim_id"), F("capacity"), moment, output_field=output_field, column=column
        )


class PositionQuerySet(RecordQuerySet):
    """Reads of positions."""

    def as_of(self, day: date | Expression) -> Self:
        """Positions as they were at the end of `day`, in `then_…`; of those only that had been taken by then."""
        return self.annotate(
            then_position=Standing("position", day, models.CharField()),
            then_first_on=Standing("first_on", day, models.DateField()),
            then_last_on=Standing("last_on", day, models.DateField()),
            then_stance_count=Standing("stance_count", day, models.IntegerField()),
            then_changed=Standing("changed", day, models.BooleanField()),
        ).filter(then_position__isnull=False)
