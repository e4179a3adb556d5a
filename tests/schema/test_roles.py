"""The permissions of the team's roles: granted after each migration, whatever tables it brought."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core.management import call_command

from claims.roles import ROLES, permissions

pytestmark = pytest.mark.django_db
# Tables that no role writes or reads at the desk, and why.
WITHOUT_ROLE = {
    **dict.fromkeys(["dismissal", "draft", "reading"], "the reading page asks whether one may record statements"),
    **dict.fromkeys(
        ["contradiction", "publisher", "quoted", "repeater", "repetition"], "views of other tables, which the API shows"
    ),
    **dict.fromkeys(["import", "importedrecord", "upload"], "importing asks whether one may suggest stances"),
    "apikey": "administrators manage keys",
    "change": "triggers write it, and the API shows it",
    "idempotentrequest": "stored answers of the API",
    "quota": "counters of the API",
    "redirect": "triggers and merges write it",
}


def granted(role: str) -> set[tuple[str, str]]:
    found = Permission.objects.filter(group__name=role).values_list("content_type__model", "codename")
    return {(table, codename.removesuffix(f"_{table}")) for table, codename in found}


@pytest.mark.parametrize("role", ROLES)
def test_migrating_grants_a_role_what_the_table_says(role: str) -> None:
    assert granted(role) == set(permissions(role)) != set()


def test_migrating_again_makes_groups_and_permissions_that_are_missing() -> None:
    Group.objects.get(name="reviewer").delete()
    Permission.objects.filter(codename="add_source").delete()
    call_command("migrate", verbosity=0)
    assert ("stance", "review") in granted("reviewer")
    assert ("source", "add") in granted("coder")


def test_what_an_administrator_added_to_a_group_stays() -> None:
    more = Permission.objects.get(codename="delete_session")
    Group.objects.get(name="coder").permissions.add(more)
    call_command("migrate", verbosity=0)
    assert more in Group.objects.get(name="coder").permissions.all()


def test_every_table_is_in_the_table_of_roles_or_not_for_a_reason() -> None:
    tables = {model._meta.model_name for model in apps.get_app_config("claims").get_models()}
    assert {table for tables in ROLES.values() for table in tables} == tables - WITHOUT_ROLE.keys()
