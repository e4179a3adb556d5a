"""The roles of the editorial team, as groups, and what each may do: one table, for the API, the desk and commands."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

LINK = "view add change delete"

# For each table, the actions that a role may do: Django's, or those of its `Meta.permissions`. A role may also do what
# the roles before it may. `claims.services.policy` has the rules that depend on the row (“one's own suggestion”).
ROLES: dict[str, dict[str, str]] = {
    "coder": {
        "speaker": "view add change",  # changing: what only one's own suggestions use
        "affiliation": "view add change",  # likewise
        "topic": "view add change",  # likewise
        "incidentkind": "view",
        "position": "view",
        "claimtally": "view",
        "speakeridentifier": "view",
        "countedstance": "view",
        "source": "view add change",
        "incident": "view add change",
        "statement": "view add change",
        "claim": "view add change",
        "citation": LINK,
        "incidentactor": LINK,
        "incidentclaim": LINK,
        "claimrelation": LINK,
        "stance": "view add change delete",  # one's own suggestions
        "correction": "view",
        "review": "view add change delete submit",  # one's own drafts
    },
    "reviewer": {
        "stance": "review reopen",  # not one's own
        "review": "approve publish reopen",  # approving: not one's own
    },
    "editor": {
        "speaker": "delete merge unmerge",
        "affiliation": "delete",
        "topic": "delete",
        "incidentkind": "add change delete",
        "source": "delete merge unmerge",
        "incident": "set_status delete merge unmerge",
        "statement": "correct",  # nobody deletes one
        "correction": "add change",
        "claim": "delete merge unmerge",
    },
}


def permissions(role: str) -> Iterator[tuple[str, str]]:
    """Every (table, action) that `role` may do, including those of the roles before it."""
    for name, tables in ROLES.items():
        for table, actions in tables.items():
            yield from ((table, action) for action in actions.split())
        if name == role:
            return


def least_role(table: str, action: str) -> str | None:
    """The first role that may do `action` with rows of `table`; None where nobody may."""
    return next((role for role, tables in ROLES.items() if action in tables.get(table, "").split()), None)


def grant(apps: Any, using: str = "default") -> None:
    """Makes the groups and gives them their permissions; permissions that an administrator added to a group stay.

    The permissions' rows must be there: Django makes them after each `migrate`.
    """
    groups = apps.get_model("auth", "Group").objects.using(using)
    rows = apps.get_model("auth", "Permission").objects.using(using)
    for role in ROLES:
        codenames = Q(codename__in=[f"{action}_{table}" for table, action in permissions(role)])
        group, _ = groups.get_or_create(name=role)
        group.permissions.add(*rows.filter(codenames, content_type__app_label="claims"))
