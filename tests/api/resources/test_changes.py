"""The feed of changes: in order, complete beside concurrent writers, and without what is not public."""

import random
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client

from claims.models import Change, Claim, Stance, Topic
from tests.support import factories as make
from tests.support.transactions import on_its_own_connection

pytestmark = pytest.mark.django_db


class Follower:
    """A client that keeps up with the feed."""

    def __init__(self):
        self.client, self.since = Client(SERVER_NAME="localhost"), ""

    def news(self, query=""):
        """The changes since the last call, as (collection/key, kind)."""
        path, found = f"/api/v1/changes/?{query}" + (f"&since={self.since}" if self.since else ""), []
        while path:
            response = self.client.get(path)
            assert response.status_code == 200, response.content
            page = response.json()
            found += [(f"{each['collection']}/{each['key']}", each["kind"]) for each in page["results"]]
            self.since, path = page["since"], page["next"]
        return found


@pytest.fixture
def follower():
    return Follower()


@pytest.mark.parametrize("limit", [1, 2, 200])
def test_the_feed_tells_what_happened_in_order_and_each_time_only_what_is_new(follower, limit):
    query = f"limit={limit}"
    assert follower.news(query) == []
    drones, jets = make.TopicFactory(slug="drones"), make.TopicFactory(slug="jets")
    Topic.objects.filter(pk=drones.pk).update(name="Drones!")
    assert follower.news(query) == [
        ("topics/drones", "created"),
        ("topics/jets", "created"),
        ("topics/drones", "changed"),
    ]
    assert follower.news(query) == []
    jets.delete()
    assert follower.news(query) == [("topics/jets", "deleted")]
    assert follower.news(query) == []


def test_a_renamed_row_is_gone_under_its_old_key(follower):
    topic = make.TopicFactory(slug="drons")
    follower.news()
    topic.slug = "drones"
    topic.save()
    assert follower.news() == [("topics/drons", "deleted"), ("topics/drones", "changed")]


def test_a_stance_comes_into_being_when_it_is_confirmed_and_is_gone_when_it_is_reopened(follower):
    stance = make.StanceFactory(review_status="suggested")
    name = f"stances/{stance.pk}"
    of_it = "collection=stances"
    assert follower.news(of_it) == []
    Stance.objects.update(rationale="He said so.")
    assert follower.news(of_it) == []
    Stance.objects.update(review_status="confirmed")
    assert follower.news(of_it) == [(name, "created")]
    Claim.objects.update(slug="renamed")
    assert follower.news(of_it) == [(name, "changed")]
    Stance.objects.update(review_status="suggested")
    assert follower.news(of_it) == [(name, "deleted")]
    stance.delete()
    assert follower.news(of_it) == []


def test_a_claim_has_changed_for_its_readers_when_its_tallies_have(follower, get):
    claim, said = make.ClaimFactory(), make.StatementFactory()
    follower.news()
    make.StanceFactory(statement=said, claim=claim)
    assert (f"claims/{claim.slug}", "changed") in follower.news()
    assert [entry["kind"] for entry in get(f"claims/{claim.slug}/history/")["results"]] == ["created"]


@pytest.mark.parametrize("since", ["", "nonsense", "WzAsMF0:forged", "x" * 5000])
def test_a_feed_token_cannot_be_made_up(get, since):
    assert [error["parameter"] for error in get(f"changes/?since={since}", status=400)["errors"]] == ["since"]


def test_an_entry_of_the_feed_says_nothing_about_what_a_row_was(get):
    make.StanceFactory()
    entry = get("changes/?collection=stances")["results"][0]
    assert entry.keys() == {"id", "collection", "key", "url", "kind", "changed_at"}
    assert get(f"changes/{entry['id']}/") == entry


def test_changes_of_what_is_not_public_are_no_rows_of_the_feed(get):
    make.StanceFactory(review_status="suggested")
    hidden = Change.objects.get(collection="stances")
    get(f"changes/{hidden.pk}/", status=404)


@pytest.mark.django_db(transaction=True)
def test_a_change_that_commits_late_is_never_skipped(follower):
    """Three transactions begin in one order and commit in another; a follower asks after every step."""

    def news_of_another():
        return on_its_own_connection(follower.news)

    with ThreadPoolExecutor(1) as reader, ThreadPoolExecutor(1) as other:

        def quick():
            with transaction.atomic():
                make.TopicFactory(slug="quick")

        with transaction.atomic():
            make.TopicFactory(slug="early")
            other.submit(on_its_own_connection, quick).result(10)
            # “quick” has committed, “early” with a lower number has not: serving “quick” now would skip “early”.
            assert reader.submit(news_of_another).result(10) == []
            make.TopicFactory(slug="early-too")
        assert reader.submit(news_of_another).result(10) == [
            ("topics/early", "created"),
            ("topics/early-too", "created"),
            ("topics/quick", "created"),
        ]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_holds_nothing_up_and_is_never_served(follower):
    try:
        with transaction.atomic():
            make.TopicFactory(slug="never")
            raise RuntimeError
    except RuntimeError:
        make.TopicFactory(slug="instead")
    assert follower.news() == [("topics/instead", "created")]


@pytest.mark.django_db(transaction=True)
def test_a_follower_beside_many_writers_sees_every_change_once(follower):
    writers, each = 5, 25

    def write(seed):
        choose = random.Random(seed)  # noqa: S311
        for number in range(each):
            with transaction.atomic():
                make.TopicFactory(slug=f"topic-{seed}-{number}")
                with connection.cursor() as cursor:
                    cursor.execute("SELECT pg_sleep(%s)", [choose.random() / 200])
                if choose.random() < 0.2:
                    transaction.set_rollback(True)

    seen = []
    with ThreadPoolExecutor(writers + 1) as pool:
        jobs = [pool.submit(on_its_own_connection, write, seed) for seed in range(writers)]
        while not all(job.done() for job in jobs):
            seen += pool.submit(on_its_own_connection, follower.news, "limit=3").result(20)
        for job in jobs:
            job.result()
    seen += follower.news()
    assert sorted(seen) == sorted(
        (f"topics/{slug}", "created") for slug in Topic.objects.values_list("slug", flat=True)
    )
    assert len(seen) > writers * each / 2


def check(*arguments):
    out = StringIO()
    call_command("mirror_check", *arguments, stdout=out, no_color=True)
    return out.getvalue()


@pytest.mark.django_db(transaction=True)
def test_a_mirror_leaves_out_what_waits_for_a_transaction():
    make.StanceFactory()
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        make.TopicFactory(slug="under-way")
        pool.submit(on_its_own_connection, make.TopicFactory).result(10)
        assert "1 rows were left out" in pool.submit(on_its_own_connection, check).result(30)


@pytest.mark.django_db(transaction=True)
def test_the_feed_goes_on_after_a_restore_into_a_server_that_counts_anew(follower):
    make.TopicFactory(slug="before")
    follower.news()
    make.ChangeFactory(collection="topics", key="restored", transaction=10**9)
    assert follower.news() == []
    with pytest.raises(CommandError, match="continue_feed"):
        check()
    try:
        call_command("continue_feed", stdout=StringIO())
        call_command("continue_feed", stdout=StringIO())
        make.TopicFactory(slug="after")
        assert follower.news() == [("topics/restored", "changed"), ("topics/after", "created")]
    finally:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE OR REPLACE FUNCTION claims_feed_base() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT 0::bigint'"
            )


def test_the_feed_tells_where_it_ends_now_without_its_rows(get):
    make.TopicFactory(slug="before")
    page = get("changes/?since=now")
    assert (page["results"], page["next"], page["previous"]) == ([], None, None)
    assert get(f"changes/?since={page['since']}")["results"] == []
    make.TopicFactory(slug="after")
    later = get(f"changes/?since={page['since']}")
    assert [(each["key"], each["kind"]) for each in later["results"]] == [("after", "created")]
    assert get("changes/?since=now")["since"] == later["since"]


def test_an_empty_feed_has_an_end_as_well(get):
    page = get("changes/?since=now&collection=topics")
    assert page["results"] == []
    make.TopicFactory(slug="first")
    assert [each["key"] for each in get(f"changes/?since={page['since']}")["results"]] == ["first"]


def test_the_end_of_the_feed_is_asked_for_alone(get):
    token = get("changes/?since=now")["since"]
    for asked in (f"since=now&since={token}", f"since={token}&since={token}", "since=NOW", "since=now "):
        assert [error["parameter"] for error in get(f"changes/?{asked}", status=400)["errors"]] == ["since"]
