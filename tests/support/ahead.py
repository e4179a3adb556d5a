"""A client whose requests are answered as `tracker.wsgi` answers them: ahead of Django where that can be."""

from typing import Any

from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse, HttpResponseBase
from django.test import Client
from django.test.client import ClientHandler, conditional_content_removal

from tracker.repeated import repeated


class AheadHandler(ClientHandler):
    """Counts the requests that come to Django in `passed_on`."""

    passed_on = 0

    def __call__(self, environ: dict[str, Any]) -> HttpResponseBase:
        responses: list[HttpResponseBase] = []
        heads: list[Any] = []

        def django(environ: dict[str, Any], start_response: Any) -> Any:
            response = super(AheadHandler, self).__call__(environ)
            cookies = [("Set-Cookie", each.output(header="")) for each in response.cookies.values()]
            start_response(f"{response.status_code} {response.reason_phrase}", [*response.items(), *cookies])
            responses.append(response)
            return response

        parts = repeated(django)(environ, lambda *head: heads.append(head))
        if responses:
            self.passed_on += 1
            return responses[0]
        ((status, headers),) = heads
        response = HttpResponse(b"".join(parts), status=int(status[:3]), headers=dict(headers))
        request = response.wsgi_request = WSGIRequest(environ)  # type: ignore[attr-defined]
        return conditional_content_removal(request, response)


class AheadClient(Client):
    """See the module."""

    def __init__(self, **defaults: Any) -> None:
        super().__init__(**defaults)
        self.handler = AheadHandler(enforce_csrf_checks=False)

    @property
    def passed_on(self) -> int:
        """How many requests came to Django so far."""
        return int(self.handler.passed_on)  # type: ignore[attr-defined]
