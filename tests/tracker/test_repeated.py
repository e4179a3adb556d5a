"""A request that is like an earlier one is answered ahead of Django, to the byte as Django answers it."""

from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from claims.api.http import kept
from claims.api.http.kept import MAX_HEADS, answers
from claims.api.sql.plan import Plan
from claims.models import Redirect, Speaker
from tests.support import factories as make
from tests.support.ahead import AheadClient
from tests.support.clients import Keyed
from tests.support.endpoints import ENDPOINTS
from tests.support.pages import PAGES
from tests.support.world import make_world
from tracker.rates import Rate

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "/api/v1/speakers/mark/"
# What is the same in no two answers.
DIFFERENT = {"X-Request-Id", "RateLimit"}
# What clients send.
KINDS: dict[str, dict[str, str]] = {
    "plain": {},
    "a browser": {
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        "Accept-Encoding": "gzip, deflate, br, zstd",
        "Accept-Language": "de-DE,de;q=0.9",
    },
    "a front end of another site": {"Origin": "https://example.org", "Accept-Encoding": "br", "Accept": "*/*"},
    "another host": {"Host": "127.0.0.1:8000"},
    "a reader of linked data": {"Accept": "application/ld+json"},
}


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    answers.clear()


@pytest.fixture
def ahead() -> AheadClient:
    return AheadClient(SERVER_NAME="localhost")


@pytest.fixture
def mark() -> Speaker:
    speaker: Speaker = make.SpeakerFactory(slug="mark", name="Mark")
    make.StanceFactory(statement__speaker=speaker)
    return speaker


def seen(response: Any) -> tuple[int, dict[str, str], bytes]:
    """What a client sees of a response, but what is another in each."""
    headers = {name: value for name, value in response.items() if name not in DIFFERENT}
    return response.status_code, headers, response.content


@pytest.mark.parametrize(("kind", "method"), [*((kind, "get") for kind in KINDS), ("a browser", "head")])
def test_every_answer_that_is_given_again_is_to_the_byte_what_django_answers(
    ahead: AheadClient, reader: Client, settings: Any, kind: str, method: str
) -> None:
    make_world(2)
    read, pages = [each.path() for each in ENDPOINTS], [each.path() for each in PAGES]
    headers = KINDS[kind] | {"X-Request-Id": "the-same-request"}  # which errors show
    for cache, addresses in ((settings.ANSWER_CACHE, [*read, *pages]), (0, read)):
        settings.ANSWER_CACHE = cache
        for address in addresses:
            answers.clear()
            expected = seen(getattr(reader, method)(address, headers=headers))
            answers.clear()
            for _ in range(2):
                assert seen(getattr(ahead, method)(address, headers=headers)) == expected, address


@pytest.mark.parametrize("cache", [64_000_000, 0])
def test_no_answer_of_the_api_comes_to_django_twice(ahead: AheadClient, settings: Any, cache: int) -> None:
    make_world(2)
    settings.ANSWER_CACHE = cache
    addresses = [each.path() for each in ENDPOINTS]
    for address in addresses:
        for _ in range(3):
            assert ahead.get(address).status_code == 200
    assert ahead.passed_on == len(addresses)


@pytest.mark.parametrize("cache", [64_000_000, 0])
@pytest.mark.usefixtures("mark")
def test_after_a_change_the_question_is_asked_again_without_django(
    ahead: AheadClient, reader: Client, settings: Any, cache: int
) -> None:
    settings.ANSWER_CACHE = cache
    path = "/api/v1/statements/?speaker=mark&limit=1"
    ahead.get(path)
    for number in range(3):
        make.StatementFactory(speaker=Speaker.objects.get(slug="mark"), text=f"Number {number}", made_on="2026-01-01")
        answered = seen(ahead.get(path))
        assert f"Number {number}".encode() in answered[2]
        assert answered == seen(reader.get(path, headers={"Referer": "nobody"}))
    assert ahead.passed_on == 1


@pytest.mark.usefixtures("mark")
def test_a_client_that_has_the_answer_gets_a_304_until_it_changes(ahead: AheadClient) -> None:
    tag = ahead.get(MARK)["ETag"]
    has = {"If-None-Match": tag}
    assert [ahead.get(MARK, headers=has).status_code for _ in range(3)] == [304] * 3
    assert ahead.passed_on == 2
    Speaker.objects.update(summary="Another one")
    assert [ahead.get(MARK, headers=has).json()["summary"] for _ in range(2)] == ["Another one"] * 2


@pytest.mark.usefixtures("mark")
def test_a_row_that_is_gone_or_has_another_slug_is_told_by_django(ahead: AheadClient) -> None:
    ahead.get(MARK)
    Speaker.objects.filter(slug="mark").update(slug="markus")
    assert ahead.get(MARK).status_code == 301
    Redirect.objects.all().delete()
    assert ahead.get(MARK).status_code == 404


@pytest.mark.usefixtures("mark")
def test_a_database_that_does_not_answer_is_told_by_django(ahead: AheadClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise OperationalError("the connection is lost")

    ahead.get(MARK)
    Speaker.objects.update(summary="Another one")
    monkeypatch.setattr(Plan, "run", broken)
    assert ahead.get(MARK).status_code == 503
    monkeypatch.setattr(kept, "renewed", broken)
    assert ahead.get(MARK).status_code == 503


@pytest.mark.usefixtures("mark")
def test_each_request_has_its_own_id(ahead: AheadClient) -> None:
    ids = [ahead.get(MARK, headers={"X-Request-Id": f"request-{number}"})["X-Request-Id"] for number in range(2)]
    assert ids == ["request-0", "request-1"]
    assert len({ahead.get(MARK)["X-Request-Id"] for _ in range(3)}) == 3
    assert ahead.passed_on == 1


@pytest.mark.usefixtures("mark")
def test_each_request_counts_once_against_the_limit(settings: Any) -> None:
    settings.RATE_LIMIT_ADDRESS = Rate(5, 86_400)
    ahead = AheadClient(SERVER_NAME="localhost", REMOTE_ADDR="192.0.2.7")
    left = [ahead.get(MARK)["RateLimit"].split(";")[1] for _ in range(2)]
    Speaker.objects.filter(slug="mark").update(slug="markus")
    left += [ahead.get(MARK)["RateLimit"].split(";")[1]]  # the question is asked again, and Django tells the new slug
    assert left == ["r=4", "r=3", "r=2"]
    assert [ahead.get(MARK).status_code for _ in range(4)] == [301, 301, 429, 429]


def test_what_a_key_may_see_is_never_given_to_others(ahead: AheadClient, coder: Keyed) -> None:
    make.StanceFactory(review_status="suggested")
    key = {"Authorization": f"Bearer {coder.key}"}
    for _ in range(2):
        assert len(ahead.get("/api/v1/stances/", headers=key).json()["results"]) == 1
        assert len(ahead.get("/api/v1/stances/").json()["results"]) == 0
    assert ahead.get("/api/v1/stances/", headers={"Authorization": "Bearer nonsense"}).status_code == 401


@pytest.mark.parametrize(
    ("path", "headers"),
    [(f"/api/v1/statements/?{'speaker=mark&' * 100}", {}), (MARK, {"If-None-Match": '"a", ' * 1_000})],
)
@pytest.mark.usefixtures("mark")
def test_a_long_request_is_answered_and_not_remembered(ahead: AheadClient, path: str, headers: dict[str, str]) -> None:
    for _ in range(2):
        assert ahead.get(path, headers=headers).status_code == 200
    assert ahead.passed_on == 2
    assert answers.heads == {}
    assert [each.ask is None for each in answers.answers.values()] == [path != MARK]


@pytest.mark.usefixtures("mark")
def test_of_each_answer_a_few_heads_are_kept_and_none_without_it(ahead: AheadClient) -> None:
    for number in range(MAX_HEADS + 3):
        ahead.get(MARK, headers={"Origin": f"https://{number}.example"})
    assert len(answers.heads) == MAX_HEADS
    size = answers.size
    ahead.get(MARK, headers={"Origin": "https://another.example"})
    assert answers.size == size
    with answers.lock:
        answers.drop(next(iter(answers.answers)))
    assert (answers.heads, answers.size) == ({}, 0)


class Marking:
    """Middleware that sets a cookie."""

    def __init__(self, get_response: Any) -> None:
        self.get_response = get_response

    def __call__(self, request: Any) -> Any:
        response = self.get_response(request)
        response.set_cookie("whose", "mine")
        return response


@pytest.mark.usefixtures("mark")
def test_a_response_with_a_cookie_is_sent_to_nobody_else(settings: Any) -> None:
    settings.MIDDLEWARE = [f"{__name__}.Marking", *settings.MIDDLEWARE]
    ahead = AheadClient(SERVER_NAME="localhost")
    for _ in range(2):
        assert ahead.get(MARK).cookies["whose"].value == "mine"
    assert (ahead.passed_on, answers.heads) == (2, {})


@pytest.mark.usefixtures("mark")
def test_an_answer_that_is_dropped_while_its_question_is_asked_again_has_no_heads_left(
    ahead: AheadClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead.get(MARK)
    Speaker.objects.update(summary="Another one")
    run = Plan.run

    def dropping(*given: Any) -> Any:
        answers.clear()
        return run(*given)

    monkeypatch.setattr(Plan, "run", dropping)
    assert ahead.get(MARK).json()["summary"] == "Another one"
    assert answers.heads == {}
    assert answers.size == sum(each.size for each in answers.answers.values())
    answers.drop(next(iter(answers.answers)))
    assert answers.size == 0


def test_the_connection_is_closed_when_it_is_too_old(ahead: AheadClient, mark: Speaker) -> None:
    ahead.get(MARK)
    session = connection.connection
    connection.close_at = 0
    assert ahead.get(MARK).json()["slug"] == mark.slug
    assert connection.connection is not session
    assert ahead.passed_on == 1
