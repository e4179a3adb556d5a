"""Responses whose body is composed while it is sent."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from typing import Any

from django.http import HttpRequest, StreamingHttpResponse

from claims.api.http.coding import COMPRESSORS, accepted


class Stream(StreamingHttpResponse):
    """A body of parts, which are sent as they come.

    Args:
        parts: the parts of the body.
        close: called once the body was sent or breaks off, and when the response is closed; maybe by both.
        coding: the content coding that the parts are compressed in; empty for none.
    """

    # Otherwise the server is given all parts together (tracker/granian.py).
    is_sent_in_parts = True

    def __init__(self, parts: Iterable[bytes], close: Callable[[], None], *, coding: str = "", **options: Any) -> None:
        super().__init__(compressed(parts, coding, close), **options)
        # Before Django looks after the connection, when the request has finished.
        self._resource_closers.append(close)  # type: ignore[attr-defined]
        if coding:
            self.headers["Content-Encoding"] = coding


def compressed(parts: Iterable[bytes], coding: str, close: Callable[[], None]) -> Iterator[bytes]:
    """The parts in a content coding. If they break off, so does the coding, which every client sees."""
    compressor = COMPRESSORS[coding]()
    try:
        for part in parts:
            if ready := compressor.compress(part):
                yield ready
        yield compressor.flush()
    finally:
        close()


def sent(parts: Iterable[bytes], opened: ExitStack, request: HttpRequest, headers: Mapping[str, str]) -> Stream:
    """The response with parts, compressed where the client accepts that; to HEAD, without them.

    Args:
        opened: what is open meanwhile. The response takes it over, and closes it; of HEAD, the caller does.
    """
    if request.method == "HEAD":
        return Stream((), opened.close, headers=headers)
    coding = accepted(request.META.get("HTTP_ACCEPT_ENCODING", ""))
    return Stream(parts, opened.pop_all().close, coding=coding, headers=headers)
