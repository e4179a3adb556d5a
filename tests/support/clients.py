"""Clients of the API: with a key of a role, or without one."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.test import Client

from claims.choices import Role
from claims.services import keys

# The fixture `get`: takes a path below /api/v1/ and the expected status, and returns the JSON.
Get = Callable[..., Any]


class Keyed:
    """A client that sends JSON with a key of `role`: without a key for a reader, without an account for None."""

    def __init__(self, role: Role | None, name: str) -> None:
        self.user = None if role is None else User.objects.create(username=name)
        self.key = ""
        if role is not None and role != Role.READER:
            self.key = keys.create(self.user, "tests", role)[1]  # type: ignore[arg-type]
        self.client = Client(SERVER_NAME="localhost", raise_request_exception=False)

    def send(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        authorization = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        return self.client.generic(
            method,
            path if path.startswith("/") else f"/api/v1/{path}",
            data
            if isinstance(data, str | bytes)
            else b""
            if data is None
            else self.client._encode_json(data, "application/json"),
            content_type="application/json",
            headers={**authorization, **headers},
        )

    def post(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.send("POST", path, data, **headers)

    def patch(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.send("PATCH", path, data, **headers)

    def put(self, path: str, data: Any = None, **headers: str) -> Any:
        return self.send("PUT", path, data, **headers)

    def delete(self, path: str, **headers: str) -> Any:
        return self.send("DELETE", path, **headers)

    def get(self, path: str, **headers: str) -> Any:
        return self.send("GET", path, **headers)


def error_codes(answer: Any) -> dict[str, str]:
    """The errors of an answer: pointer → code."""
    return {error["pointer"]: error["code"] for error in answer.json()["errors"]}
