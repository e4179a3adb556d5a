"""Correcting statements: the one way to say that a statement does not stand, or that it stands again."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction

from claims.models import Correction, Statement

# What a statement and the one that replaces it have in common, unless somebody says otherwise.
SHARED = (
    *("speaker", "source", "kind", "text", "language", "original_text", "original_language", "attribution"),
    *("affiliation", "on_behalf_of", "made_on", "made_on_precision", "venue"),
)
CITED = ("exact", "prefix", "suffix", "start", "end", "media_start", "media_end")
# Who spoke, and when, decides the role that was held.
DECIDE_ROLE = {"speaker", "made_on", "made_on_precision"}


@transaction.atomic
def correct(statement: Statement, by: User | None, **said: Any) -> Correction:
    """Corrects a statement: `said` has its new `status`, `what` was wrong and `why`, and what replaces it, if anything.

    Its status follows, by the database; so do the positions.

    Raises:
        IntegrityError: as in saving any row, and when the transaction commits.
    """
    hold(statement)
    supersede(said.get("replacement"), statement)
    correction: Correction = Correction.objects.create(statement=statement, editor=by, **said)
    return correction


def hold(statement: Statement) -> None:
    """Locks a statement until the transaction ends, so that of two corrections the later one is the last word."""
    Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)


def supersede(replacement: Statement | None, statement: Statement) -> None:
    """Has a statement that replaces another one name it, where it names none; the database refuses any other one."""
    if replacement is not None and replacement.supersedes_id is None:
        replacement.supersedes = statement
        replacement.save(update_fields=["supersedes"])


def as_corrected(statement: Statement, changes: Mapping[str, Any]) -> dict[str, Any]:
    """A statement that replaces another one: as that one, but for what `changes` says."""
    shared: dict[str, Any] = {name: getattr(statement, name) for name in SHARED}
    shared["incidents"] = list(statement.incidents.all())
    if DECIDE_ROLE & changes.keys():
        del shared["affiliation"]
    if "source" not in changes:
        shared["citations"] = list(statement.citations.order_by("pk").values(*CITED))
    return {**shared, **changes, "supersedes": statement}
