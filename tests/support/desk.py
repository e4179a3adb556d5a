"""Clients of the desk, and the forms that a browser would send."""

import re
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse


def desk(role: str, name: str = "") -> Any:
    """A logged-in client of a role."""
    administrator = role == "administrator"
    user = get_user_model().objects.create(username=name or role, is_staff=True, is_superuser=administrator)
    user.groups.set(Group.objects.filter(name=role))
    client: Any = Client(SERVER_NAME="localhost")
    client.force_login(user)
    client.user = user
    return client


def page(what: Any, name: str = "") -> str:
    """The address of a page: of a table (its list, or “add”), or of a row (its form, or “delete”)."""
    names = f"admin:claims_{what._meta.model_name}"
    if isinstance(what, type):
        return reverse(f"{names}_{name or 'changelist'}")
    return reverse(f"{names}_{name or 'change'}", args=[what.pk])


def filled(response: Any, /, **changes: Any) -> dict[str, Any]:
    """The fields that a browser would send for a page's form, with `changes`."""
    assert response.status_code == 200, response.status_code
    forms = [response.context["adminform"].form]
    for group in response.context["inline_admin_formsets"]:
        forms += [group.formset.management_form, *group.formset.forms]
    sent = {}
    for bound in (bound for form in forms for bound in form):
        value = bound.value()
        widget = getattr(bound.field.widget, "widget", bound.field.widget)  # wrapped for foreign keys
        context = widget.get_context(bound.html_name, value, {})["widget"]
        ticked = context.get("type") == "checkbox"
        shown = value if "optgroups" in context or ticked else context.get("value")
        if shown not in (None, False, ""):
            sent[bound.html_name] = shown.replace("\n", "\r\n") if isinstance(shown, str) else shown
    return {name: value for name, value in (sent | changes).items() if value is not None}


def save(client: Any, what: Any, /, **changes: Any) -> Any:
    """Fills in the form of a row, or that of a new row of a table, and saves it."""
    address = page(what, "add") if isinstance(what, type) else page(what)
    return client.post(address, filled(client.get(address), **changes))


def errors(response: Any) -> str:
    """The errors of a form; empty if it was saved."""
    return "" if response.status_code == 302 else " ".join(str(each) for each in response.context["errors"].as_data())


def seen(response: Any) -> dict[str, str]:
    """The versions of stances that a page shows, as its forms send them."""
    return dict(re.findall(r'name="(seen-\d+)" value="(\w+)"', response.content.decode()))


def told(client: Any, response: Any) -> str:
    """The messages on the page that a response redirects to."""
    return " ".join(str(each) for each in client.get(response["Location"]).context["messages"])


def inline(prefix: str, *rows: dict[str, Any]) -> dict[str, Any]:
    """The fields of new rows in an inline."""
    cells = {f"{prefix}-{n}-{name}": value for n, row in enumerate(rows) for name, value in row.items()}
    return {f"{prefix}-TOTAL_FORMS": len(rows), f"{prefix}-INITIAL_FORMS": 0, **cells}
