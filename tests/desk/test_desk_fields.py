"""Each editable field is on the form of its table at the desk, unless a reason is written here; the tables' order."""

from typing import Any

import pytest
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.db.models import Field, Model
from django.test import RequestFactory

from claims.desk.base import DeskAdmin, ReadOnly

# Editable fields that the form of their table does not show, as "Model.field", and why.
NOT_ON_THE_FORM: dict[str, str] = {}

TABLES = {type(table).__name__: table for table in admin.site._registry.values() if isinstance(table, DeskAdmin)}


def editable_fields(model: type[Model]) -> list[Field]:
    """The fields that people write: no keys, times or generated columns."""
    fields = (*model._meta.concrete_fields, *model._meta.many_to_many)
    return [field for field in fields if field.editable and not field.primary_key and not field.generated]


def fields_of_the_form(table: Any) -> set[str]:
    return {str(name) for name in flatten_fieldsets(table.get_fieldsets(RequestFactory().get("/")))}


@pytest.mark.parametrize("name", TABLES)
def test_every_editable_field_is_on_the_form_or_has_a_reason_not_to_be(name: str) -> None:
    table = TABLES[name]
    missing = {field.name for field in editable_fields(table.model)} - fields_of_the_form(table)
    unexplained = [field for field in sorted(missing) if f"{table.model.__name__}.{field}" not in NOT_ON_THE_FORM]
    assert not unexplained, f"{name}: add {unexplained} to `fieldsets`, or to NOT_ON_THE_FORM with a reason."


def test_every_exception_is_about_an_editable_field_that_the_form_does_not_show() -> None:
    missing = {
        f"{table.model.__name__}.{field.name}"
        for table in TABLES.values()
        for field in editable_fields(table.model)
        if field.name not in fields_of_the_form(table)
    }
    assert set(NOT_ON_THE_FORM) <= missing


def test_a_table_that_does_not_say_its_place_comes_after_the_others_and_before_derived_ones() -> None:
    tables = [table for model, table in admin.site._registry.items() if model._meta.app_label == "claims"]
    editable = [table.menu_order for table in tables if not isinstance(table, ReadOnly)]
    read_only = [table.menu_order for table in tables if isinstance(table, ReadOnly)]
    assert max(editable) < DeskAdmin.menu_order < min(read_only)


def test_the_first_page_lists_the_tables_by_how_often_they_are_used(rf: RequestFactory, admin_user: Any) -> None:
    request = rf.get("/admin/")
    request.user = admin_user
    first, *others = admin.site.get_app_list(request)
    expected = ["Stance", "Statement", "Correction", "Source", "Claim", "Incident", "Speaker", "Affiliation", "Topic"]
    expected += ["IncidentKind", "Citation", "Position", "ClaimTally", "Redirect", "Change", "ApiKey"]
    names = [table["object_name"] for table in first["models"]]
    assert [name for name in names if name in expected] == expected
    assert [app["app_label"] for app in others] == ["auth"]
