"""Redirects: the former slugs of citable rows, and the slugs they redirect to; triggers write them."""

from typing import Any

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F

from claims.choices import CitableCollection, Collection
from claims.models.base import (
    SLUG_PATTERN,
    SLUG_WORDS,
    CommitCheck,
    Record,
    Touch,
    check,
    matches,
    not_blank,
    one_of,
    unique,
)
from claims.querysets import RedirectQuerySet


class Renamed(pgtrigger.Trigger):
    """Writes a redirect from the former slug when a row gets another one (`claims_record_rename`)."""

    when = pgtrigger.After
    condition = pgtrigger.Condition("OLD.slug IS DISTINCT FROM NEW.slug")

    def __init__(self, collection: Collection) -> None:
        func = f"PERFORM claims_record_rename('{collection}', NEW.id, OLD.slug, NEW.slug); RETURN NULL;"
        super().__init__(name="renamed", operation=pgtrigger.UpdateOf("slug"), func=func)


class SlugIsNew(pgtrigger.Trigger):
    """Refuses new rows whose slug is the former slug of another row. Runs once for each INSERT or COPY."""

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


class ForgetFormerSlugs(pgtrigger.Trigger):
    """Deletes the redirects to a deleted row. A merge has pointed them to the kept row before it deletes."""

    when = pgtrigger.After
    operation = pgtrigger.Delete

    def __init__(self, collection: Collection) -> None:
        delete = f"DELETE FROM claims_redirect WHERE collection = '{collection}' AND new_slug = OLD.slug"  # noqa: S608
        super().__init__(name="forget_former_slugs", func=f"{delete}; RETURN NULL;")


def former_slugs(collection: Collection) -> list[pgtrigger.Trigger]:
    """The triggers that write, protect and delete the redirects of a collection."""
    return [Renamed(collection), SlugIsNew(collection), ForgetFormerSlugs(collection)]


class Redirect(Record):
    """A former slug, and the present slug of its row or of the row that it was merged into."""

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
    # It names rows by their primary keys, which other databases do not have: so fixtures leave it out.
    undo = models.JSONField(
        null=True,
        editable=False,
        serialize=False,
        help_text="What the merge did, so that it can be undone; empty where the row was renamed.",
    )

    objects = RedirectQuerySet.as_manager()  # type: ignore[misc]

    class Meta(Record.Meta):
        abstract = False
        constraints = [
            one_of("collection", CitableCollection, "redirect_collection_valid"),
            matches("old_slug", SLUG_PATTERN, "redirect_old_slug_well_formed", SLUG_WORDS),
            not_blank("old_slug", "redirect_old_slug_not_blank"),
            check("redirect_leads_elsewhere", ~models.Q(old_slug=F("new_slug")), "A former slug leads to another one."),
            unique(
                "redirect_unique",
                "collection",
                "old_slug",
                words="This slug is a former one of another row already.",
            ),
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
    """The name of the API's collection that shows the rows of a model."""
    return f"{model._meta.model_name}s"
