"""Concurrent writes while connections and workers are killed: nothing acknowledged is lost, and nothing is done twice.

It lasts STORM_SECONDS and draws from STORM_SEED, which a failure names.
"""

import json
import os
import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from http.client import HTTPConnection
from itertools import islice, product

import pytest
from django.apps import apps
from django.test import Client

from claims.choices import Role
from claims.roles import grant
from tests.storm.account import Account
from tests.storm.client import StormClient
from tests.storm.follower import Follower
from tests.storm.harm import Harm
from tests.storm.histories import gaps, turned
from tests.storm.operations import READS, Actor
from tests.storm.rules import go_through_all_rules
from tests.storm.world import World
from tests.support.clients import Keyed
from tests.support.served import HOST, served
from tests.support.terms import assert_term_counts_are_exact

pytestmark = pytest.mark.django_db(transaction=True)

SECONDS = float(os.environ.get("STORM_SECONDS", "20"))
SEED = int(os.environ.get("STORM_SEED", random.randrange(10**6)))  # noqa: S311
WORKERS = 2
CREW = [Role.CODER] * 3 + [Role.REVIEWER] * 2 + [Role.EDITOR] * 3
SERVER = "storm"  # what the server's connections are called
UNLIMITED = {"RATE_LIMIT_ADDRESS": "0", "RATE_LIMIT_KEY": "0"}
FIRST = 10  # the number of errors that are shown


def weather(actor: Actor, until: float) -> None:
    while time.monotonic() < until:
        actor.act()
    actor.client.close()


def outdated(port: int, key: str) -> Iterator[str]:
    """Addresses for which some worker has kept another answer than the one that is composed now."""
    keyed = {"Authorization": f"Bearer {key}"}
    here = Client(HTTP_HOST=f"{HOST}:{port}")
    for path, headers in product(READS, ({}, keyed)):
        # Cursors differ, since the server has its own key to sign them with.
        now = here.get(f"/api/v1/{path}", headers=headers).json()["results"]
        for _ in range(4 * WORKERS):  # a new connection may reach another worker
            with closing(HTTPConnection(HOST, port)) as there:
                there.request("GET", f"/api/v1/{path}", headers=headers)
                given = json.loads(there.getresponse().read())["results"]
                if given != now:
                    yield path


def test_nothing_acknowledged_is_lost_and_nothing_is_done_twice(capsys):
    grant(apps)  # an earlier transactional test may have truncated the groups
    world = World()
    people = [Keyed(role, f"{role}-{number}") for number, role in enumerate(CREW)]
    with served(WORKERS, SERVER, **UNLIMITED) as server:
        crew = [
            Actor(StormClient(server.port, who.user.username, who.key), world, role, SEED + number)
            for number, (role, who) in enumerate(zip(CREW, people, strict=True))
        ]
        harm, follower = Harm(server, SERVER, SEED), Follower(StormClient(server.port, "follower", people[-1].key))
        until = time.monotonic() + SECONDS
        with harm, follower, ThreadPoolExecutor(len(crew)) as pool:
            storms = [pool.submit(weather, actor, until) for actor in crew]
            time.sleep(SECONDS / 2)
            harm.kill_a_worker()
            for storm in storms:
                storm.result()
        follower.read_on()
        afterwards = Follower(follower.client)
        afterwards.read_on()
        kept = list(outdated(server.port, people[-1].key))
        follower.client.close()

    account = Account(exchange for actor in crew for exchange in actor.client.exchanges)
    with capsys.disabled():
        print(f"\nstorm {SEED}: {account.summary()}, {len(harm.connections)} connections ended")  # noqa: T201
    assert list(islice(account.unexplained(harm), FIRST)) == []
    assert list(islice(account.wrong(), FIRST)) == []
    assert list(islice(account.stale(), FIRST)) == []
    assert kept == []
    assert follower.seen == afterwards.seen, "who follows the feed misses nothing"
    assert list(islice(gaps(), FIRST)) == []
    assert list(islice(turned(), FIRST)) == []
    go_through_all_rules()
    assert_term_counts_are_exact()
