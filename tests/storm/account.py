"""The account of a storm: an acknowledged request was carried out, a refused one not, an unanswered one wholly or not.

The history has the id of the request for each change, so each change is traced to its request.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from claims.models import Change
from tests.storm.client import LOST, Exchange
from tests.storm.harm import Harm
from tests.storm.operations import SHARED

TEXTS = SHARED | {"speakers": "summary"}


class Account:
    """All requests of a storm, and all recorded changes."""

    def __init__(self, exchanges: Iterable[Exchange]) -> None:
        self.reads, self.writes = [], []
        for exchange in exchanges:
            (self.reads if exchange.method == "GET" else self.writes).append(exchange)
        self.changes: dict[str, list[Change]] = defaultdict(list)
        for change in Change.objects.exclude(row_id=None).order_by("id"):
            self.changes[change.request].append(change)

    def unexplained(self, harm: Harm) -> Iterator[str]:
        """Failed requests that no injected fault explains."""
        for exchange in [*self.reads, *self.writes]:
            if exchange.status == LOST:
                explained = harm.explains_silence(exchange.connected, exchange.ended)
            elif exchange.status == 503:
                # A worker that is busy refuses further writes: on a slow machine, the storm alone makes it so.
                busy = "Other writes take long just now" in str(exchange.answer)
                explained = busy or harm.explains_unavailability(exchange.began, exchange.ended)
            else:
                explained = exchange.is_acknowledged or exchange.status in exchange.refusals
            if not explained:
                yield f"unexplained: {exchange}"

    def stale(self) -> Iterator[str]:
        """Reads of a row that lack what was added to its text, and acknowledged, before they began."""
        added = defaultdict(list)
        for exchange in self.writes:
            if exchange.token and exchange.is_acknowledged:
                added[exchange.path].append(exchange)
        for read in self.reads:
            if read.status == 200:
                for write in added[read.path]:
                    if write.ended < read.began and write.token.encode() not in read.answer:
                        yield f"stale: {read}, after {write}"

    def wrong(self) -> Iterator[str]:
        """Rows and changes that should not exist, and missing ones."""
        yield from self.strangers()
        for exchange in self.writes:
            done = self.changes[exchange.request]
            if exchange.is_acknowledged and not exchange.headers.get("Idempotency-Key"):
                yield from self.missing(exchange, done)
            elif done and not exchange.is_acknowledged and not exchange.is_unknown:
                yield f"refused, and done all the same: {exchange}"
            elif done and exchange.is_unknown and len(self.made(done)) not in {0, self.expected(exchange, done)}:
                yield f"done in part: {exchange}"
        for repeated in self.repeated():
            yield from self.once(repeated)
        yield from self.overwritten()

    def strangers(self) -> Iterator[str]:
        """Changes that no request of the storm made; changes before the storm have no request."""
        known = {exchange.request for exchange in self.writes} | {""}
        yield from (f"nobody’s change: {request}" for request in self.changes if request not in known)

    def repeated(self) -> Iterable[list[Exchange]]:
        """The requests by idempotency key."""
        by_key: dict[str, list[Exchange]] = defaultdict(list)
        for exchange in self.writes:
            if key := exchange.headers.get("Idempotency-Key"):
                by_key[key].append(exchange)
        return by_key.values()

    def once(self, repeated: list[Exchange]) -> Iterator[str]:
        """Errors of repeated requests: carried out more than once, or answered differently."""
        acknowledged = [each for each in repeated if each.is_acknowledged]
        if len({(each.status, each.answer) for each in acknowledged}) > 1:
            yield f"answered differently: {', '.join(map(str, acknowledged))}"
        done = [self.changes[each.request] for each in repeated if self.changes[each.request]]
        if len(done) > 1:
            yield f"done {len(done)} times: {repeated[0]}"
        elif acknowledged:
            yield from self.missing(acknowledged[0], done[0] if done else [])

    def missing(self, exchange: Exchange, done: list[Change]) -> Iterator[str]:
        """Acknowledged requests whose changes are not in the history."""
        if exchange.method == "POST" and len(self.made(done)) != self.expected(exchange, done):
            yield f"acknowledged, and {len(self.made(done))} rows are there: {exchange}"
        for name, value in exchange.wrote.items():
            if not any((change.new or {}).get(name) == value for change in done):
                yield f"acknowledged, and {name} is not in the history: {exchange}"
        if exchange.method == "DELETE" and not self.made(done, "deleted"):
            yield f"acknowledged, and nothing was deleted: {exchange}"

    @staticmethod
    def made(done: list[Change], kind: str = "created") -> list[Change]:
        return [change for change in done if change.kind == kind]

    @classmethod
    def expected(cls, exchange: Exchange, done: list[Change]) -> int:
        """How many rows a request makes, if it is carried out; a merge or a review makes none.

        Undoing a merge makes the merged row, and as many others as the merge dropped.
        """
        if exchange.path.endswith("/unmerge/"):
            return max(1, len(cls.made(done)))
        if exchange.method != "POST" or exchange.path.count("/") > 4:
            return 0
        bodies = exchange.body if isinstance(exchange.body, list) else [exchange.body]
        return sum(1 + len(body.get("stances", ())) for body in bodies)

    def overwritten(self) -> Iterator[str]:
        """Errors in shared texts: an acknowledged addition must be there once, a refused one not at all."""
        last: dict[tuple[str, str], str] = {}
        for change in sorted((each for several in self.changes.values() for each in several), key=lambda each: each.id):
            field = TEXTS.get(change.collection)
            if field and field in (change.new or {}):
                last[change.collection, change.key] = change.new[field]
        for exchange in self.writes:
            if not exchange.token:
                continue
            collection, key = exchange.path.split("/")[3:5]
            times = last.get((collection, key), "").split().count(exchange.token)
            if times != exchange.is_acknowledged and not (exchange.is_unknown and times == 1):
                yield f"added {times} times: {exchange}"

    def summary(self) -> dict[str, Any]:
        """The numbers of requests by result."""
        return {
            "reads": len(self.reads),
            "writes": dict(sorted(Counter(exchange.status for exchange in self.writes).items())),
            "changes": sum(map(len, self.changes.values())),
        }
