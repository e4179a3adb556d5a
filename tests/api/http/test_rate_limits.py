"""Rate limits: a number of requests for each key and each address in a time window, whichever worker answers."""

import re

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from environs import Env, EnvError

from claims.api.http.limits import client_of
from claims.choices import Role
from claims.models import Topic
from tests.support import factories as make
from tests.support.clients import Keyed
from tracker.rates import Rate

pytestmark = pytest.mark.django_db

HOME, OTHER = "192.0.2.1", "192.0.2.2"
TOPICS = "/api/v1/topics/"
MINUTE = 1_700_000_040  # the beginning of a window
LIMIT = re.compile(r'"(address|key)";r=(\d+);t=(\d+)')


@pytest.fixture(autouse=True)
def limits(settings, monkeypatch):
    """Three requests of an address a minute, five of a key; it is the 18th second of a minute."""
    settings.RATE_LIMIT_ADDRESS, settings.RATE_LIMIT_KEY = Rate(3, 60), Rate(5, 60)
    at(monkeypatch, 18)


def at(monkeypatch, second):
    monkeypatch.setattr("claims.api.http.leases.clock", lambda: MINUTE + second + 0.9)


@pytest.fixture
def ask(reader):
    """`ask()`: the response to a request from an address, with a key if one is given."""

    def send(path=TOPICS, method="get", address=HOME, key="", **headers):
        headers |= {"Authorization": f"Bearer {key}"} if key else {}
        return getattr(reader, method)(path, REMOTE_ADDR=address, headers=headers)

    return send


def statuses(answers):
    return [answer.status_code for answer in answers]


def left(answer):
    kind, number, seconds = LIMIT.fullmatch(answer["RateLimit"]).groups()
    return kind, int(number), int(seconds)


def test_an_address_is_answered_as_often_as_its_quota_says(ask):
    answers = [ask() for _ in range(5)]
    assert statuses(answers) == [200, 200, 200, 429, 429]
    assert [left(each) for each in answers] == [("address", number, 42) for number in (2, 1, 0, 0, 0)]
    assert {each["RateLimit-Policy"] for each in answers} == {'"address";q=3;w=60'}


def test_a_refusal_is_a_problem_that_no_cache_keeps(ask):
    refused = [ask() for _ in range(4)][-1]
    assert refused["Content-Type"] == "application/problem+json"
    assert (refused["Retry-After"], refused["Cache-Control"]) == ("42", "no-store")
    problem = refused.json()
    assert (problem["type"], problem["status"]) == ("/problems/#throttled", 429)
    assert problem["detail"] == "More than 3 requests a minute came from this address. It may ask again in 42 s."
    assert problem["instance"] == f"urn:request:{refused['X-Request-Id']}"


def test_who_waits_as_long_as_told_is_answered_and_nobody_sooner(ask, monkeypatch):
    wait = int([ask() for _ in range(4)][-1]["Retry-After"])
    at(monkeypatch, 18 + wait - 1)
    assert ask().status_code == 429
    at(monkeypatch, 18 + wait)
    assert (ask().status_code, left(ask())) == (200, ("address", 1, 60))


def test_a_clock_that_is_put_back_counts_on_in_the_earlier_window(ask, monkeypatch):
    answers = [ask(), ask()]
    at(monkeypatch, 60)
    answers += [ask(), ask()]
    at(monkeypatch, 18)
    answers += [ask(), ask()]
    assert statuses(answers) == [200, 200, 200, 200, 200, 429]


def test_addresses_and_keys_are_counted_apart(ask):
    one, other = Keyed(Role.CODER, "one").key, Keyed(Role.CODER, "other").key
    assert statuses([ask() for _ in range(4)]) == [200] * 3 + [429]
    assert statuses([ask(address=OTHER) for _ in range(4)]) == [200] * 3 + [429]
    answers = [ask(key=one, address=address) for address in (HOME, OTHER) * 3]
    assert statuses(answers) == [200] * 5 + [429]
    assert (left(answers[0]), answers[0]["RateLimit-Policy"]) == (("key", 4, 42), '"key";q=5;w=60')
    assert answers[-1].json()["detail"].startswith("More than 5 requests a minute came from this key.")
    assert ask(key=other).status_code == 200


@pytest.mark.parametrize("shown", ["sct_x", "sct_abcdefgh_" + "A" * 43])
def test_a_key_that_does_not_work_is_counted_as_its_address(ask, shown):
    answers = [ask(key=shown) for _ in range(4)]
    assert statuses(answers) == [401, 401, 401, 429]
    assert left(answers[0]) == ("address", 2, 42)
    assert ask().status_code == 429


def test_another_secret_under_the_prefix_of_a_key_is_not_counted_as_the_key(ask):
    key = Keyed(Role.CODER, "carla").key
    forged = key[:-1] + ("A" if key[-1] != "A" else "B")
    assert left(ask(key=forged)) == ("address", 2, 42)
    assert left(ask(key=key)) == ("key", 4, 42)


def test_a_key_is_looked_up_once(ask):
    key = Keyed(Role.CODER, "carla").key
    ask(key=key)
    with CaptureQueriesContext(connection) as queries:
        ask(key=key)
    assert len([each for each in queries if "FROM claims_apikey" in each["sql"]]) == 1


def test_every_sort_of_answer_counts(ask):
    topic = make.TopicFactory()
    tag = ask(f"{TOPICS}{topic.slug}/", address=OTHER)["ETag"]
    answers = [
        ask(f"{TOPICS}{topic.slug}/", **{"If-None-Match": tag}),
        ask(f"{TOPICS}?nonsense=1"),
        ask("/api/v1/nothing-here/"),
        ask(),
    ]
    assert statuses(answers) == [304, 400, 404, 429]
    answers = [ask(method=method, address="192.0.2.3") for method in ("head", "options", "post", "get")]
    assert statuses(answers) == [200, 200, 401, 429]


def test_a_write_that_is_taken_back_counts(limits, settings):
    settings.RATE_LIMIT_KEY = Rate(2, 60)
    editor = Keyed(Role.EDITOR, "edith")
    answers = [editor.post("topics/", {"name": name}) for name in ("", "Drones", "Jets")]
    assert statuses(answers) == [400, 201, 429]
    assert Topic.objects.count() == 1


def test_a_preflight_is_neither_counted_nor_refused(ask):
    asked = {"Origin": "https://somewhere.example", "Access-Control-Request-Method": "GET"}
    answers = [ask(method="options", **asked), *(ask() for _ in range(4)), ask(method="options", **asked)]
    assert statuses(answers) == [200, 200, 200, 200, 429, 200]


def test_scripts_of_other_sites_may_read_a_refusal(ask):
    refused = [ask(Origin="https://somewhere.example") for _ in range(4)][-1]
    assert (refused.status_code, refused["Access-Control-Allow-Origin"]) == (429, "*")
    assert "Retry-After" in refused["Access-Control-Expose-Headers"]


@pytest.mark.parametrize("path", ["/", "/problems/", "/api/v1/", "/api/v1/schema/", "/nothing"])
def test_pages_count_like_requests_to_the_api(ask, path):
    assert left(ask(path)) == ("address", 2, 42)
    assert left(ask()) == ("address", 1, 42)


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/static/web/site.css"])
def test_the_desk_static_files_and_the_health_check_are_not_counted(ask, path):
    answers = [ask(path) for _ in range(5)]
    assert statuses(answers) == [200] * 5
    assert "RateLimit" not in answers[0]
    [list(each) for each in answers]  # read to the end, so that Django closes the files


@pytest.mark.parametrize(
    ("given", "headers"),
    [((None, None), []), ((None, Rate(5, 60)), []), ((Rate(3, 60), None), ["RateLimit", "RateLimit-Policy"])],
)
def test_a_limit_of_0_is_none_and_is_not_spoken_of(settings, reader, given, headers):
    settings.RATE_LIMIT_ADDRESS, settings.RATE_LIMIT_KEY = given
    answer = reader.get(TOPICS)
    assert sorted(name for name in answer.headers if name.startswith("RateLimit")) == headers
    key = Keyed(Role.CODER, "carla").key
    named = reader.get(TOPICS, headers={"Authorization": f"Bearer {key}"})
    assert ("RateLimit" in named) == (given[1] is not None)


FORWARDED = [
    # proxies, X-Forwarded-For, who is counted: here the peer, or an address of the list
    (0, "", HOME),
    (0, "203.0.113.9", HOME),
    (1, "", HOME),
    (1, "203.0.113.9", "203.0.113.9"),
    (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
    (2, "198.51.100.1, 203.0.113.9", "198.51.100.1"),
    (2, "10.0.0.1,198.51.100.1 , 203.0.113.9", "198.51.100.1"),
    (2, "203.0.113.9", HOME),
    (1, "nonsense", HOME),
    (1, "x" * 100_000, HOME),
    (1, "203.0.113.9:4711", "203.0.113.9"),
    (1, "[2001:db8:1:2:3:4:5:6]:4711", "2001:db8:1:2::/64"),
    (1, "2001:db8:1:2:ffff::1", "2001:db8:1:2::/64"),
    (1, "::ffff:203.0.113.9", "203.0.113.9"),
]


@pytest.mark.parametrize(("proxies", "forwarded", "counted"), FORWARDED)
def test_behind_proxies_of_ours_the_address_is_what_the_outermost_of_them_saw(settings, proxies, forwarded, counted):
    settings.TRUSTED_PROXIES = proxies
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    assert client_of(RequestFactory().get(TOPICS, REMOTE_ADDR=HOME, headers=headers)) == ("address", counted)


def test_whoever_makes_up_addresses_is_counted_all_the_same(ask, settings):
    assert statuses([ask(**{"X-Forwarded-For": f"203.0.113.{n}"}) for n in range(4)])[-1] == 429
    settings.TRUSTED_PROXIES = 1
    behind = [ask(address=OTHER, **{"X-Forwarded-For": f"203.0.113.{n}, 198.51.100.7"}) for n in range(4)]
    assert statuses(behind) == [200] * 3 + [429]


def test_an_ipv6_address_is_counted_with_its_neighbours(ask):
    answers = [ask(address=f"2001:db8:1:2::{n:x}") for n in range(4)]
    assert statuses(answers) == [200] * 3 + [429]
    assert ask(address="2001:db8:1:3::1").status_code == 200


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("0", None),
        ("3000/minute", Rate(3000, 60)),
        ("1/hour", Rate(1, 3600)),
        ("9" * 15 + "/day", Rate(10**15 - 1, 86400)),
    ],
)
def test_a_rate_is_a_number_and_a_unit(text, rate):
    assert Rate.parse(text) == rate


@pytest.mark.parametrize(
    "wrong", ["", "many", "3000", "0/minute", "-1/minute", "1.5/hour", "3000/second", f"{10**15}/day"]
)
@pytest.mark.parametrize("name", ["RATE_LIMIT_ADDRESS", "RATE_LIMIT_KEY"])
def test_what_is_no_rate_stops_the_start_and_says_so(monkeypatch, name, wrong):
    env = Env()
    env.add_parser("rate", Rate.parse)
    monkeypatch.setenv(name, wrong)
    with pytest.raises(EnvError, match=f"“{wrong}” is no number and unit, as in 3000/minute; 0 is no limit") as error:
        env.rate(name)
    assert name in str(error.value)


@pytest.mark.parametrize("quota", [200, 10**15 - 1])
def test_a_first_request_tells_what_is_left_of_any_quota(settings, quota):
    settings.RATE_LIMIT_ADDRESS = Rate(quota, 60)
    assert 0.9 * quota < left(Client(SERVER_NAME="localhost").get(TOPICS))[1] < quota
