"""How workers share a quota by leases: together they never answer more requests than it allows."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connection
from django.test.utils import CaptureQueriesContext

from claims.api.http import leases
from claims.api.http.leases import FREE, PART, WORKERS, Limiter, part
from claims.models import Quota
from tests.support.transactions import on_its_own_connection
from tracker.rates import Rate

MINUTE = 60
NOW = 1_700_000_040
QUOTAS = (1, 7, 39, 100, 3_000)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    """The clock that the code reads; a test may set it."""
    moment = [NOW]
    monkeypatch.setattr(leases, "clock", lambda: moment[0])
    return moment


def worker(quota, window=MINUTE):
    return Limiter("address", Rate(quota, window))


def spend(limiter, times=10**9, client="192.0.2.1"):
    """Of so many requests, how many are allowed before the first that is not."""
    for number in range(times):
        if limiter.spend(client)[0] is None:
            return number
    return times


@pytest.mark.django_db
@pytest.mark.parametrize("quota", QUOTAS)
def test_a_worker_alone_gives_all_of_the_quota_but_what_it_sets_aside_for_others(quota):
    assert spend(worker(quota)) == quota - (WORKERS - 1) * (quota // FREE)


@pytest.mark.django_db
@pytest.mark.parametrize("quota", QUOTAS)
def test_workers_in_turn_never_give_more_than_the_quota(quota):
    workers = [worker(quota) for _ in range(WORKERS)]
    given = sum(spend(each, 1) for _ in range(quota) for each in workers)
    # What was leased and is not spent yet is less than one lease of each worker.
    assert quota - WORKERS * (quota // PART) <= given <= quota
    assert given + sum(spend(each) for each in workers) == quota


@pytest.mark.django_db
@pytest.mark.parametrize("quota", [1, 7, 2 * PART - 1])
def test_a_small_quota_is_given_exactly(quota):
    workers = [worker(quota) for _ in range(3)]
    assert sum(spend(each, 1) for _ in range(quota) for each in workers) == quota


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("quota", QUOTAS)
def test_workers_at_once_never_give_more_than_the_quota(quota):
    workers, threads = [worker(quota) for _ in range(4)], 2
    together = Barrier(len(workers) * threads)

    def race(limiter):
        together.wait()
        return spend(limiter)

    with ThreadPoolExecutor(len(workers) * threads) as pool:
        given = list(pool.map(on_its_own_connection, [race] * len(workers) * threads, workers * threads))
    assert sum(given) == quota - (WORKERS - len(workers)) * (quota // FREE)
    assert Quota.objects.get().leased == quota - WORKERS * (quota // FREE)


@pytest.mark.django_db
def test_whoever_asks_for_little_is_read_for_without_a_write():
    limiter, free = worker(3_000), 3_000 // FREE
    with CaptureQueriesContext(connection) as queries:
        assert spend(limiter, free) == free
    assert not queries.captured_queries
    with CaptureQueriesContext(connection) as queries:
        assert spend(limiter, part(limiter.leasable)) == part(limiter.leasable)
    assert len(queries) == 1


@pytest.mark.django_db
def test_whoever_is_refused_is_refused_without_a_statement():
    limiter = worker(7)
    spend(limiter)
    with CaptureQueriesContext(connection) as queries:
        assert spend(limiter, 100) == 0
    assert not queries.captured_queries


@pytest.mark.django_db
def test_clients_windows_and_kinds_are_apart(now):
    limiter, keys = worker(3), Limiter("key", Rate(3, MINUTE))
    assert [spend(limiter), spend(limiter, client="192.0.2.2"), spend(keys)] == [3, 3, 3]
    now[0] += MINUTE
    assert [spend(limiter), spend(worker(3)), spend(keys)] == [3, 0, 3]
    assert Quota.objects.count() == 5


@pytest.mark.django_db
def test_workers_whose_clocks_differ_count_in_the_same_windows(now):
    early, late = worker(9), worker(9)
    assert spend(early, 4) == 4
    now[0] += MINUTE  # on the clock of the one
    assert spend(early, 4) == 4
    now[0] -= MINUTE  # and not yet on that of the other
    assert spend(late) == 5
    now[0] += MINUTE
    assert [spend(late), spend(early)] == [5, 0]


@pytest.mark.django_db
def test_a_quota_that_was_lowered_is_obeyed_at_once():
    assert spend(worker(30), 20) == 20
    lower = worker(10)
    assert spend(lower) == 0
    assert lower.spend("192.0.2.1") == (None, MINUTE)


@pytest.mark.django_db
def test_what_is_over_is_taken_away_two_rows_for_each_lease(now):
    for client in range(7):
        worker(3).spend(str(client))
    now[0] += 3 * MINUTE
    limiter, numbers = worker(3), []
    for client in range(4):
        limiter.spend(str(client))
        numbers.append(Quota.objects.count())
    assert numbers == [6, 5, 4, 4]


@pytest.mark.django_db
def test_no_address_and_no_key_stands_in_the_table():
    worker(3).spend("192.0.2.1")
    assert "192.0" not in Quota.objects.get().client


@pytest.mark.django_db
def test_no_crash_and_no_commit_waits_for_the_table():
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'claims_quota'")
        assert cursor.fetchone() == ("u",)


@pytest.mark.django_db
def test_of_very_many_clients_a_worker_remembers_some_and_gives_nothing_twice(monkeypatch):
    monkeypatch.setattr(leases, "MAX_CLIENTS", 10)
    quota = 2 * FREE
    limiter = worker(quota)
    for round_ in range(3):
        for client in range(25):
            assert limiter.spend(f"{round_} {client}")[0] is not None
            assert len(limiter.accounts) <= 10
    limiter.spend("192.0.2.1")
    limiter.accounts.clear()
    assert spend(limiter) < quota


@pytest.mark.django_db
def test_without_the_table_each_worker_counts_by_itself_and_says_so(monkeypatch):
    def fail(*arguments):
        raise OperationalError("the disk is full")

    warnings = []
    monkeypatch.setattr(leases, "execute", fail)
    monkeypatch.setattr(leases.logger, "warning", lambda text, *values: warnings.append(text % values))
    assert [spend(worker(7)), spend(worker(7))] == [7, 7]
    assert set(warnings) == {"Requests are counted by each worker alone: the disk is full"}
