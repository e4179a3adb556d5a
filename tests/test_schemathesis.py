"""Requests made from openapi.yaml, thousands of them: each answer is one that the document promises.

Schemathesis sends requests that the document allows, which have to be obeyed, and requests that it forbids, which
have to be refused. It checks status, content type, headers and body of every answer against the document.

`SCHEMATHESIS_EXAMPLES=200` tries harder, for about twenty minutes: that many random requests for each operation, new
ones each time, and all that follow from the bounds of each parameter, and from methods that are not there.
"""

import copy
import os
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
import yaml
from django.conf import settings
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.urls import resolve
from pytest_django import DjangoDbBlocker
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from claims.api.filters.base import CountryFilter, SlugFilter
from claims.api.filters.changes import BEGINNING, SinceFilter, since
from claims.api.shape import children
from tests import factories
from tests.conftest import FIXTURES
from tracker.wsgi import application

DOCUMENT = yaml.safe_load((Path(settings.BASE_DIR) / "openapi.yaml").read_text(encoding="utf-8"))
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "")
CONFIG = {
    "generation": {"max-examples": int(EXAMPLES or 25), "deterministic": not EXAMPLES, "database": "none"},
    "phases": {"coverage": {"enabled": bool(EXAMPLES)}},
}

# Codes of countries, in either case; few, since each would have its turn.
CODES = ["DK", "dk", "Dk", "XK"]


@pytest.fixture(scope="module")
def rows(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The article, and rows that have as little in them as a row may have; loaded once, since nothing writes."""
    # As Django's own test client does: the end of a request does not end the test's transaction.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", *FIXTURES, verbosity=0)
        factories.StanceFactory()
        factories.AffiliationFactory()
        factories.RedirectFactory()
        factories.CorrectionFactory()
        factories.IncidentClaimFactory()
        factories.TopicFactory()
        yield
        transaction.set_rollback(True)
    for signal in signals:
        signal.connect(close_old_connections)


def paths(serializer: Any, above: str = "") -> Iterator[str]:
    """Every dotted path of the fields of a serializer."""
    for name, field in children(serializer).items():
        yield above + name
        yield from paths(field, f"{above}{name}.")


def one_of(rows: Any, column: str) -> dict[str, Any]:
    return {"type": "integer" if column == "id" else "string", "enum": list(rows.values_list(column, flat=True))}


def narrow(path: str, method: str, parameters: list[dict[str, Any]]) -> None:
    """Says in the document what only the code and the rows know, so that whatever it allows has to be obeyed.

    By contract a slug, a country or a field that does not exist is a 400. What the document can only call a string is
    an enumeration here, and every other string thereby something that has to be refused.
    """
    match = resolve(path.replace("{slug}", "a-slug").replace("{id}", "1"))
    if not hasattr(match.func, "actions"):
        return  # no collection: its parameters say all there is to say
    view: Any = match.func.cls()  # type: ignore[attr-defined]
    action = match.func.actions[method]  # type: ignore[attr-defined]
    filters = view.accepts_of(action).filters.parameters()
    # The positions of a claim can be asked for together with `speaker` only.
    fields = [name for name in paths(view.serializer_class_of(action)()) if not name.startswith("positions")]
    for parameter in parameters:
        name, schema = parameter["name"], parameter["schema"]
        known = getattr(filters.get(name), "filter", None)
        if parameter["in"] == "path":
            parameter["schema"] = one_of(view.queryset, name)
        elif name in {"fields", "omit"}:
            schema["items"] = {"type": "string", "enum": fields}
        elif isinstance(known, SlugFilter):
            schema["items"] = one_of(known.model._default_manager.all(), "slug")
        elif isinstance(known, SinceFilter):
            schema["items"] = {"type": "string", "enum": [since(BEGINNING)]}
        elif isinstance(known, CountryFilter):
            schema["items"] = {"type": "string", "enum": CODES}


@pytest.fixture(params=list(DOCUMENT["paths"]))
def document(request: pytest.FixtureRequest, rows: None) -> BaseSchema:
    """The document, of one address, over the rows."""
    # Schemathesis 4.32 reads an attribute that pytest 9.2 has no more, in order to restore it afterwards.
    request.node._nodeid = request.node.nodeid
    path = request.param
    narrowed = copy.deepcopy(DOCUMENT)
    narrowed["paths"] = {path: narrowed["paths"][path]}
    for method, operation in narrowed["paths"][path].items():
        narrow(path, method, operation["parameters"])
    schema = schemathesis.openapi.from_dict(narrowed, config=SchemathesisConfig.from_dict(CONFIG))
    schema.app = application
    return schema


def settle(case: Case) -> None:
    """Keeps from a request that is meant to be obeyed what OpenAPI cannot rule out.

    That is `brief` together with `fields`, an ordering by the same name twice, and a cursor that no answer has given.
    """
    query = case.query
    if "fields" in query:
        query.pop("brief", None)
    if "ordering" in query:
        given = query["ordering"]
        names = given.split(",") if isinstance(given, str) else given
        once = list({name.removeprefix("-"): name for name in names}.values())
        query["ordering"] = ",".join(once) if isinstance(given, str) else once
    if "cursor" in query:
        del query["cursor"]
        answer = case.call()
        following = answer.json()["next"] if answer.status_code == HTTPStatus.OK else None
        if following:
            query["cursor"] = parse_qs(urlsplit(following).query)["cursor"][0]


documented = schemathesis.pytest.from_fixture("document")


@documented.parametrize()
@pytest.mark.django_db
def test_every_answer_is_one_that_the_document_promises(case: Case) -> None:
    before = transaction.savepoint()
    try:
        if case.meta.generation.mode.is_positive:
            settle(case)
        case.call_and_validate()
    finally:
        # After a database error, too, the next request finds the rows.
        transaction.savepoint_rollback(before)
