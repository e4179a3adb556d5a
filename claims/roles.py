"""The roles of the editorial team, as groups, and the permissions of each: one table."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

LINK = "view add change delete"

# For each table, the actions that a role may do: Django's, or those of its `Meta.permissions`. A role may also do what
# the roles before it may. Conditions on a row (“one's own suggestion”) are checked where the action is.
ROLES: dict[str, dict[str, str]] = {
    "coder": {
        "speaker": "view",
        "affiliation": "view",
        "topic": "view",
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
    },
    "reviewer": {
        "stance": "review",  # not one's own
    },
    "editor": {
        "speaker": "add change delete",
        "affiliation": "add change delete",
        "topic": "add change delete",
        "incidentkind": "add change delete",
        "source": "delete",
        "incident": "set_status delete",
        "statement": "delete",
        "correction": "add change",
        "claim": "delete",
        "stance": "reopen",
    },
}


def permissions(role: str) -> Iterator[tuple[str, str]]:
    """Every (table, action) that `role` may do, including those of the roles before it."""
    for name, tables in ROLES.items():
        for table, actions in tables.items():
            yield from ((table, action) for action in actions.split())
        if name == role:
            return


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
