"""Answers are composed once and given again: to those who may see them, as long as they hold, in bounded memory."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock
from typing import Any

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.api.http.kept import OVERHEAD, Answer, Answers, ReadFrom, answers
from claims.api.sql.plan import Plan, PlanResult
from claims.models import Redirect, Source, Speaker
from tests.support.asking import ABOUT_MARK
from tests.support.clients import Keyed
from tests.support.factories import ClaimFactory, SpeakerFactory, StanceFactory, TopicFactory, take
from tests.support.standby import address

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "/api/v1/speakers/mark/"


@pytest.fixture(autouse=True)
def nothing_kept() -> None:
    answers.clear()


@pytest.fixture
def composed(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """Has an entry for each answer that was composed."""
    plans: list[None] = []
    run = Plan.run

    def counted(plan: Plan, values: Any) -> PlanResult:
        plans.append(None)
        return run(plan, values)

    monkeypatch.setattr(Plan, "run", counted)
    return plans


@pytest.mark.usefixtures("mark")
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", ABOUT_MARK)
def test_an_answer_is_given_again_with_all_its_headers(
    reader: Client, path: str, method: str, composed: list[None]
) -> None:
    first = reader.get(f"/api/v1/{path}")
    again = reader.generic(method, f"/api/v1/{path}")
    assert len(composed) == 1
    assert again.status_code == 200
    assert again.content == (first.content if method == "GET" else b"")
    differ = {"X-Request-Id", "RateLimit"}
    headers = [{name: value for name, value in each.items() if name not in differ} for each in (first, again)]
    assert headers[0] == headers[1]


@pytest.mark.usefixtures("mark")
def test_a_change_elsewhere_leaves_an_answer_and_a_change_of_what_it_shows_does_not(
    reader: Client, composed: list[None]
) -> None:
    def ask() -> bytes:
        return reader.get("/api/v1/speakers/mark/positions/").content

    before = ask()
    TopicFactory()
    assert (ask(), len(composed)) == (before, 1)
    Source.objects.update(headline="It is in the news")
    take(SpeakerFactory(slug="mary"), ClaimFactory(), "denies", made_on="2025-09-24")
    assert ask() != before
    assert len(composed) == 2


@pytest.mark.usefixtures("mark")
def test_a_change_that_is_committed_later_than_a_younger_one_is_seen(reader: Client) -> None:
    with psycopg.connect(**address()) as older:
        older.execute("UPDATE claims_speaker SET summary = 'Older' WHERE slug = 'mark'")
        SpeakerFactory(slug="mary")
        assert reader.get(MARK).json()["summary"] == ""
        SpeakerFactory(slug="martin")
        assert reader.get(MARK).json()["summary"] == ""
        older.commit()
        assert reader.get(MARK).json()["summary"] == "Older"


@pytest.mark.usefixtures("mark")
def test_an_answer_through_a_former_slug_is_not_given_when_the_slug_means_another_row(reader: Client) -> None:
    Speaker.objects.filter(slug="mark").update(slug="markus")
    SpeakerFactory(slug="martin")
    before = reader.get("/api/v1/statements/?speaker=mark&count=exact").json()["count"]
    Redirect.objects.filter(old_slug="mark").update(new_slug="martin")
    assert (before, reader.get("/api/v1/statements/?speaker=mark&count=exact").json()["count"]) == (1, 0)


@pytest.mark.usefixtures("mark")
def test_what_a_coder_may_see_is_not_given_to_a_reader(reader: Client, coder: Keyed) -> None:
    StanceFactory(review_status="suggested")
    for _ in range(2):
        assert len(coder.get("stances/").json()["results"]) == 2
        assert coder.get("stances/")["Cache-Control"] == "private, no-cache"
        assert len(reader.get("/api/v1/stances/").json()["results"]) == 1
        assert reader.get("/api/v1/stances/")["Cache-Control"] == "public, no-cache"


@pytest.mark.usefixtures("mark")
def test_errors_and_redirects_are_not_kept(reader: Client) -> None:
    assert reader.get("/api/v1/speakers/mary/").status_code == 404
    Speaker.objects.filter(slug="mark").update(slug="markus")
    assert reader.get(MARK).status_code == 301
    SpeakerFactory(slug="mary")
    assert reader.get("/api/v1/speakers/mary/").status_code == 200
    assert len(answers.answers) == 1


def truncated() -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_change DISABLE TRIGGER ALL")
        cursor.execute("UPDATE claims_speaker SET summary = 'Unrecorded'")
        cursor.execute("TRUNCATE claims_change")
        cursor.execute("ALTER TABLE claims_change ENABLE TRIGGER ALL")


def changed_a_thousand_times() -> None:
    for number in range(5):
        Speaker.objects.filter(slug="mark").update(summary=str(number))
    TopicFactory.create_batch(2)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO claims_topic (slug, name) SELECT 'topic-n-' || n, 'N ' || n FROM generate_series(1, 1000) n"
        )


@pytest.mark.usefixtures("mark")
@pytest.mark.parametrize("write", [truncated, changed_a_thousand_times])
def test_what_the_history_cannot_tell_voids_every_answer(
    reader: Client, write: Callable[[], None], composed: list[None]
) -> None:
    reader.get("/api/v1/sources/")
    write()
    reader.get("/api/v1/sources/")
    assert len(composed) == 2


@pytest.mark.usefixtures("mark")
def test_threads_that_are_asked_the_same_at_once_compose_it_once(monkeypatch: pytest.MonkeyPatch) -> None:
    together, counted, lock = Barrier(8), [], Lock()
    run = Plan.run

    def slow(plan: Plan, values: Any) -> PlanResult:
        with lock:
            counted.append(None)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.5)")
        return run(plan, values)

    monkeypatch.setattr(Plan, "run", slow)

    def ask(_: int) -> bytes:
        together.wait()
        try:
            return Client(SERVER_NAME="localhost").get(MARK).content
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        bodies = set(threads.map(ask, range(8)))
    assert (len(bodies), len(counted)) == (1, 1)


@pytest.mark.usefixtures("mark")
def test_without_memory_for_answers_a_304_still_costs_no_composing(
    reader: Client, settings: Any, composed: list[None]
) -> None:
    settings.ANSWER_CACHE = 0
    tag = reader.get(MARK)["ETag"]
    assert reader.get(MARK, headers={"If-None-Match": tag}).status_code == 304
    assert len(composed) == 1
    assert reader.get(MARK).json()["slug"] == "mark"
    assert len(composed) == 2


@pytest.mark.usefixtures("mark")
def test_without_memory_for_answers_one_is_composed_without_asking_whether_the_former_holds(
    reader: Client, settings: Any
) -> None:
    settings.ANSWER_CACHE = 0
    reader.get(MARK)
    with CaptureQueriesContext(connection) as asked:
        reader.get(MARK)
    assert not [query for query in asked if "claims_unchanged_since" in query["sql"]]


def answer() -> Answer:
    return Answer(ReadFrom(b"1", None), {}, is_compressible=True)


def test_of_too_many_answers_those_that_were_not_used_for_longest_go(settings: Any) -> None:
    settings.ANSWER_CACHE = 200_000_000
    full = Answers()
    size = 50_000_000
    for number in range(3):
        full.keep(bytes([number]), answer(), bytes(size))
    full.get(b"\x00")
    full.keep(b"\x03", answer(), bytes(size))
    assert [key[0] for key in full.answers] == [2, 0, 3]
    assert full.size == 3 * (size + OVERHEAD)
    full.add(b"\x02", full.answers[b"\x02"], "gzip", bytes(size))
    assert (list(full.answers), full.size) == ([b"\x00", b"\x03"], 2 * (size + OVERHEAD))
    full.keep(b"\x04", answer(), bytes(settings.ANSWER_CACHE))
    assert full.answers[b"\x04"].bodies == {}


def test_a_small_memory_for_answers_is_not_exceeded_either(settings: Any) -> None:
    settings.ANSWER_CACHE = 10_000_000
    small = Answers()
    for number in range(5):
        small.keep(bytes([number]), answer(), bytes(3_000_000))
    assert [key[0] for key in small.answers] == [2, 3, 4]
