"""The bundled load generator: keep-alive connections over asyncio. It parses a response's status and length only."""

import asyncio
import time
from collections import deque
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle

from benchmarks.options import CONNECTIONS, HOST

HEAD_END = b"\r\n\r\n"
LAST_CHUNK = b"\r\n0\r\n\r\n"
ERRORS_FROM = 400


@dataclass
class Outcome:
    """A measurement: the number of answers and of errors among them, its duration and each latency, in seconds."""

    answers: int = 0
    errors: int = 0
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)


class Connection(asyncio.Protocol):
    """A keep-alive connection, which sends one request at a time."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.answer: asyncio.Future[int] | None = None
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[int]":
        """Sends a request; the result is the status of the response, once all of it has arrived."""
        self.buffer.clear()
        self.answer = asyncio.get_running_loop().create_future()
        self.transport.write(request)  # type: ignore[attr-defined]
        return self.answer

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.answer and not self.answer.done() and complete(self.buffer):
            self.answer.set_result(int(self.buffer[9:12]))

    def connection_lost(self, error: Exception | None) -> None:
        self.closed = True
        if self.answer and not self.answer.done():
            self.answer.set_exception(ConnectionError("The server closed the connection."))


def complete(buffer: bytearray) -> bool:
    """Whether the buffer holds a complete response."""
    end = buffer.find(HEAD_END)
    if end < 0:
        return False
    head = bytes(buffer[:end]).lower()
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if found:
        return len(buffer) >= end + len(HEAD_END) + int(rest.partition(b"\r\n")[0])
    if b"\r\ntransfer-encoding: chunked" in head:
        return buffer.endswith(LAST_CHUNK)
    return True  # 304 has no body


async def saturate(port: int, requests: Sequence[bytes], seconds: float) -> Outcome:
    """Sends requests as fast as the server answers them, one after the other on each connection."""
    outcome = Outcome()
    following = cycle(requests)
    start = time.perf_counter()

    async def work(connection: ReconnectingConnection) -> None:
        while time.perf_counter() - start < seconds:
            outcome.errors += await connection.ask(next(following)) >= ERRORS_FROM
            outcome.answers += 1

    await on_connections(port, work)
    outcome.seconds = time.perf_counter() - start
    return outcome


async def pace(port: int, requests: Sequence[bytes], seconds: float, rate: float) -> Outcome:
    """Sends `rate` requests a second, even if earlier ones have not been answered (an open workload).

    A latency includes the time that the request waited for a free connection.
    """
    outcome = Outcome()
    following = cycle(requests)
    due: deque[float] = deque()
    arrived = asyncio.Semaphore(0)
    total = max(int(seconds * rate), 1)

    async def arrive() -> None:
        start = time.perf_counter()
        for number in range(total):
            delay = start + number / rate - time.perf_counter()
            if delay > 0:
                await asyncio.sleep(delay)
            due.append(time.perf_counter())
            arrived.release()
        for _ in range(CONNECTIONS):
            arrived.release()

    async def work(connection: ReconnectingConnection) -> None:
        while True:
            await arrived.acquire()
            if not due:
                return
            since = due.popleft()
            outcome.errors += await connection.ask(next(following)) >= ERRORS_FROM
            outcome.latencies.append(time.perf_counter() - since)

    start = time.perf_counter()
    arriving = asyncio.create_task(arrive())
    try:
        await on_connections(port, work)
        await arriving
    finally:
        arriving.cancel()
        with suppress(asyncio.CancelledError):
            await arriving
    outcome.answers = len(outcome.latencies)
    outcome.seconds = time.perf_counter() - start
    return outcome


class ReconnectingConnection:
    """A connection that is opened again if the server has closed it, as servers close idle connections."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.connection: Connection | None = None

    async def ask(self, request: bytes) -> int:
        if self.connection is None or self.connection.closed:
            await self.open()
        assert self.connection  # noqa: S101 - for the type checker
        return await self.connection.ask(request)

    async def open(self) -> None:
        _, self.connection = await asyncio.get_running_loop().create_connection(Connection, HOST, self.port)

    def close(self) -> None:
        if self.connection:
            self.connection.transport.close()


async def on_connections(port: int, work: Callable[[ReconnectingConnection], Coroutine[None, None, None]]) -> None:
    """Runs `work` on all connections at the same time."""
    connections = [ReconnectingConnection(port) for _ in range(CONNECTIONS)]
    try:
        await asyncio.gather(*(connection.open() for connection in connections))
        async with asyncio.TaskGroup() as tasks:
            for connection in connections:
                tasks.create_task(work(connection))
    finally:
        for connection in connections:
            connection.close()
