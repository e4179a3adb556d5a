"""Requests made from openapi.yaml, thousands of them: each answer is one that the document promises.

Schemathesis sends requests that the document allows, which must succeed, and requests that it forbids, which must be
refused. It checks status, content type, headers and body of every answer against the document.
"""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
import schemathesis
from django.db import transaction
from pytest_django import DjangoDbBlocker
from schemathesis import Case
from schemathesis.schemas import BaseSchema

from claims.api.query.parser import OF_PAGES
from claims.choices import Role
from tests.support.documented import DOCUMENT, FEW, MANY, ROLES, SOME, meet_precondition, narrowed, recorded_rows


@pytest.fixture(scope="module")
def keys(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[Role, str]]:
    """The rows, loaded once; each request's writes are rolled back."""
    with recorded_rows(django_db_blocker) as keys:
        yield keys


@pytest.fixture(autouse=True)
def any_number_of_streams(settings: Any) -> None:
    """Schemathesis does not close responses, so a stream keeps its place until Python collects it."""
    settings.STREAMS = 10_000


SELECTING = "reader who selects fields"


@pytest.fixture(
    params=[(path, who) for path in DOCUMENT["paths"] for who in (*ROLES, SELECTING)],
    ids=lambda pair: f"{pair[1]}-{pair[0]}",
)
def document(request: pytest.FixtureRequest, keys: dict[Role, str]) -> BaseSchema:
    """The document, of one address, over the rows, for a role."""
    # Schemathesis 4.32 saves and restores an attribute that pytest 9.2 no longer has.
    request.node._nodeid = request.node.nodeid
    path, who = request.param
    reads, writes = (MANY, FEW) if who == Role.READER else (FEW, SOME)
    return narrowed(only=path, reads=reads, writes=writes, key=keys.get(who, ""), selecting=who == SELECTING)


def make_valid(case: Case) -> None:
    """Removes from a valid request what OpenAPI cannot express.

    These are `brief` together with `fields`, an ordering that repeats a name, a cursor that no answer gave, and what is
    for pages or for CSV alone.
    """
    query = case.query
    form = query.get("format", "json")
    for name in [*(OF_PAGES if form != "json" else ()), *(("bom", "trailer") if form != "csv" else ())]:
        query.pop(name, None)
    if "fields" in query:
        query.pop("brief", None)
    if "ordering" in query:
        given = query["ordering"]
        names = given.split(",") if isinstance(given, str) else given
        once = list({name.removeprefix("-"): name for name in names}.values())
        query["ordering"] = ",".join(once) if isinstance(given, str) else once
    if "cursor" in query:
        del query["cursor"]
        if form != "json":
            return
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
        meet_precondition(case)
        if case.meta.generation.mode.is_positive:
            make_valid(case)
        case.call_and_validate()
    finally:
        # After a database error, too, the transaction stays usable for the next request.
        transaction.savepoint_rollback(before)
