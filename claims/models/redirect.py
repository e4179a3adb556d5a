"""Redirects: the former slugs of rows that people cite, and where they lead now; kept by the database itself."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F

from claims.choices import CitableCollection, Collection
from claims.models.base import SLUG_PATTERN, CommitCheck, Record, Touch, matches, not_blank, one_of
from claims.querysets import RedirectQuerySet


class Renamed(pgtrigger.Trigger):
    """Records the former slug of a row that gets another one (`claims_follow_slug` in `redirects.sql`)."""

    when = pgtrigger.After
    condition = pgtrigger.Condition("OLD.slug IS DISTINCT FROM NEW.slug")

    def __init__(self, collection: Collection) -> None:
        func = f"PERFORM claims_follow_slug('{collection}', OLD.slug, NEW.slug); RETURN NULL;"
        super().__init__(name="renamed", operation=pgtrigger.UpdateOf("slug"), func=func)


class SlugIsNew(pgtrigger.Trigger):
    """Refuses rows that come with the former slug of another one: for all rows of an INSERT or COPY at once."""

    level = pgtrigger.Statement
    when = pgtrigger.After
    operation = pgtrigger.Insert
    referencing = pgtrigger.Referencing(new="new_rows")

    def __init__(self, collection: Collection) -> None:
        func = f"""
            PERFORM claims_refuse_former_slug('{collection}', n.slug, r.new_slug)
            FROM new_rows n JOIN claims_redirect r ON r.collection = '{collection}' AND r.old_slug = n.slug;
            RETURN NULL;
        """
        super().__init__(name="slug_is_new", func=func)


class Gone(pgtrigger.Trigger):
    """Forgets the former slugs of a row that is deleted; those of a merged one have been given to another before."""

    when = pgtrigger.After
    operation = pgtrigger.Delete

    def __init__(self, collection: Collection) -> None:
        delete = f"DELETE FROM claims_redirect WHERE collection = '{collection}' AND new_slug = OLD.slug"  # noqa: S608
        super().__init__(name="gone", func=f"{delete}; RETURN NULL;")


def former_slugs(collection: Collection) -> list[pgtrigger.Trigger]:
    """The triggers by which the rows of a collection keep their former slugs."""
    return [Renamed(collection), SlugIsNew(collection), Gone(collection)]


class Redirect(Record):
    """A former slug, and the slug that the row has now, or the one it was merged into."""

    NATURAL_KEY = ("collection", "old_slug")

    collection = models.CharField(
        max_length=10, choices=CitableCollection.choices, help_text="The collection that both slugs belong to."
    )
    old_slug = models.CharField(max_length=120, db_collation="C", help_text="The former slug.")
    new_slug = models.CharField(max_length=120, db_collation="C", help_text="The present slug of the row.")
    merged_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who merged the row into the present one; empty where it was renamed.",
    )

    objects = RedirectQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("collection", CitableCollection, "redirect_collection_valid"),
            matches("old_slug", SLUG_PATTERN, "redirect_old_slug_well_formed"),
            not_blank("old_slug", "redirect_old_slug_not_blank"),
            CheckConstraint(condition=~models.Q(old_slug=F("new_slug")), name="redirect_leads_elsewhere"),
            models.UniqueConstraint("collection", "old_slug", name="redirect_unique"),
        ]
        indexes = [
            models.Index("collection", "new_slug", name="redirect_new_slug"),
            models.Index("created_at", "id", name="redirect_created_at"),
            models.Index("updated_at", "id", name="redirect_updated_at"),
        ]
        triggers = [
            Touch(name="touch"),
            pgtrigger.Trigger(
                name="reserve",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("collection", "old_slug"),
                func="PERFORM claims_reserve_slug(NEW.collection, NEW.old_slug, pg_trigger_depth()); RETURN NEW;",
            ),
            CommitCheck("leads", pgtrigger.Insert | pgtrigger.Update, "PERFORM claims_check_redirect(NEW.id)"),
        ]

    def __str__(self) -> str:
        return f"{self.collection}/{self.old_slug} → {self.new_slug}"


def collection_of(model: type[Any]) -> str:
    """The collection that shows the rows of a model."""
    return f"{model._meta.model_name}s"
