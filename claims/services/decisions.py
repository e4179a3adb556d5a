"""Decisions on rows that two people make: what stands in their way, and how a row is locked for one.

Stances are confirmed so (`claims.services.review`), and reviews published (`claims.services.publishing`).
"""

import hashlib
from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Model
from django.utils.translation import gettext, pgettext

from claims.choices import Collection
from claims.services import policy


class NotReviewed(Exception):  # noqa: N818 - named for what happened
    """Nothing was decided; the message says why. `code` is the stable name of the reason in the API."""

    code = "not-reviewed"


class NotAllowed(NotReviewed):
    """This user may not do this to this row."""

    code = "review-not-allowed"


class Overtaken(NotReviewed):
    """Somebody changed the row after whoever decides read it."""

    code = "review-overtaken"


class Incomplete(NotReviewed):
    """The decision needs a reason."""

    code = "review-needs-reason"


def changed_by(collection: Collection) -> str:
    """SQL: whether a user changed rows of the table expression `judged` after somebody else last wrote the decided row.

    `judged` has the collection and the key of each row, and the fields that count (NULL: all). A change by which the
    decided row became or ceased to be public holds all its fields; of that row, only new values count.

    Args:
        collection: that of the decided row. The values are the user, the row’s primary key, and the user again.
    """
    return f"""EXISTS (
        SELECT FROM judged j JOIN claims_change c ON c.collection = j.collection AND c.row_id = j.row_id
        WHERE c.user_id = %s
          AND (j.fields IS NULL OR c.new ?| j.fields OR j.collection <> '{collection}' AND c.old ?| j.fields)
          AND c.id > coalesce((
              SELECT max(id) FROM claims_change
              WHERE collection = '{collection}' AND row_id = %s AND user_id IS DISTINCT FROM %s
          ), 0)
    )"""  # noqa: S608


def version_of(rows: Iterable[Any]) -> str:
    """What somebody sees of rows, as a text that differs whenever one of them has changed."""
    seen = (f"{row._meta.label} {row.pk} {row.updated_at}" for row in rows)
    return hashlib.sha256(" ".join(seen).encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Decided:
    """A table whose rows are decided on.

    Attributes:
        status: the column that the decisions change.
        version: what whoever decides sees of a row, and of what it rests on.
        lock_subjects: locks what a row rests on until the transaction ends; raises Overtaken.
    """

    model: type[Model]
    status: str
    version: Callable[[Any], str]
    lock_subjects: Callable[[Any], None]

    def lock(self, row: Any, by: User, action: str, statuses: Set[str], *, seen: str, held: policy.Actor | None) -> Any:
        """The row, locked with what it rests on until the transaction ends.

        Args:
            action: as in `claims.roles.ROLES`.
            statuses: those in which a row is decided so.
            seen: the version that `by` saw; that of `row` where it is empty.
            held: who acts, where the transaction has locked the row, and what it rests on, before it read `row`.

        Raises:
            NotAllowed: `by` may not do this.
            Overtaken: something has changed since `row` was read, or its status is none of `statuses`.
        """
        actor = held or policy.Actor(policy.role_of(by), by.pk)
        if policy.refusal(actor, action, self.model):
            raise NotAllowed(gettext("This takes another role than yours."))
        if not held:
            seen = seen or self.version(row)
        locked = row if held else self.model._default_manager.select_for_update().filter(pk=row.pk).first()
        if locked is None:
            raise Overtaken(gettext("It has been deleted meanwhile."))
        status = getattr(locked, self.status)
        if status not in statuses:
            raise Overtaken(
                gettext("Somebody was faster: it is {status} already.").format(status=pgettext("value", status))
            )
        if refused := policy.refusal(actor, action, self.model, locked):
            raise NotAllowed(refused.words)
        if not held:
            self.lock_subjects(locked)
            if self.version(locked) != seen:
                raise Overtaken(gettext("It was changed while you looked at it: look once more."))
        return locked
