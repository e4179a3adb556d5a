"""Answers that a worker keeps: composed once, and given again as long as they are what would be composed now.

A worker keeps an answer with its headers, the version of the database that it was read from, and the collections whose
changes can change it (docs/decisions/0041-kept-answers.md). Each use asks the database, in one statement, whether
anything of that has changed.
"""

from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, Self

from django.conf import settings
from django.http import HttpResponse

from claims.api.http.coding import CODINGS, is_compressible
from claims.api.http.leases import Limiter
from claims.api.http.tags import tag_of
from claims.api.sql.versions import renewed

# The bytes that an answer takes besides its bodies, and those that a head takes: keys, headers and objects, roughly.
OVERHEAD = 3_000
# The most characters of a request that is remembered; `OVERHEAD` has room for them.
LONGEST = 1_000
# So many heads are kept of an answer: for clients that accept other codings, for instance.
MAX_HEADS = 8
# Where no bodies are kept: how many bytes of all else.
LEAST = 20_000_000
# Seconds that a thread waits for another one to compose the same answer.
PATIENCE = 20
# The values of a request that decide what is sent to it.
RequestKey = tuple[str | None, ...]


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


@dataclass(frozen=True)
class ReadResult:
    """The answer to a read.

    Attributes:
        body: JSON.
        read_from: what it was read from.
        links: the value of the Link header; empty for none.
    """

    body: bytes
    read_from: ReadFrom
    links: str = ""


@dataclass
class Answer:
    """An answer that is kept.

    Attributes:
        bodies: its body in each content coding that was asked for so far; none where only the tag is kept.
        ask: composes the answer anew; None where Django has to.
        heads: the keys of the requests that it was sent to.
    """

    read_from: ReadFrom
    headers: Mapping[str, str]
    is_compressible: bool
    ask: Callable[[], ReadResult] | None = None
    bodies: dict[str, bytes] = field(default_factory=dict)
    heads: list[RequestKey] = field(default_factory=list)

    @classmethod
    def of(cls, response: HttpResponse, read_from: ReadFrom, ask: Callable[[], ReadResult] | None = None) -> Self:
        """The answer with a response's headers, and no body yet."""
        content_type = response.headers["Content-Type"]
        return cls(read_from, dict(response.headers), is_compressible(content_type, response.content), ask)

    def answered_by(self, result: ReadResult) -> Self:
        """The answer that the same question has now, with no body yet."""
        headers = {name: value for name, value in self.headers.items() if name != "Link"}
        headers |= {"ETag": tag_of(result.body), "Content-Length": str(len(result.body))}
        if result.links:
            headers["Link"] = result.links
        compressible = is_compressible(headers["Content-Type"], result.body)
        return replace(self, read_from=result.read_from, headers=headers, is_compressible=compressible, bodies={})

    @property
    def size(self) -> int:
        return OVERHEAD * (1 + len(self.heads)) + sum(map(len, self.bodies.values()))

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
class Head:
    """The status and the headers that an answer is sent with to one kind of request, and how it is sent.

    Attributes:
        key: that of the answer.
        headers: those that are neither the answer's nor differ each time.
        if_none_match: the tags that the client has, as those of uncompressed answers.
        limiter: what counts the requests of an address, if there is a limit.
        path: the path of the request, as the log has it.
    """

    key: bytes
    status: str
    headers: Mapping[str, str]
    coding: str
    if_none_match: str
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
        self.heads: dict[RequestKey, Head] = {}
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
            answer.heads = []
            if former := self.answers.pop(key, None):
                self.size -= former.size
                answer.heads = former.heads
            self.answers[key] = answer
            self.size += answer.size
            self.shrink()

    def coded(self, key: bytes, answer: Answer, coding: str, content: bytes) -> bytes:
        """The body of an answer in a content coding, which is kept as well."""
        if not coding:
            return content
        return answer.bodies.get(coding) or self.add(key, answer, coding, CODINGS[coding](content))

    def add(self, key: bytes, answer: Answer, coding: str, body: bytes) -> bytes:
        """Keeps the body of an answer in a content coding as well, and returns it."""
        with self.lock:
            if self.answers.get(key) is answer and answer.bodies:
                self.size += len(body) - len(answer.bodies.get(coding, b""))
                answer.bodies[coding] = body
                self.shrink()
        return body

    def add_head(self, request: RequestKey, head: Head) -> None:
        """Keeps the head of a response to a request, as long as there is an answer under its key."""
        with self.lock:
            answer = self.answers.get(head.key)
            if answer is None or request in self.heads:
                return
            if len(answer.heads) == MAX_HEADS:
                del self.heads[answer.heads.pop(0)]
                self.size -= OVERHEAD
            answer.heads.append(request)
            self.heads[request] = head
            self.size += OVERHEAD
            self.shrink()

    def drop(self, key: bytes) -> None:
        if answer := self.answers.pop(key, None):
            self.size -= answer.size
            for request in answer.heads:
                del self.heads[request]

    def shrink(self) -> None:
        while self.size > (settings.ANSWER_CACHE or LEAST) and self.answers:
            self.drop(next(iter(self.answers)))

    def clear(self) -> None:
        with self.lock:
            self.answers.clear()
            self.heads.clear()
            self.size = 0

    @contextmanager
    def turn(self, key: bytes) -> Iterator[bool]:
        """Lets one thread compose an answer at a time; yields whether another one did while this one waited.

        Where no answers are kept, threads do not wait, since each composes its own.
        """
        if not settings.ANSWER_CACHE:
            yield False
            return
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
