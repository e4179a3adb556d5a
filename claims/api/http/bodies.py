"""Reads the body of a request before anything else happens: bounded in size, and by few threads at a time.

The web server calls Django as soon as the headers are there, so a thread waits for a body that arrives slowly, and
granian has no deadline for it. At most `READERS` threads of a worker wait for bodies, and the others go on answering. A
proxy in front of the server passes complete bodies on, within its own deadline (docs/deployment.md).
"""

from collections.abc import Callable
from http import HTTPStatus
from threading import BoundedSemaphore

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.http.request import UnreadablePostError

from claims.api.http.problems import answered, body_too_large, unavailable

# Half of the four threads that a worker has.
READERS = 2
WAIT = 0.5  # seconds for which a request waits for its turn to be read; a body that is there takes microseconds


class BodyMiddleware:
    """Reads the body, and answers 400, 411, 413 or 503 where that is not possible."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.readers = BoundedSemaphore(READERS)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "HTTP_TRANSFER_ENCODING" in request.META:
            # Django takes a body without Content-Length for an empty one.
            detail = "Send the body with a Content-Length: chunks are not read here."
            return answered(request, HTTPStatus.LENGTH_REQUIRED, detail, "length-required")
        length = request.META.get("CONTENT_LENGTH", "")
        if not (length.isdecimal() and int(length)):
            return self.get_response(request)
        if not self.readers.acquire(timeout=WAIT):
            detail = "Too many bodies arrive slowly at the same time: try again, and send the body at once."
            return unavailable(request, detail, seconds=5)
        try:
            complete = len(request.body) >= int(length)
        except RequestDataTooBig:
            return body_too_large(request)
        except UnreadablePostError:
            complete = False
        finally:
            self.readers.release()
        if not complete:
            detail = "The body ended before its Content-Length."
            return answered(request, HTTPStatus.BAD_REQUEST, detail, "bad-request")
        return self.get_response(request)
