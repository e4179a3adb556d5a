"""The application: after each `migrate`, it grants the team's roles and completes trigger functions."""

from importlib import import_module
from typing import Any

from django.apps import AppConfig
from django.apps import apps as global_apps
from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import connections
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from claims.roles import grant


class ClaimsConfig(AppConfig):
    name = "claims"
    verbose_name = _("The record")

    def ready(self) -> None:
        import_module("tracker.checks")  # registers them
        post_migrate.connect(grant_roles, sender=self)
        post_migrate.connect(complete_triggers, sender=self)


def grant_roles(sender: AppConfig, using: str, apps: Apps = global_apps, **options: Any) -> None:
    """Grants the roles, so that no migration has to do it for a new table. `flush` sends the signal without `apps`."""
    try:
        apps.get_model("auth", "Permission")
    except LookupError:
        return  # `migrate` stopped at a migration before the tables of the accounts
    # Django's own receiver makes the permissions, but may come after this one. Making them twice does no harm.
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    grant(apps, using)


# Every trigger of django-pgtrigger asks this function, in the schema `public`, whether `pgtrigger.ignore` names it. Its
# own version catches the error of a missing setting, so each call makes a subtransaction and rolls it back, and for
# that PostgreSQL goes through all deferred checks of the transaction (docs/decisions/0037-loading-in-sets.md).
SHOULD_IGNORE = """
    CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name) RETURNS boolean
    LANGUAGE sql STABLE
    RETURN coalesce(trigger_name::text = ANY (nullif(current_setting('pgtrigger.ignore', true), '')::text[]), false)
"""

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
              AND p.prosqlbody IS NULL
              AND NOT EXISTS (SELECT FROM unnest(p.proconfig) setting WHERE setting LIKE 'search_path=%')
        LOOP
            EXECUTE format('ALTER FUNCTION %s SET search_path FROM CURRENT', made.signature);
        END LOOP;
    END $$
"""


def complete_triggers(sender: AppConfig, using: str, **options: Any) -> None:
    """Lets trigger functions find our tables whatever the search path of the session is, and makes them fast."""
    with connections[using].cursor() as cursor:
        cursor.execute(SHOULD_IGNORE)
        cursor.execute(PIN_SEARCH_PATH)
