"""Who asks: `Authorization: Bearer <key>`, or nobody in particular."""

from typing import Any

from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from claims.choices import Role
from claims.models import ApiKey
from claims.services import keys

SHOWN = "SHOWN_KEY"


def shown_key(request: HttpRequest | Request) -> ApiKey | AuthenticationFailed | None:
    """The key that a request shows, or why it does not work; looked up once. None without one: nothing is looked up."""
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is None:
        return None
    if SHOWN not in request.META:
        request.META[SHOWN] = look_up(header)
    shown: ApiKey | AuthenticationFailed = request.META[SHOWN]
    return shown


def look_up(header: str) -> ApiKey | AuthenticationFailed:
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer":
        return AuthenticationFailed("Send a key, as in `Authorization: Bearer sct_…`, or no Authorization at all.")
    return keys.find(text.strip()) or AuthenticationFailed("This key is unknown, has ended or was revoked.")


class KeyAuthentication(BaseAuthentication):
    """A key that does not work is refused: who sends one means to be somebody."""

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        shown = shown_key(request)
        if isinstance(shown, AuthenticationFailed):
            raise shown
        return (shown.owner, shown) if shown else None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def role_of(request: Request) -> Role:
    """The role that a request is made in."""
    return Role(request.auth.role) if isinstance(request.auth, ApiKey) else Role.READER
