"""Feeds beside writers whose transactions commit late, and in any order: a poller gets each entry once."""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Event

import pytest
from django.db import transaction

from claims.web import news
from tests.support import factories as make
from tests.support.feeds import Poller, read_feed
from tests.support.transactions import PATIENCE, interleaved, on_its_own_connection

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 14


@pytest.fixture
def pool():
    with ThreadPoolExecutor(WRITERS) as pool:
        yield pool


def opened(pool, work):
    """Does `work` in a transaction that stays open; returns what commits it."""
    done, go = Event(), Event()

    def run():
        with transaction.atomic():
            work()
            done.set()
            assert go.wait(PATIENCE)

    future = pool.submit(on_its_own_connection, run)
    assert done.wait(PATIENCE), future.exception()

    def commit():
        go.set()
        future.result(PATIENCE)

    return commit


def told(titles):
    return [each.rpartition(": ")[2] for each in titles]


def test_an_entry_appears_when_none_can_come_before_it_any_more(reader, pool):
    make.StatementFactory(text="First.")
    poller = Poller(reader, "/feeds/")
    assert told(poller.poll()) == ["First."]
    commits = [opened(pool, lambda text=text: make.StatementFactory(text=text)) for text in ("One.", "Two.", "Three.")]
    commits[2]()
    assert poller.poll() == []
    commits[1]()
    assert poller.poll() == []
    commits[0]()
    assert told(poller.poll()) == ["One.", "Two.", "Three."]
    assert poller.poll() == []


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("address", ["/feeds/", "/feeds/speakers/ann/"])
def test_whoever_polls_gets_every_entry_exactly_once(reader, pool, monkeypatch, address, seed):
    monkeypatch.setattr(news, "MOST", 2)
    choose = random.Random(seed)  # noqa: S311
    ann = make.SpeakerFactory(slug="ann")
    waiting = [f"Number {number}." for number in range(WRITERS)]
    running, got = [], []
    poller = Poller(reader, address)
    while waiting or running:
        step = choose.choice(("begin", "commit", "poll"))
        if step == "begin" and waiting:
            text = waiting.pop()
            running.append(opened(pool, lambda text=text: make.StatementFactory(speaker=ann, text=text)))
        elif step == "commit" and running:
            running.pop(choose.randrange(len(running)))()
        elif step == "poll":
            got += told(poller.poll())
    got += told(poller.poll())
    assert sorted(got) == sorted(f"Number {number}." for number in range(WRITERS))
    assert [each.id for each in reversed(poller.seen)] == ids_of_all_pages(reader, address)


def ids_of_all_pages(reader, address):
    found = []
    while address:
        page = read_feed(reader, address)
        found += page.ids
        address = page.next
    return found


def test_two_at_once_change_a_mind_once(reader):
    ann, claim = make.SpeakerFactory(), make.ClaimFactory()
    poller = Poller(reader, "/en/feeds/")
    outcome = interleaved(
        lambda: make.take(ann, claim, "affirms", date(2025, 1, 1)),
        lambda: make.take(ann, claim, "denies", date(2025, 1, 2)),
        lambda: make.take(ann, claim, "denies", date(2025, 1, 3)),
    )
    assert outcome == (None, None, None)
    assert sum("different times" in each for each in poller.poll()) == 1
    assert poller.poll() == []


def test_a_stance_that_is_confirmed_again_while_others_write_hides_none_of_them(reader, pool):
    claim = make.ClaimFactory(slug="c")
    stance = make.StanceFactory(claim=claim)
    poller = Poller(reader, "/en/feeds/claims/c/")
    assert len(poller.poll()) == 1
    late = opened(pool, lambda: make.StanceFactory(claim=make.ClaimFactory()))
    make.StanceFactory(claim=claim)
    for status in ("suggested", "confirmed"):
        type(stance).objects.filter(pk=stance.pk).update(review_status=status)
    assert poller.poll() == []
    late()
    assert len(poller.poll()) == 2
