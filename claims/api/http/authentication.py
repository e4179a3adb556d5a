"""Authentication by API key: `Authorization: Bearer <key>`. A request without the header is anonymous."""

from typing import Any

from django.db import Error as DatabaseError
from django.http import HttpRequest
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from claims.choices import Role
from claims.models import ApiKey
from claims.services import keys

# Where `sent_key` keeps its result, in `request.META`: middleware and view share it, and the key is looked up once.
SENT_KEY = "SENT_KEY"


def sent_key(request: HttpRequest | Request) -> ApiKey | AuthenticationFailed | None:
    """The key that a request sends, or the reason why it is refused; None where the request sends none.

    Raises:
        django.db.Error: the key cannot be looked up.
    """
    header = request.META.get("HTTP_AUTHORIZATION")
    if header is None:
        return None
    if SENT_KEY not in request.META:
        request.META[SENT_KEY] = look_up(header)
    sent: ApiKey | AuthenticationFailed = request.META[SENT_KEY]
    return sent


def role_sent(request: HttpRequest) -> Role | None:
    """The role that a request acts in; None where its key does not work or cannot be looked up: the view says why."""
    try:
        key = sent_key(request)
    except DatabaseError:
        return None
    if key is None:
        return Role.READER
    return Role(key.role) if isinstance(key, ApiKey) else None


def look_up(header: str) -> ApiKey | AuthenticationFailed:
    scheme, _, text = header.partition(" ")
    if scheme.lower() != "bearer":
        return AuthenticationFailed("Send a key, as in `Authorization: Bearer sct_…`, or no Authorization at all.")
    return keys.find(text.strip()) or AuthenticationFailed("This key is unknown, has ended or was revoked.")


class KeyAuthentication(BaseAuthentication):
    """Refuses a request whose key does not work, instead of treating it as anonymous."""

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        sent = sent_key(request)
        if isinstance(sent, AuthenticationFailed):
            raise sent
        return (sent.owner, sent) if sent else None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def role_of(request: Request) -> Role:
    """The role that a request acts in: its key's, capped by what the owner may now; without a key, a reader's."""
    return Role(request.auth.role) if isinstance(request.auth, ApiKey) else Role.READER
