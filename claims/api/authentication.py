"""Who asks: `Authorization: Bearer <key>`, or nobody in particular."""

from typing import Any

from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.request import Request

from claims.choices import Role
from claims.models import ApiKey
from claims.services import keys


class KeyAuthentication(BaseAuthentication):
    """A key that does not work is refused: who sends one means to be somebody. Without one, nothing is looked up."""

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        header = request.META.get("HTTP_AUTHORIZATION")
        if header is None:
            return None
        scheme, _, text = header.partition(" ")
        if scheme.lower() != "bearer":
            raise AuthenticationFailed("Send a key, as in `Authorization: Bearer sct_…`, or no Authorization at all.")
        key = keys.find(text.strip())
        if key is None:
            raise AuthenticationFailed("This key is unknown, has ended or was revoked.")
        return key.owner, key

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


def role_of(request: Request) -> Role:
    """The role that a request is made in."""
    return Role(request.auth.role) if isinstance(request.auth, ApiKey) else Role.READER
