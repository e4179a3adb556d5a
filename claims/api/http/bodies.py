"""Reads the body of a request before anything else happens: bounded in size and in time, and by few threads at a time.

The web server calls Django with the headers, so a thread waits for a body that arrives slowly. At most `READERS`
threads of a worker do, each for another client, and none longer than BODY_TIMEOUT: the others go on answering.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from threading import Condition, Timer
from time import monotonic

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from claims.api.http.limits import address_of
from claims.api.http.problems import answered, body_too_large, unavailable
from tracker.granian import BREAK_OFF

READERS = 2  # half of the four threads that a worker has
WAIT = 0.5  # seconds after which a body is a slow one; one that is there is read in microseconds


class BodyMiddleware:
    """Reads the body, and answers 400, 408, 411, 413 or 503 where that is not possible."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.turns = Turns()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            # Django takes a body without Content-Length for an empty one.
            detail = "Send the body with a Content-Length: chunks are not read here."
            return answered(request, HTTPStatus.LENGTH_REQUIRED, detail, "length-required")
        length = request.META.get("CONTENT_LENGTH", "")
        if not (length.isdecimal() and int(length)):
            return self.get_response(request)
        address = address_of(request.META)
        if not self.turns.begin(address):
            detail = "Too many bodies arrive slowly at the same time: try again, and send the body at once."
            return unavailable(request, detail, seconds=5)
        try:
            with deadline(request):
                complete = len(request.body) >= int(length)
        except RequestDataTooBig:
            return body_too_large(request)
        except UnreadablePostError:
            complete = False
        finally:
            self.turns.end(address)
        if not complete:
            detail = "The body ended before its Content-Length."
            return answered(request, HTTPStatus.BAD_REQUEST, detail, "bad-request")
        return self.get_response(request)


class Turns:
    """Whose bodies are being read, and since when: of at most `READERS` addresses, and one of each."""

    def __init__(self) -> None:
        self.changed = Condition()
        self.reading: dict[str, float] = {}

    def begin(self, address: str) -> bool:
        """Whether a body from this address may be read now.

        It waits for those before it as long as these may be quick ones: until they are read for `WAIT`.
        """
        with self.changed:
            if not self.free(address):
                latest = self.reading.get(address) or max(self.reading.values())
                self.changed.wait_for(lambda: self.free(address), latest + WAIT - monotonic())
            if self.free(address):
                self.reading[address] = monotonic()
                return True
            return False

    def free(self, address: str) -> bool:
        return len(self.reading) < READERS and address not in self.reading

    def end(self, address: str) -> None:
        with self.changed:
            del self.reading[address]
            self.changed.notify_all()


@contextmanager
def deadline(request: HttpRequest) -> Iterator[None]:
    """Has the server answer 408 and end the connection, which ends the read, where the block takes too long."""
    break_off = request.META.get(BREAK_OFF)
    if break_off is None:
        yield
        return
    detail = f"The body has to be there within {settings.BODY_TIMEOUT:g} seconds."
    late = answered(request, HTTPStatus.REQUEST_TIMEOUT, detail, "request-timeout")
    timer = Timer(settings.BODY_TIMEOUT, break_off, [late])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
