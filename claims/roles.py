"""The roles of the editorial team, as groups, and what each may do: one table."""

from collections.abc import Iterator
from typing import Any

LINK = "view add change delete"

# By table: what is allowed, in Django's words or in those of the table's own permissions. Each role has that of the
# ones before it. Rules about a row (“one's own suggestion”) are beside what they rule.
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
    """Every (table, action) that `role` may do, those of the roles before it included."""
    for name, tables in ROLES.items():
        for table, actions in tables.items():
            yield from ((table, action) for action in actions.split())
        if name == role:
            return


def grant(apps: Any) -> None:
    """Makes the groups and gives them what the table says; what an administrator added to them stays.

    For migrations: permissions of tables that `apps` does not have yet are left to a later one, which grants again.
    """
    for role in ROLES:
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        found = (permission(apps, table, action) for table, action in permissions(role))
        group.permissions.add(*(each for each in found if each))


def permission(apps: Any, table: str, action: str) -> Any:
    """The permission's row, made if need be: Django itself makes them after the last migration only."""
    try:
        options = apps.get_model("claims", table)._meta
    except LookupError:
        return None
    codename = f"{action}_{table}"
    name = dict(options.permissions).get(codename, f"Can {action} {options.verbose_name_raw}")
    subject, _ = apps.get_model("contenttypes", "ContentType").objects.get_or_create(app_label="claims", model=table)
    found, _ = apps.get_model("auth", "Permission").objects.get_or_create(
        content_type=subject, codename=codename, defaults={"name": name}
    )
    return found
