"""A client of the storm: sends requests and records the result of each, of unanswered ones too."""

import json
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from typing import Any, Self
from uuid import uuid4

from tests.support.served import HOST

SECONDS = 30
LOST = 0  # the status of an unanswered request
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
    # The error statuses that are allowed, the text that it adds, and the fields that it surely changes.
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
        """Whether the client does not know the result."""
        return self.status in {LOST, 503}

    def json(self) -> Any:
        return json.loads(self.answer)

    def __str__(self) -> str:
        return f"{self.who}: {self.method} {self.path} {self.body} → {self.status} {self.answer[:600].decode()}"


class StormClient:
    """A client with a key and its own connection; not thread-safe."""

    def __init__(self, port: int, name: str, key: str) -> None:
        self.port, self.name, self.key = port, name, key
        self.exchanges: list[Exchange] = []
        self.connection: HTTPConnection | None = None
        self.connected = 0.0

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> Exchange:
        """Sends one request and records its result. `If_Match` is the header `If-Match`."""
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
        """Sends a request again under the same `Idempotency-Key` until its result is known, as clients should."""
        for _ in range(TRIES):
            exchange = self.send(method, path, body, **headers)
            if not exchange.is_unknown:
                return exchange
            time.sleep(PAUSE)
        raise AssertionError(f"Nobody ever answered: {exchange}")

    def get(self, path: str, **headers: str) -> Exchange:
        """A GET, repeated until it is answered."""
        return self.until_known("GET", path, **headers)

    def close(self) -> None:
        if self.connection is not None:
            self.connection.close()
            self.connection = None


class Companion(threading.Thread):
    """A thread that runs beside the clients for the length of a `with` block."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.over.set()
        self.join()
