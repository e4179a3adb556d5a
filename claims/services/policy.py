"""Who may do what to which row, with which changes: the one place that the API, the desk and commands ask.

`claims.roles.ROLES` says which role each action takes. The rules here depend on the row as well. The database refuses
once more, by triggers (`claims.models.reviewed`), to change what was reviewed.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model
from django.utils.translation import gettext, gettext_noop, pgettext

from claims.choices import PublicationStatus, ReviewStatus, Role, StatementStatus
from claims.models import Affiliation, Citation, Claim, Incident, Review, Source, Speaker, Stance, Statement, Topic
from claims.models.review import WORDS, WORKFLOW
from claims.models.reviewed import reviewed_fields
from claims.roles import least_role
from claims.services.ownership import is_own, used_by_nobody_else


class Actor(NamedTuple):
    """Who acts: the role, and the primary key of the account, if there is one."""

    role: Role
    user: int | None = None


# Whoever runs commands on the server may do what an editor may.
OPERATOR = Actor(Role.EDITOR)


@dataclass(frozen=True)
class Refused:
    """Why something may not be done. `is_conflict`: nobody may, while the row is in this state."""

    words: str
    is_conflict: bool = False


class NotPermittedError(Exception):
    """The policy does not allow it; nothing was written."""

    def __init__(self, refused: Refused) -> None:
        self.refused = refused
        super().__init__(refused.words)


# Which role an action takes.
TAKES = {
    Role.CODER: gettext_noop("This takes the role of a coder."),
    Role.REVIEWER: gettext_noop("This takes the role of a reviewer."),
    Role.EDITOR: gettext_noop("This takes the role of an editor."),
}
# Fields that take another action, with its role, than the action that writes the row.
FIELDS: Mapping[tuple[type[Model], str], Mapping[str, str]] = {
    (Incident, "change"): {"status": "set_status"},
}
# The address of a reviewed row, and what it supersedes, do not touch what was reviewed: an editor may change them.
BY_EDITORS = ("slug", "supersedes")
# A row of these is changed by coders only while nobody else's work rests on it.
SHARED = (Speaker, Affiliation, Source, Topic)


def role_of(user: User | AnonymousUser, groups: Iterable[str | None] | None = None) -> Role:
    """The role of an account now: the highest of its groups, an editor's for an administrator.

    Args:
        groups: the names of its groups, where they have been read already.
    """
    if not user.is_active:
        return Role.READER
    if user.is_superuser:
        return Role.EDITOR
    names = set(user.groups.values_list("name", flat=True) if groups is None else groups)
    return next((role for role in reversed(Role) if role.value in names), Role.READER)


def lesser(one: Role, other: Role) -> Role:
    """The role of the two that may do less."""
    return other if one.includes(other) else one


def refusal(
    actor: Actor, action: str, table: type[Model], row: Model | None = None, changes: Collection[str] = ()
) -> Refused | None:
    """Why `actor` may not do `action` in `table`; None where they may.

    Args:
        action: as in `claims.roles.ROLES`.
        row: the row that it is done to, as it is stored; None for a new one, or to ask for the table in general.
        changes: the fields that would change; of a new row, those that are given.
    """
    refused = takes_role(actor, table, action) or (rule_of_row(actor, action, row) if row is not None else None)
    if refused or not changes:
        return refused
    fixed = fixed_fields(actor, action, table, row)
    return next((fixed[name] for name in sorted(changes) if name in fixed), None)


def require(*arguments: Any, **options: Any) -> None:
    """Raises NotPermittedError where `refusal` says why not."""
    if refused := refusal(*arguments, **options):
        raise NotPermittedError(refused)


def takes_role(actor: Actor, table: type[Model], action: str) -> Refused | None:
    """The refusal of an action that takes another role, or that nobody may do."""
    needed = least_role(str(table._meta.model_name), action)
    if needed is None:
        return Refused(gettext("Nobody may do this."))
    if actor.role.includes(Role(needed)):
        return None
    return Refused(gettext(TAKES[Role(needed)]))


def rule_of_row(actor: Actor, action: str, row: Any) -> Refused | None:
    """The refusal that the state of the row causes, whatever would change."""
    rules: dict[type[Model], Callable[[Actor, str, Any], Refused | None]] = {
        Stance: of_stance,
        Review: of_review,
        Citation: of_citation,
        **dict.fromkeys(SHARED, of_shared),
    }
    rule = rules.get(type(row))
    return rule(actor, action, row) if rule else None


def of_stance(actor: Actor, action: str, stance: Stance) -> Refused | None:
    """People change their own suggestions; what was reviewed changes after it was reopened."""
    if action not in {"change", "delete"} or is_own(stance, actor.user):
        return None
    may_delete = action == "delete" and actor.role.includes(Role.EDITOR)
    if may_delete and stance.review_status != ReviewStatus.CONFIRMED:
        return None
    if stance.review_status != ReviewStatus.SUGGESTED:
        return Refused(
            gettext("It is {status}: `POST /stances/{key}/reopen/` first.").format(
                status=pgettext("value", stance.review_status), key=stance.pk
            ),
            is_conflict=True,
        )
    return Refused(gettext("Somebody else suggested it."))


def of_review(actor: Actor, action: str, review: Review) -> Refused | None:
    """People change their own drafts, and reviewers whatever is not published; a draft alone is deleted."""
    if action not in {"change", "delete", "submit"} or is_own(review, actor.user):
        return None
    if review.status == PublicationStatus.DRAFT:
        needed = Role.EDITOR if action == "delete" else Role.REVIEWER
        return None if actor.role.includes(needed) else Refused(gettext("Somebody else wrote it."))
    if action == "change" and actor.role.includes(Role.REVIEWER):
        return None  # `fixed_fields` has what stays
    return reopened_first(review)


def reopened_first(review: Review) -> Refused:
    """The refusal to do to a review what is done to drafts."""
    return Refused(
        gettext("It is {status}: `POST /reviews/{key}/reopen/` first.").format(
            status=pgettext("value", review.status), key=review.slug
        ),
        is_conflict=True,
    )


def content_of_review() -> list[str]:
    """The fields of a review that say what was found out: all but its address here and the work on it."""
    return [name for name in reviewed_fields(Review) if name not in WORKFLOW]


def kept_of_review(actor: Actor, review: Review) -> Mapping[str, Refused]:
    """The fields of a review that stay: once approved, all but its words; once published, those as well."""
    if review.status not in {PublicationStatus.PROOFREADING_NEEDED, PublicationStatus.PUBLISHED}:
        return {}
    words = () if review.status == PublicationStatus.PUBLISHED else WORDS
    fixed = dict.fromkeys((name for name in content_of_review() if name not in words), reopened_first(review))
    if not actor.role.includes(Role.EDITOR):
        fixed["slug"] = Refused(gettext("It was reviewed: this takes the role of an editor."))
    return fixed


def of_citation(actor: Actor, action: str, citation: Citation) -> Refused | None:
    """A citation is a part of its statement."""
    return refusal(actor, "change", Statement, citation.statement, ["citations"])


def of_shared(actor: Actor, action: str, row: Model) -> Refused | None:
    """A coder changes what nobody else's work rests on."""
    if action != "change" or actor.role.includes(Role.EDITOR) or used_by_nobody_else(row, actor.user):
        return None
    return Refused(gettext("Others use it: changing it takes the role of an editor."))


def fixed_fields(actor: Actor, action: str, table: type[Model], row: Any = None) -> Mapping[str, Refused]:
    """The fields of a row that `actor` may not write, each with the reason."""
    taken = FIELDS.get((table, action), {})
    fixed = {name: refused for name, needed in taken.items() if (refused := takes_role(actor, table, needed))}
    if action == "change" and isinstance(row, Statement | Claim) and (refused := as_reviewed(row)):
        parts = ("citations",) if isinstance(row, Statement) else ()
        fixed |= dict.fromkeys((*reviewed_fields(type(row)), *parts), refused)
        if not actor.role.includes(Role.EDITOR):
            fixed |= dict.fromkeys(BY_EDITORS, Refused(gettext("It was reviewed: this takes the role of an editor.")))
    if action == "change" and isinstance(row, Review):
        fixed |= kept_of_review(actor, row)
    return fixed


def as_reviewed(row: Statement | Claim) -> Refused | None:
    """The refusal to change what confirmed stances, approved reviews or a correction rest on, whoever asks."""
    if isinstance(row, Statement) and row.status != StatementStatus.ACTIVE:
        return Refused(
            gettext("It does not stand any more. What it was stays: its correction is about that."), is_conflict=True
        )
    if row.stances.filter(review_status=ReviewStatus.CONFIRMED).exists():
        words = (
            gettext(
                "Confirmed stances rest on this: reopen them first (`POST /stances/{id}/reopen/`), "
                "or correct the statement."
            )
            if isinstance(row, Statement)
            else gettext("Confirmed stances rest on this: reopen them first (`POST /stances/{id}/reopen/`).")
        )
        return Refused(words, is_conflict=True)
    if isinstance(row, Claim) and row.reviews.approved().exists():
        words = gettext("Approved reviews rest on this: reopen them first (`POST /reviews/{slug}/reopen/`).")
        return Refused(words, is_conflict=True)
    return None
