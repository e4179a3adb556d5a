"""How many requests a client may still make: a quota for each window of time, which all workers share.

A worker *leases* a part of a client's quota from the table `claims_quota`, spends it by itself, and leases again: a
request costs a look into a dictionary, and one in many a statement. What is leased is never more than the quota;
what a worker has leased and not spent is lost when the window ends.
"""

import logging
import time
from dataclasses import dataclass
from threading import Lock

from django.db import Error
from django.utils.crypto import salted_hmac

from claims.api.read.fragments import Fragment
from claims.api.read.prepared import execute
from tracker.rates import Rate

# A lease is a 20th of what is left: the less there is, the less a worker keeps from the others. At the end, and of a
# small quota, it is a single request.
PART = 20
# A 200th is what a worker gives a client before the first lease, so that whoever asks for little is read for without a
# write. It is set aside for ten workers.
FREE = 200
WORKERS = 10
MOST_CLIENTS = 50_000  # that a worker remembers

# Each lease takes away up to two rows of windows that are over, by everybody's clock: more than it adds.
LEASE = Fragment("""
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
""")

clock = time.time
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Account:
    """A client in a window, as this worker knows it: what may be spent here, and what was left to lease."""

    here: int
    elsewhere: int


def part(rest: int) -> int:
    """How many requests a lease is of, where so many are left; as the statement has it."""
    return max(1, rest // PART)


class Limiter:
    """Counts the requests of clients of one kind, in windows that begin with the minute, the hour or the day.

    The worker's own clock says which window it is. Those whose clocks differ count in the same windows all the same,
    and only begin them at other moments.
    """

    def __init__(self, kind: str, rate: Rate) -> None:
        self.kind, self.rate, self.window = kind, rate, rate.window
        self.free = rate.quota // FREE
        self.leasable = rate.quota - self.free * WORKERS
        self.lock = Lock()
        self.begin(0)

    def begin(self, now: int) -> None:
        """Begins the window of that moment, and forgets the one before."""
        self.ends = now - now % self.window + self.window
        self.given = self.free
        self.accounts: dict[str, Account] = {}

    def spend(self, client: str) -> tuple[int | None, int]:
        """Counts a request of a client: how many more it may make, None if this was one too many; in how many seconds.

        Every request comes through here, so this takes care of microseconds.
        """
        with self.lock:
            now = int(clock())
            if not 0 < self.ends - now <= self.window:  # a clock may be put back
                self.begin(now)
            ends = self.ends
            account = self.accounts.get(client) or self.open(client)
            if account.here:
                account.here -= 1
                return account.here + account.elsewhere, ends - now
            if not account.elsewhere:
                return None, ends - now
        # Without the lock: meanwhile other threads may lease as well, which is a lease too many, and no request.
        latest, left = self.lease(client, ends, account)
        with self.lock:
            account.here += latest
            account.elsewhere = left
            if not account.here:
                return None, ends - now
            account.here -= 1
            return account.here + account.elsewhere, ends - now

    def open(self, client: str) -> Account:
        if len(self.accounts) >= MOST_CLIENTS:
            # Somebody has very many addresses: what is known is forgotten, and nothing given twice.
            self.accounts, self.given = {}, 0
        account = self.accounts[client] = Account(self.given, self.leasable)
        return account

    def lease(self, client: str, ends: int, account: Account) -> tuple[int, int]:
        """How many requests were leased, and how many are left to lease.

        By itself, before a transaction of the request begins: a write that is rolled back counts, too. If the table
        cannot be written to, each worker counts by itself, and the log says so.
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
