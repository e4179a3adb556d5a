"""The application: after each `migrate`, it gives the team's roles their permissions."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db.models.signals import post_migrate

from claims.roles import grant


class ClaimsConfig(AppConfig):
    name = "claims"

    def ready(self) -> None:
        import_module("tracker.checks")  # registers them
        post_migrate.connect(grant_roles, sender=self)


def grant_roles(sender: AppConfig, using: str, apps: Apps = global_apps, **options: Any) -> None:
    """Grants the roles, so that no migration has to do it for a new table. `flush` sends the signal without `apps`."""
    try:
        apps.get_model("auth", "Permission")
    except LookupError:
        return  # `migrate` stopped at a migration before the tables of the accounts
    # Django's own receiver makes the permissions, but may come after this one. Making them twice does no harm.
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    grant(apps, using)
