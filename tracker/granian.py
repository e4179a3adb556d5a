"""How granian serves the tracker: its options, answers that no thread waits for, and requests that are broken off."""

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

# The options that bound what clients can take; `manage.py quickstart`, docs/deployment.md and the tests share them.
OPTIONS = (
    *("--interface", "wsgi", "--no-ws", "--blocking-threads", "4"),
    # HTTP/2 has no deadline for headers, and neither has a connection that may still choose between the two.
    *("--http", "1"),
    # Connections of a worker: half of the files that a process may usually open.
    *("--backpressure", "512"),
    # About the bytes of a request's headers.
    *("--http1-buffer-size", "65536"),
)
# The key in a request's environment of a function that answers it while its body is still being read.
BREAK_OFF = "tracker.break_off"
FLUSHED = 0.05  # seconds in which granian writes what it has of an answer to the socket
Application = Callable[[dict[str, Any], Callable[..., Any]], Any]


def served(inner: Application) -> Application:
    """The WSGI application for granian: `inner`, but no thread of granian waits for a client.

    granian has to call it without another application in between, since `breaker` looks into the calling function.
    """

    def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "CONTENT_LENGTH" in environ:
            environ[BREAK_OFF] = breaker(sys._getframe(1).f_locals.get("proto"))  # noqa: SLF001
        response = inner(environ, start_response)
        if isinstance(response, list) or getattr(response, "is_sent_in_parts", False):
            parts: Iterable[bytes] = response  # granian closes it
            return parts
        try:
            # granian sends a list without this thread. For any other iterable, the thread would wait for the client.
            return [b"".join(response)]
        finally:
            response.close()

    return application


def breaker(connection: Any) -> Callable[[Any], None] | None:
    """A function that answers a request in place of the thread that waits for its body, and ends the connection.

    A read of a body cannot be interrupted. It ends with the connection, which granian ends if an answer is shorter than
    its Content-Length.

    Args:
        connection: granian's object for the connection, which is a variable in the function that calls the application.
            None under any other server: then there is no such function.
    """
    if connection is None:
        return None

    def break_off(response: Any) -> None:
        headers = [*response.items(), ("Content-Length", str(len(response.content) + 1)), ("Connection", "close")]
        connection.response_iter(response.status_code, headers, unfinished(response.content))

    return break_off


def unfinished(body: bytes) -> Iterator[bytes]:
    yield body
    time.sleep(FLUSHED)
