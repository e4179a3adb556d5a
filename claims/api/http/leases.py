"""Counting requests against a quota that all worker processes share.

A worker *leases* part of a client's quota from the table `claims_quota`, spends the lease by itself, and leases again.
Most requests cost a look into a dictionary, and one in many an SQL statement. The leases of a client never exceed its
quota. What a worker leased and did not spend is lost when the time window ends.
"""

import logging
import time
from dataclasses import dataclass
from threading import Lock

from django.db import Error
from django.utils.crypto import salted_hmac

from tracker.postgres.prepared import execute
from tracker.rates import Rate

# A lease is a 20th of what is left of the quota, and at least one request: the less is left, the less a worker keeps
# from the others.
PART = 20
# Each worker grants a client a 200th of the quota without a lease, so that a client with few requests causes no write.
# These grants are set aside for ten workers.
FREE = 200
WORKERS = 10
MAX_CLIENTS = 50_000  # in the memory of a worker

# A lease also deletes up to two rows of windows that ended over a minute ago, which allows for differing clocks. It
# deletes more rows than it inserts, so that the table does not grow.
LEASE = """
    WITH over AS (
        DELETE FROM claims_quota WHERE ctid = ANY (ARRAY(
            SELECT ctid FROM claims_quota WHERE ends_at < to_timestamp(%s::bigint) - interval '1 minute'
            ORDER BY ends_at LIMIT 2 FOR UPDATE SKIP LOCKED
        ))
    )
    INSERT INTO claims_quota AS q (ends_at, client, leased, latest)
    VALUES (to_timestamp(%s::bigint), %s, %s::bigint, %s::bigint)
    ON CONFLICT (ends_at, client) DO UPDATE SET (latest, leased) = (
        SELECT part, q.leased + part FROM (SELECT %s::bigint - q.leased AS rest) r,
        LATERAL (SELECT CASE WHEN rest > 0 THEN greatest(1, rest / %s::bigint) ELSE 0 END AS part) p
    )
    RETURNING latest, leased
"""

clock = time.time
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Account:
    """What a worker knows of a client in the present window.

    Attributes:
        here: the requests that this worker may still answer without another lease.
        elsewhere: the requests that were left to lease at the last lease.
    """

    here: int
    elsewhere: int


def part(rest: int) -> int:
    """The size of a lease where `rest` requests are left; the SQL statement has the same formula."""
    return max(1, rest // PART)


class Limiter:
    """Counts the requests of clients of one kind in time windows, which begin with the minute, the hour or the day.

    Each worker takes the window from its own clock. Workers whose clocks differ count in the same windows, but begin
    them at different moments.
    """

    def __init__(self, kind: str, rate: Rate) -> None:
        self.kind, self.rate, self.window = kind, rate, rate.window
        self.free = rate.quota // FREE
        self.leasable = rate.quota - self.free * WORKERS
        self.lock = Lock()
        self.begin(0)

    def begin(self, now: int) -> None:
        """Begins the window of the moment `now` (Unix time), and drops the accounts of the window before."""
        self.ends = now - now % self.window + self.window
        self.given = self.free
        self.accounts: dict[str, Account] = {}

    def spend(self, client: str) -> tuple[int | None, int]:
        """Counts a request of a client. Called for every request, so microseconds count.

        Returns:
            How many requests are left, or None where this one exceeds the quota; and the seconds to the window's end.
        """
        with self.lock:
            now = int(clock())
            if not 0 < self.ends - now <= self.window:  # the clock may have been set back
                self.begin(now)
            ends = self.ends
            account = self.accounts.get(client) or self.open(client)
            if account.here:
                account.here -= 1
                return account.here + account.elsewhere, ends - now
            if not account.elsewhere:
                return None, ends - now
        # Without the lock: another thread may lease at the same time, which costs a second lease and loses no request.
        latest, left = self.lease(client, ends, account)
        with self.lock:
            account.here += latest
            account.elsewhere = left
            if not account.here:
                return None, ends - now
            account.here -= 1
            return account.here + account.elsewhere, ends - now

    def open(self, client: str) -> Account:
        if len(self.accounts) >= MAX_CLIENTS:
            # A client with very many addresses: drop all accounts, and grant nothing without a lease a second time.
            self.accounts, self.given = {}, 0
        account = self.accounts[client] = Account(self.given, self.leasable)
        return account

    def lease(self, client: str, ends: int, account: Account) -> tuple[int, int]:
        """Leases part of the quota; returns how many requests were leased, and how many are left to lease.

        It runs before the request's own transaction begins, so that a request that is rolled back counts as well. If
        the table cannot be written to, each worker counts by itself, and logs a warning.
        """
        name = salted_hmac(__name__, f"{self.kind} {client}").hexdigest()
        first = part(self.leasable)
        try:
            row = execute(LEASE, [int(clock()), ends, name, first, first, self.leasable, PART])
        except Error as error:
            logger.warning("Requests are counted by each worker alone: %s", error)
            latest = part(account.elsewhere)
            return latest, account.elsewhere - latest
        latest, leased = int(row.get_value(0, 0)), int(row.get_value(0, 1))
        return latest, max(0, self.leasable - leased)
