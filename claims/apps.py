"""The application: after each `migrate`, it grants the team's roles and completes trigger functions."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import connections
from django.db.models.signals import post_migrate

from claims.roles import grant


class ClaimsConfig(AppConfig):
    name = "claims"

    def ready(self) -> None:
        import_module("tracker.checks")  # registers them
        post_migrate.connect(grant_roles, sender=self)
        post_migrate.connect(pin_search_path, sender=self)


def grant_roles(sender: AppConfig, using: str, apps: Apps = global_apps, **options: Any) -> None:
    """Grants the roles, so that no migration has to do it for a new table. `flush` sends the signal without `apps`."""
    try:
        apps.get_model("auth", "Permission")
    except LookupError:
        return  # `migrate` stopped at a migration before the tables of the accounts
    # Django's own receiver makes the permissions, but may come after this one. Making them twice does no harm.
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    grant(apps, using)


# django-pgtrigger writes trigger functions without a SET clause. Our SQL files have it
# (docs/decisions/0028-dumps-and-search-paths.md).
PIN_SEARCH_PATH = """
    DO $$
    DECLARE
        made record;
    BEGIN
        FOR made IN
            SELECT p.oid::regprocedure AS signature FROM pg_proc p
            WHERE p.pronamespace = current_schema()::regnamespace AND p.proname ~ '^_?pgtrigger_'
              AND NOT EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%')
        LOOP
            EXECUTE format('ALTER FUNCTION %s SET search_path FROM CURRENT', made.signature);
        END LOOP;
    END $$
"""


def pin_search_path(sender: AppConfig, using: str, **options: Any) -> None:
    """Lets trigger functions find our tables whatever the search path of the session that writes is."""
    with connections[using].cursor() as cursor:
        cursor.execute(PIN_SEARCH_PATH)
