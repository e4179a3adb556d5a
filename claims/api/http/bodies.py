"""Keeps threads of a worker for readers: bodies are bounded in size and in time, and not all threads read or write.

The web server calls Django with the headers, so a thread waits for a body that arrives slowly. At most `READERS`
threads of a worker do, each for another client, and none longer than BODY_TIMEOUT: the others go on answering.
"""

from collections.abc import Callable, Hashable
from http import HTTPStatus
from threading import Condition, Lock, Timer
from time import monotonic

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from claims.api.http.limits import address_of
from claims.api.http.problems import answered, body_too_large, unavailable
from tracker.granian import BREAK_OFF

# Of the four threads that a worker has: how many wait for bodies, and how many carry out what is no read.
READERS = 2
WRITERS = 3
# Seconds after which a body or a write is a slow one. A body that is there is read in microseconds.
WAIT = 0.5
SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


class BodyMiddleware:
    """Reads the body, and answers 400, 408, 411, 413 or 503 where that is not possible."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.bodies, self.writes = Turns(READERS), Turns(WRITERS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            # Django takes a body without Content-Length for an empty one.
            detail = "Send the body with a Content-Length: chunks are not read here."
            return answered(request, HTTPStatus.LENGTH_REQUIRED, detail, "length-required")
        length = request.META.get("CONTENT_LENGTH", "")
        if not (length.isdecimal() and int(length)):
            return self.carry_out(request)
        address = address_of(request.META)
        if int(length) > (most := most_bytes(request)):
            return body_too_large(request, most)
        if not self.bodies.begin(address):
            detail = "Too many bodies arrive slowly at the same time: try again, and send the body at once."
            return unavailable(request, detail, seconds=5)
        try:
            refused = read(request, int(length))
        finally:
            self.bodies.end(address)
        return refused or self.carry_out(request)

    def carry_out(self, request: HttpRequest) -> HttpResponse:
        """The view's answer. What may write, and wait for locks of others, leaves a thread for readers."""
        if request.method in SAFE_METHODS:
            return self.get_response(request)
        if not self.writes.begin(request):
            return unavailable(request, "Other writes take long just now: try again.", seconds=1)
        try:
            return self.get_response(request)
        finally:
            self.writes.end(request)


class Turns:
    """Who does something just now, and since when: at most `places` at a time, and each of them once."""

    def __init__(self, places: int) -> None:
        self.places = places
        self.changed = Condition()
        self.since: dict[Hashable, float] = {}

    def begin(self, who: Hashable) -> bool:
        """Whether it is the turn of `who`. It waits for others while they may be quick: for `WAIT` from their begin."""
        with self.changed:
            if not self.free(who):
                latest = self.since.get(who) or max(self.since.values())
                self.changed.wait_for(lambda: self.free(who), latest + WAIT - monotonic())
            if self.free(who):
                self.since[who] = monotonic()
                return True
            return False

    def free(self, who: Hashable) -> bool:
        return len(self.since) < self.places and who not in self.since

    def end(self, who: Hashable) -> None:
        with self.changed:
            del self.since[who]
            self.changed.notify_all()


def most_bytes(request: HttpRequest) -> int:
    """How many bytes a body may have."""
    is_upload = request.path_info in settings.UPLOADS
    return int(settings.DATA_UPLOAD_MAX_MEMORY_SIZE if is_upload else settings.MAX_BODY)


def read(request: HttpRequest, length: int) -> HttpResponse | None:
    """Reads the body; the answer to a request whose body cannot be read.

    After BODY_TIMEOUT, the server sends that answer while this thread still waits, and ends the connection, which ends
    the read. Whoever takes the lock first has decided: a request that was answered so is not carried out.
    """
    detail = f"The body has to be there within {settings.BODY_TIMEOUT:g} seconds. Nothing was written."
    late = answered(request, HTTPStatus.REQUEST_TIMEOUT, detail, "request-timeout")
    decided = Lock()

    def give_up() -> None:
        if decided.acquire(blocking=False):
            request.META[BREAK_OFF](late)

    timer = Timer(settings.BODY_TIMEOUT, give_up)
    timer.daemon = True
    if request.META.get(BREAK_OFF):
        timer.start()
    try:
        complete = len(request.body) >= length
    except UnreadablePostError:
        complete = False
    finally:
        timer.cancel()
    if not decided.acquire(blocking=False):
        return late
    detail = "The body ended before its Content-Length."
    return None if complete else answered(request, HTTPStatus.BAD_REQUEST, detail, "bad-request")
