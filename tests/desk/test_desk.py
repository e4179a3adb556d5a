"""The desk: few queries for each page, the rights of each role, and rules as errors of a form."""

from typing import Any

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.choices import Role
from claims.models import (
    DERIVED_MODELS,
    Affiliation,
    ApiKey,
    Citation,
    Claim,
    Redirect,
    Review,
    Source,
    Speaker,
    Stance,
    Statement,
)
from claims.roles import ROLES, permissions
from claims.services import keys
from claims.services.policy import SHARED
from tests.support import factories as make
from tests.support.desk import desk, errors, page, save
from tests.support.tables import TABLES as MODELS

pytestmark = pytest.mark.django_db

TABLES = [model for model in admin.site._registry if model._meta.app_label == "claims"]
MOST_QUERIES_OF_A_LIST, MOST_QUERIES_OF_A_FORM = 9, 16

every_table = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
every_role = pytest.mark.parametrize("role", ROLES)


def queries(client: Any, address: str) -> int:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


def test_every_table_of_the_domain_is_at_the_desk() -> None:
    missing = sorted(model.__name__ for model in {*MODELS} - {*TABLES})
    assert not missing, f"{missing}: register them in a module of claims/desk."


@every_table
def test_every_list_opens_searches_and_asks_no_query_per_row(table: Any, article: None) -> None:
    make.SpeakerFactory(identifiers={"wikidata": "Q1"})
    client = desk("administrator")
    assert queries(client, page(table)) <= MOST_QUERIES_OF_A_LIST
    assert queries(client, f"{page(table)}?q=russia") <= MOST_QUERIES_OF_A_LIST + 1


@every_table
def test_every_form_opens_with_few_queries(table: Any, article: None) -> None:
    make.SpeakerFactory(identifiers={"wikidata": "Q1"})
    client = desk("administrator")
    for row in table.objects.order_by("pk")[:5]:
        assert queries(client, page(row)) <= MOST_QUERIES_OF_A_FORM
    if table not in (*DERIVED_MODELS, ApiKey, Redirect):
        assert queries(client, page(table, "add")) <= MOST_QUERIES_OF_A_FORM


@pytest.mark.parametrize("who", ["anonymous", "reader with an account"])
def test_the_desk_is_for_the_team_alone(who: str, reader: Any) -> None:
    if who != "anonymous":
        reader.force_login(get_user_model().objects.create(username="eve"))
    for address in (reverse("admin:index"), page(Statement), page(make.ClaimFactory())):
        assert reader.get(address)["Location"].startswith("/admin/login/")


@every_role
@every_table
def test_each_role_does_what_its_table_says_and_no_more(table: Any, role: str, article: None) -> None:
    renamed = make.SpeakerFactory(identifiers={"wikidata": "Q1"})
    Speaker.objects.filter(pk=renamed.pk).update(slug="renamed")
    keys.create(User.objects.create(username="alice"), "import", Role.CODER)
    make.CorrectionFactory()
    client, may = desk(role), set(permissions(role))
    row, name = table.objects.order_by("pk").first() or make.factory_of(table)(), table._meta.model_name
    assert (client.get(page(table)).status_code == 200) == ((name, "view") in may)
    assert (client.get(page(table, "add")).status_code == 200) == ((name, "add") in may)
    # What depends on the row as well is tested in services/test_policy.py.
    if table not in (Stance, Review, Citation, *(SHARED if role != "editor" else ())):
        assert (client.post(page(row), {}).status_code == 200) == ((name, "change") in may)
    if table not in (Stance, Review, Citation):
        assert (client.get(page(row, "delete")).status_code == 200) == ((name, "delete") in may)


def test_the_desk_loads_nothing_from_elsewhere_and_is_kept_by_no_cache(article: None) -> None:
    client = desk("editor")
    for address in (reverse("admin:index"), page(Statement), page(Statement.objects.first())):
        response = client.get(address)
        assert "script-src 'self'; style-src 'self'" in response["Content-Security-Policy"]
        assert "'unsafe-inline'" not in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"
        assert "no-store" in response["Cache-Control"]
        html = response.content.decode()
        assert "<style" not in html
        assert " style=" not in html
        assert "<script>" not in html


def test_cookies_are_the_desks_alone_and_do_not_touch_the_api(reader: Any) -> None:
    call_command("createsuperuser", interactive=False, username="root", email="root@tracker.example")
    root = get_user_model().objects.get(username="root")
    root.set_password("swordfish-1")
    root.save()
    sent = {"username": "root", "password": "swordfish-1", "next": "/admin/"}
    assert reader.post(reverse("admin:login"), sent)["Location"] == "/admin/"
    cookie = reader.cookies[settings.SESSION_COOKIE_NAME]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/", True, "Lax")
    with CaptureQueriesContext(connection) as captured:
        response = reader.get("/api/v1/claims/")
    assert "Cookie" not in response["Vary"]
    assert not response.cookies
    assert not [each for each in captured if "session" in each["sql"]]


@pytest.mark.parametrize("table", [Statement, Claim, Speaker, Source, Stance, Affiliation])
def test_a_form_that_is_saved_unchanged_changes_nothing(table: Any, article: None) -> None:
    client = desk("administrator")
    make.SourceFactory(content="  Two spaces,\n\nand a line. ", url="https://example.org/a?b=c")
    make.SpeakerFactory(other_names=["Rutte, Mark", "Rutte"], identifiers={"wikidata": "Q1"})
    Stance.objects.filter(pk__in=Stance.objects.order_by("-pk")[:3]).update(
        coder=client.user, review_status="suggested"
    )
    before = list(table.objects.order_by("pk").values())
    rows = [row for row in table.objects.order_by("-pk")[:8] if table is not Stance or row.coder_id]
    assert [errors(save(client, row)) for row in rows] == [""] * len(rows)
    assert list(table.objects.order_by("pk").values()) == before


def test_a_key_is_revoked_at_the_desk_and_neither_made_nor_shown_there() -> None:
    key, text = keys.create(User.objects.create(username="alice"), "import", Role.CODER)
    client = desk("administrator")
    assert client.get(page(ApiKey, "add")).status_code == 403
    shown = client.get(page(ApiKey)).content.decode() + client.get(page(key)).content.decode()
    assert key.digest not in shown
    assert text not in shown
    client.post(page(ApiKey), {"action": "revoke", "_selected_action": [key.pk]})
    key.refresh_from_db()
    assert not key.works
