"""The bundled load generator: keep-alive connections over asyncio, and nothing parsed but where an answer ends."""

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
    """What a measurement saw: answers, those that were errors, how long it took, and each answer's seconds."""

    answers: int = 0
    errors: int = 0
    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)


class Connection(asyncio.Protocol):
    """One keep-alive connection; one request at a time."""

    def __init__(self) -> None:
        self.buffer = bytearray()
        self.answer: asyncio.Future[int] | None = None
        self.closed = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[int]":
        """The status of the answer, once all of it has come."""
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
    """Whether the buffer holds a whole answer."""
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
    """As many requests as the server takes, one after the other on each connection."""
    outcome = Outcome()
    following = cycle(requests)
    start = time.perf_counter()

    async def work(line: Line) -> None:
        while time.perf_counter() - start < seconds:
            outcome.errors += await line.ask(next(following)) >= ERRORS_FROM
            outcome.answers += 1

    await on_connections(port, work)
    outcome.seconds = time.perf_counter() - start
    return outcome


async def pace(port: int, requests: Sequence[bytes], seconds: float, rate: float) -> Outcome:
    """`rate` requests a second, whether or not earlier ones were answered: a slow answer delays no other request.

    An answer's latency counts from when its request was due, so that waiting for a connection is part of it.
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

    async def work(line: Line) -> None:
        while True:
            await arrived.acquire()
            if not due:
                return
            since = due.popleft()
            outcome.errors += await line.ask(next(following)) >= ERRORS_FROM
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


class Line:
    """A connection that is made again where the server closed it, as servers do with idle ones."""

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


async def on_connections(port: int, work: Callable[[Line], Coroutine[None, None, None]]) -> None:
    """Runs `work` on each of the connections at once."""
    lines = [Line(port) for _ in range(CONNECTIONS)]
    try:
        await asyncio.gather(*(line.open() for line in lines))
        async with asyncio.TaskGroup() as tasks:
            for line in lines:
                tasks.create_task(work(line))
    finally:
        for line in lines:
            line.close()
