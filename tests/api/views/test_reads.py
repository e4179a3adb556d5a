"""Reads of collections go a short way, and get the same answers as on the long way through Django and its framework."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import OperationalError
from django.test import Client

from claims.api.http.kept import answers
from claims.api.sql.plan import Plan
from claims.models import Speaker, Statement, Topic
from tests.support import factories as make
from tests.support.clients import Keyed
from tests.support.endpoints import Endpoint, every_endpoint

pytestmark = pytest.mark.django_db

SHORT = "claims.api.reads.ReadsMiddleware"
MIDDLEWARE = list(settings.MIDDLEWARE)
Status = Callable[..., int]
# What is the same in no two answers.
DIFFERENT = {"RateLimit"}

PATHS = [
    "/api/v1/",
    "/api/v1",
    "/api/v1/claims",
    "/api/v1/claims/no-such-claim/",
    "/api/v1/claims/No_Slug/",
    "/api/v1/claims/-a/",
    "/api/v1/claims/a--b/",
    "/api/v1/claims/match/?text=A+drone+was+seen",
    "/api/v1/claims/match/stances/",
    "/api/v1/claims/?speaker=nobody&speaker=no-one",
    "/api/v1/claims/?limit=0&nonsense=1",
    "/api/v1/claims/?cursor=x",
    "/api/v1/claims/no-such-claim/history/",
    "/api/v1/claims/no-such-claim/nonsense/",
    "/api/v1/claims/no-such-claim/merge/",
    "/api/v1/stances/no-number/",
    "/api/v1/stances/1234567890123456789/",
    "/api/v1/search/",
    "/api/v1/search/x/",
    "/api/v1/nothing/",
    "/api/v1/schema/?format=nonsense",
]


def ask(path: str, method: str, headers: dict[str, str]) -> Any:
    answers.clear()
    given = Client(SERVER_NAME="localhost", raise_request_exception=False).generic(
        method, path, headers={"X-Request-Id": "the-same-request", **headers}
    )
    return given.status_code, {name: given[name] for name in given.headers if name not in DIFFERENT}, given.content


@pytest.fixture
def status(settings: Any) -> Status:
    """Asks on both ways, compares the answers, and returns their status."""

    def compare(path: str, method: str = "GET", **headers: str) -> int:
        settings.MIDDLEWARE = MIDDLEWARE
        short = ask(path, method, headers)
        settings.MIDDLEWARE = [each for each in MIDDLEWARE if each != SHORT]
        assert short == ask(path, method, headers)
        return int(short[0])

    return compare


@every_endpoint
@pytest.mark.usefixtures("article")
def test_every_read_is_answered_alike_on_the_short_and_on_the_long_way(
    endpoint: Endpoint, status: Status, coder: Keyed
) -> None:
    make.correct(Statement.objects.earliest("pk"), "active")
    make.RedirectFactory(new_slug=Topic.objects.earliest("pk").slug)
    make.ReviewFactory()
    path = endpoint.path()
    for method in ("GET", "HEAD"):
        assert status(path, method) == 200
        assert status(path, method, Authorization=f"Bearer {coder.key}") == 200
        assert status(path, method, Authorization="Bearer nonsense") == 401
        assert status(path, method, Accept="text/html") == 406
        assert status(path, method, **{"If-Match": '"nonsense"'}) == 412
    assert status(f"{path}{'&' if '?' in path else '?'}nonsense=1") == 400
    assert status(path, "OPTIONS") == 200


@pytest.mark.usefixtures("article")
@pytest.mark.parametrize("path", PATHS)
def test_what_is_no_read_of_a_collection_or_fails_is_answered_alike(path: str, status: Status) -> None:
    for method in ("GET", "HEAD"):
        status(path, method)


def test_a_former_slug_is_redirected_alike(status: Status) -> None:
    Speaker.objects.filter(pk=make.SpeakerFactory(slug="mark").pk).update(slug="markus")
    assert status("/api/v1/speakers/mark/positions/?limit=3&limit=4") == 400
    assert status("/api/v1/speakers/mark/positions/?limit=3") == 301


def test_a_database_that_does_not_answer_is_reported_alike(status: Status, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: Any) -> Any:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(Plan, "run", fail)
    assert status("/api/v1/claims/") == 503


def test_a_fault_is_a_500(reader: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Plan, "run", lambda *_: 1 / 0)
    reader.raise_request_exception = False
    assert reader.get("/api/v1/claims/").status_code == 500
