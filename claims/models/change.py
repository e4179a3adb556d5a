"""Changes: who changed what, when and in which request. Triggers write them; the history and the feed read them."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Func, Q, TextField
from django.db.models.functions import Now
from django.db.models.lookups import In

from claims.choices import ChangeKind, Collection
from claims.models.base import one_of
from claims.querysets import ChangeQuerySet

# The transaction that writes. Transactions get their numbers when they begin to write, and commit in any order.
TRANSACTION = Func(function="claims_transaction", output_field=models.BigIntegerField())
# The user and the request that `claims.services.authorship` has set for the transaction; NULL and "" where it has not.
USER = Func(function="claims_writing_user", output_field=models.IntegerField())
REQUEST = Func(function="claims_writing_request", output_field=models.CharField())


# Both columns as one text: so no query of another kind can use the index of news, of which most rows are not its own.
NEW_FOR_READERS = Q(
    In(
        Func(
            F("collection"),
            F("shown"),
            arg_joiner=" || ' ' || ",
            template="(%(expressions)s)",
            output_field=TextField(),
        ),
        [
            f"{each} {ChangeKind.CREATED}"
            for each in (Collection.STATEMENTS, Collection.CORRECTIONS, Collection.REVIEWS)
        ],
    )
)
# What `claims.models.position` records when a speaker has taken both sides.
MIND_CHANGED = Q(collection=Collection.STANCES.value, row_id=None, new__has_key="contradicts")


class Change(models.Model):
    """One change of one row of a collection. Only triggers insert rows, and nothing updates or deletes them."""

    IS_DERIVED = True

    transaction = models.BigIntegerField(db_default=TRANSACTION, help_text="The transaction that wrote it.")
    collection = models.CharField(max_length=12, choices=Collection.choices, help_text="Where the row is.")
    key = models.CharField(
        max_length=120, db_collation="C", help_text="The slug or number that names the row in its collection."
    )
    row_id = models.BigIntegerField(
        null=True, help_text="The row's primary key; NULL for what concerns readers of the row, but not its history."
    )
    kind = models.CharField(max_length=7, choices=ChangeKind.choices, help_text="What happened to the row.")
    shown = models.CharField(
        max_length=7,
        choices=ChangeKind.choices,
        blank=True,
        help_text="What happened to the row for a reader without an account; empty where nothing did.",
    )
    changed_at = models.DateTimeField(db_default=Now(), help_text="When the transaction began that did it.")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        db_default=USER,
        help_text="Who did it; unknown where it was not done through the API.",
    )
    request = models.CharField(
        max_length=64, db_default=REQUEST, help_text="The id of the request that did it, where one did."
    )
    old = models.JSONField(null=True, help_text="The fields that changed, as they were.")
    new = models.JSONField(null=True, help_text="The fields that changed, as they became.")

    objects = ChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("collection", Collection, "change_collection_valid"),
            one_of("kind", ChangeKind, "change_kind_valid"),
        ]
        indexes = [
            models.Index("transaction", "id", include=["collection"], name="change_in_order"),
            models.Index("collection", "row_id", "id", name="change_of_row"),
            models.Index("collection", "key", "id", condition=Q(kind=ChangeKind.DELETED), name="change_last_key"),
            # What the feeds for people tell (`claims/web/news.py`), and of that the changed positions by their stance.
            models.Index("transaction", "id", condition=NEW_FOR_READERS | MIND_CHANGED, name="change_news"),
            models.Index("key", "id", condition=MIND_CHANGED, name="change_of_mind"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                level=pgtrigger.Statement,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                func="""
                    PERFORM claims_refuse('change_is_kept', 'What happened stays written down as it was.');
                    RETURN NULL;
                """,
            )
        ]

    def __str__(self) -> str:
        return f"{self.collection}/{self.key} {self.kind}"
