"""Sessions, users and messages for the desk only, since other requests do not use them and should not pay for them."""

from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.views import redirect_to_login
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from claims.api.http.conditions import DESK
from claims.desk.logins import LOGIN

# Scripts, styles and images may be loaded from the desk itself only.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def login_needed(request: HttpRequest) -> HttpResponse:
    """Redirects to the login; answers 401 to htmx, which would put the login into the page instead of a part of it."""
    if "HX-Request" in request.headers:
        return HttpResponse(status=HTTPStatus.UNAUTHORIZED)
    return redirect_to_login(request.get_full_path(), reverse("admin:login"))


class DeskSessionMiddleware(SessionMiddleware):
    """Sessions and the Content-Security-Policy for the desk; skips all other requests."""

    def __call__(self, request: HttpRequest) -> Any:
        if not request.path_info.startswith(DESK):
            return self.get_response(request)
        response: Any = super().__call__(request)
        # With DEBUG, Django's error pages use inline styles and scripts.
        if not (settings.DEBUG and response.status_code >= HTTPStatus.BAD_REQUEST):
            response["Content-Security-Policy"] = CONTENT_SECURITY_POLICY
        return response


class DeskAuthenticationMiddleware(AuthenticationMiddleware):
    """Users for the desk; skips all other requests.

    A form of somebody who is not logged in is not parsed: two megabytes of escaped characters take half a second.
    """

    def __call__(self, request: HttpRequest) -> Any:
        if not request.path_info.startswith(DESK):
            return self.get_response(request)
        self.process_request(request)
        if request.method == "POST" and request.path_info != LOGIN and not request.user.is_authenticated:
            return login_needed(request)
        return self.get_response(request)


class DeskMessageMiddleware(MessageMiddleware):
    """Messages for the desk; skips all other requests."""

    def __call__(self, request: HttpRequest) -> Any:
        return super().__call__(request) if request.path_info.startswith(DESK) else self.get_response(request)
