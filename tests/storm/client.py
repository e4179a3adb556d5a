"""A client of the storm: sends requests, and notes what became of each, also of those it never heard of."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any, Self
from uuid import uuid4

from tests.support.served import HOST

SECONDS = 30
LOST = 0  # the status of a request that was not answered
TRIES = 40
PAUSE = 0.25  # seconds, before a request is sent again


@dataclass
class Exchange:
    """A request, and its answer."""

    who: str
    method: str
    path: str
    body: Any
    headers: dict[str, str]
    began: float = 0
    ended: float = 0
    connected: float = 0
    status: int = LOST
    answer: bytes = b""
    answer_headers: dict[str, str] = field(default_factory=dict)
    # What may be said to it besides yes, what it adds to a text, and the fields that it changes for certain.
    refusals: frozenset[int] = frozenset()
    token: str = ""
    wrote: dict[str, Any] = field(default_factory=dict)

    @property
    def request(self) -> str:
        """The id under which the history has what it did."""
        return self.headers["X-Request-Id"]

    @property
    def is_acknowledged(self) -> bool:
        return 200 <= self.status < 300

    @property
    def is_unknown(self) -> bool:
        """Whether nobody told the client what became of it."""
        return self.status in {LOST, 503}

    def json(self) -> Any:
        return json.loads(self.answer)

    def __str__(self) -> str:
        return f"{self.who}: {self.method} {self.path} {self.body} → {self.status} {self.answer[:600].decode()}"


class StormClient:
    """Somebody with a key, on a connection of their own. Not for several threads."""

    def __init__(self, port: int, name: str, key: str) -> None:
        self.port, self.name, self.key = port, name, key
        self.exchanges: list[Exchange] = []
        self.connection: HTTPConnection | None = None
        self.connected = 0.0

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Exchange:
        """One request, whatever becomes of it. `If_Match` is the header `If-Match`."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        identified = {"Authorization": f"Bearer {self.key}", "X-Request-Id": uuid4().hex, **named}
        exchange = Exchange(self.name, method, f"/api/v1/{path}", body, identified)
        self.exchanges.append(exchange)
        exchange.began = time.monotonic()
        try:
            self.exchange(exchange)
        except (OSError, HTTPException):
            self.close()
        exchange.ended = time.monotonic()
        return exchange

    def exchange(self, exchange: Exchange) -> None:
        if self.connection is None:
            self.connection, self.connected = HTTPConnection(HOST, self.port, timeout=SECONDS), time.monotonic()
        exchange.connected = self.connected
        sent = None if exchange.body is None else json.dumps(exchange.body).encode()
        headers = exchange.headers | ({} if sent is None else {"Content-Type": "application/json"})
        self.connection.request(exchange.method, exchange.path, sent, headers)
        response = self.connection.getresponse()
        answer = response.read()
        exchange.status, exchange.answer = response.status, answer
        exchange.answer_headers = {name.title(): value for name, value in response.getheaders()}

    def until_known(self, method: str, path: str, body: Any = None, **headers: str) -> Exchange:
        """As clients should: sent again, under the same `Idempotency-Key`, until somebody says what became of it."""
        for _ in range(TRIES):
            exchange = self.send(method, path, body, **headers)
            if not exchange.is_unknown:
                return exchange
            time.sleep(PAUSE)
        raise AssertionError(f"Nobody ever answered: {exchange}")

    def get(self, path: str, **headers: str) -> Exchange:
        """A read, which may be repeated without harm."""
        return self.until_known("GET", path, **headers)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Companion(threading.Thread):
    """Something that goes on beside the clients, from the beginning of a `with` to its end."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.over.set()
        self.join()
