"""Answers that a worker keeps: composed once, and given again as long as they are what would be composed now.

A worker keeps an answer with its headers, the version of the database that it was read from, and the collections whose
changes can change it (docs/decisions/0041-kept-answers.md). Each use asks the database, in one statement, whether
anything of that has changed.
"""

from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, Self

from django.conf import settings
from django.http import HttpResponse

from claims.api.http.coding import is_compressible
from claims.api.http.leases import Limiter
from claims.api.sql.versions import renewed

# The bytes that an answer takes besides its bodies, and a response with it: its key, headers and objects, roughly.
OVERHEAD = 2_000
# Of an answer, so many responses are kept: to clients that accept other codings, for instance.
MAX_RESPONSES = 8
# Where a request has the answer that it was given, with the key of that, in its environment.
GIVEN = "claims.given"
# The values of a request that decide what is sent to it.
RequestKey = tuple[str | None, ...]
# Where no bodies are kept: how many bytes of tags.
LEAST = 10_000 * OVERHEAD
# Seconds that a thread waits for another one to compose the same answer.
PATIENCE = 20


@dataclass(frozen=True)
class ReadFrom:
    """What an answer was read from.

    Attributes:
        version: the version of the database; empty where it cannot be told.
        collections: those whose changes can change the answer; None where any change can.
    """

    version: bytes
    collections: tuple[str, ...] | None

    def joined(self, later: Self) -> Self:
        """What this answer and one that was read with it, or after it, were read from together."""
        if self.collections is None or later.collections is None:
            return self.of_everything()
        return replace(self, collections=tuple(sorted({*self.collections, *later.collections})))

    def of_everything(self) -> Self:
        """The same where any change can change the answer."""
        return replace(self, collections=None)


@dataclass
class Answer:
    """An answer that is kept.

    Attributes:
        bodies: its body in each content coding that was asked for so far; none where only the tag is kept.
        responses: the keys of the requests that it was sent to.
    """

    read_from: ReadFrom
    headers: Mapping[str, str]
    is_compressible: bool
    bodies: dict[str, bytes] = field(default_factory=dict)
    responses: list[RequestKey] = field(default_factory=list)

    @classmethod
    def of(cls, response: HttpResponse, read_from: ReadFrom) -> Self:
        """The answer with a response's headers, and no body yet."""
        content_type = response.headers["Content-Type"]
        return cls(read_from, dict(response.headers), is_compressible(content_type, response.content))

    @property
    def size(self) -> int:
        return OVERHEAD * (1 + len(self.responses)) + sum(map(len, self.bodies.values()))

    def holds(self) -> bool:
        """Whether it would be composed the same now.

        Raises:
            django.db.Error: the database does not answer.
        """
        now = renewed(self.read_from.version, self.read_from.collections)
        if now and now != self.read_from.version:
            self.read_from = ReadFrom(now, self.read_from.collections)
        return bool(now)


@dataclass(frozen=True, slots=True)
class Sent:
    """A response with a kept answer, as it left Django.

    Attributes:
        key: that of the answer.
        headers: those that are the same for each request.
        limiter: what counts the requests of an address, if there is a limit.
        path: the path of the request, as the log has it.
    """

    key: bytes
    answer: Answer
    status: str
    headers: list[tuple[str, str]]
    body: bytes
    limiter: Limiter | None
    path: str


class Answers:
    """The answers that this process keeps: at most `ANSWER_CACHE` bytes, of which the least recently used go first.

    It is a dictionary because Django's in-memory cache takes ten times as long: it pickles values and checks each
    character of a key.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.answers: OrderedDict[bytes, Answer] = OrderedDict()
        self.sent: dict[RequestKey, Sent] = {}
        self.size = 0
        self.turns: dict[bytes, list[Any]] = {}

    def get(self, key: bytes) -> Answer | None:
        """The answer that is kept under a key; whether it still holds is another question."""
        with self.lock:
            if answer := self.answers.get(key):
                self.answers.move_to_end(key)
            return answer

    def keep(self, key: bytes, answer: Answer, body: bytes) -> None:
        """Keeps an answer with its body, or without it where the body is larger than all that may be kept."""
        if OVERHEAD + len(body) <= settings.ANSWER_CACHE:
            answer.bodies[""] = body
        with self.lock:
            self.drop(key)
            self.answers[key] = answer
            self.size += answer.size
            self.shrink()

    def add(self, key: bytes, answer: Answer, coding: str, body: bytes) -> bytes:
        """Keeps the body of an answer in a content coding as well, and returns it."""
        with self.lock:
            if self.answers.get(key) is answer and answer.bodies:
                self.size += len(body) - len(answer.bodies.get(coding, b""))
                answer.bodies[coding] = body
                self.shrink()
        return body

    def sent_to(self, request: RequestKey) -> Sent | None:
        """What was sent to such a request; whether its answer still holds is another question."""
        with self.lock:
            if sent := self.sent.get(request):
                self.answers.move_to_end(sent.key)
            return sent

    def send(self, request: RequestKey, sent: Sent) -> None:
        """Keeps what was sent to a request, if its body is kept, and for as long."""
        answer = sent.answer
        with self.lock:
            if self.answers.get(sent.key) is not answer or request in self.sent:
                return
            if sent.body not in (b"", *answer.bodies.values()):
                return
            if len(answer.responses) == MAX_RESPONSES:
                del self.sent[answer.responses.pop(0)]
                self.size -= OVERHEAD
            answer.responses.append(request)
            self.sent[request] = sent
            self.size += OVERHEAD
            self.shrink()

    def discard(self, key: bytes, answer: Answer) -> None:
        """Drops an answer that does not hold any more, unless another one was composed meanwhile."""
        with self.lock:
            if self.answers.get(key) is answer:
                self.drop(key)

    def drop(self, key: bytes) -> None:
        if answer := self.answers.pop(key, None):
            self.size -= answer.size
            for request in answer.responses:
                del self.sent[request]

    def shrink(self) -> None:
        while self.size > (settings.ANSWER_CACHE or LEAST) and self.answers:
            self.drop(next(iter(self.answers)))

    def clear(self) -> None:
        with self.lock:
            self.answers.clear()
            self.sent.clear()
            self.size = 0

    @contextmanager
    def turn(self, key: bytes) -> Iterator[bool]:
        """Lets one thread compose an answer at a time; yields whether another one did while this one waited."""
        with self.lock:
            turn = self.turns.setdefault(key, [Lock(), 0])
            turn[1] += 1
            waits = turn[1] > 1
        taken = turn[0].acquire(timeout=PATIENCE)
        try:
            yield waits
        finally:
            if taken:
                turn[0].release()
            with self.lock:
                turn[1] -= 1
                if not turn[1]:
                    del self.turns[key]


answers = Answers()
