"""The desk answers any address and any parameter: with a page, or with a 400 that says so, never with a 500."""

from itertools import product

import pytest
from django.contrib import admin
from django.db import OperationalError, transaction
from django.test import Client
from django.urls import reverse
from psycopg import errors

from claims.models import Stance, Statement
from tests.support.desk import desk
from tests.support.factories import StanceFactory

pytestmark = pytest.mark.django_db

VALUES = ("(", "1", "abc", "\0", "9" * 40, "2025-13-45")
LOOKUPS = ("regex", "range", "isnull", "gte", "year", "nonsense")


@pytest.fixture
def administrator():
    StanceFactory()
    client = desk("administrator")
    client.raise_request_exception = False
    return client


def ask(client, path, given):
    """The status of a page. What PostgreSQL refused is rolled back, as it is outside of tests."""
    with transaction.atomic():
        status = client.get(path, given).status_code
        transaction.set_rollback(True)
    return status


def tables():
    return [model for model in admin.site._registry if model._meta.app_label == "claims"]


def changelist(model, name="changelist"):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}")


@pytest.mark.parametrize("model", tables(), ids=lambda model: model.__name__)
def test_a_list_takes_any_lookup(administrator, model):
    names = {field.name for field in model._meta.concrete_fields} & {"id", "language", "slug", "created_at", "status"}
    # Each lookup with three of the values, so that the tables together see all of them with all.
    given = [
        {f"{name}__{lookup}": VALUES[number % 6]}
        for number, (name, lookup, _) in enumerate(product(sorted(names), LOOKUPS, range(3)))
    ]
    given += [{name: value} for name, value in product(("o", "p", "q"), VALUES)]
    statuses = {str(each): ask(administrator, changelist(model), each) for each in given}
    assert {each: status for each, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize("model", tables(), ids=lambda model: model.__name__)
def test_a_form_for_a_new_row_takes_any_default(administrator, model):
    if not admin.site._registry[model].has_add_permission(type("Request", (), {"user": administrator.user})()):
        return
    for field, value in product(model._meta.get_fields(), ("abc", "\0")):
        assert ask(administrator, changelist(model, "add"), {field.name: value}) < 500, (field.name, value)


@pytest.mark.parametrize("value", VALUES)
def test_an_autocomplete_field_takes_any_text(administrator, value):
    for name in ("term", "page", "app_label", "model_name", "field_name"):
        asked = {"app_label": "claims", "model_name": "stance", "field_name": "claim", "term": "x"} | {name: value}
        assert ask(administrator, "/admin/autocomplete/", asked) < 500, name


@pytest.mark.parametrize("value", VALUES)
def test_the_page_for_texts_takes_anything(administrator, value):
    assert ask(administrator, "/desk/texts/", {"x": value}) < 500
    names = ("pasted", "headline", "published_on", "published_on_precision", "language", "url", "kind", "content")
    typed = dict.fromkeys(names, value)
    for given in (typed, typed | {"keep": value}):
        with transaction.atomic():
            assert administrator.post("/desk/texts/", given).status_code == 200
            transaction.set_rollback(True)


@pytest.mark.parametrize("value", ["%00", "(", "9" * 40, "_5F", "é"])
def test_any_key_in_an_address_is_answered(administrator, value):
    for name in ("change", "delete", "history"):
        assert ask(administrator, f"/admin/claims/stance/{value}/{name}/", {}) < 500


def test_a_malformed_lookup_is_a_400_and_a_good_one_is_a_page(administrator):
    assert ask(administrator, changelist(Statement), {"language__regex": "("}) == 400
    assert ask(administrator, changelist(Statement), {"id__range": "1"}) == 400
    assert ask(administrator, changelist(Statement), {"language__exact": "en"}) == 200


def test_a_moment_that_does_not_exist_counts_as_none(administrator):
    stance = Stance.objects.get()
    sent = {"action": "confirm_selected", "_selected_action": [stance.pk], f"seen-{stance.pk}": "2025-06-31T00:00:00Z"}
    assert administrator.post(changelist(Stance), sent).status_code < 500


def test_the_desk_is_a_503_while_the_database_does_not_answer(administrator, monkeypatch):
    def fail(*args, **options):
        raise OperationalError("gone") from errors.AdminShutdown("gone")

    monkeypatch.setattr("claims.querysets.StanceQuerySet.suggested", fail)
    answer = administrator.get("/admin/")
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")


def test_a_fault_of_a_page_without_parameters_is_still_a_500(administrator, monkeypatch):
    def fail(*args, **options):
        raise ValueError("a fault")

    monkeypatch.setattr("claims.querysets.StanceQuerySet.suggested", fail)
    assert administrator.get("/admin/").status_code == 500


def test_a_stranger_finds_no_500_either():
    client = Client(SERVER_NAME="localhost", raise_request_exception=False)
    for value in VALUES:
        assert ask(client, "/admin/login/", {"next": value}) < 500
