"""A simple HTTP client for requests that are not measured."""

import http.client
import json
from dataclasses import dataclass, field
from typing import Any

from benchmarks.options import HOST

SECONDS = 60


@dataclass(frozen=True)
class Request:
    path: str
    headers: dict[str, str] = field(default_factory=dict)

    def encoded(self, port: int) -> bytes:
        """The request in HTTP/1.1."""
        headers = {"Host": f"{HOST}:{port}", "Accept": "application/json", **self.headers}
        lines = [f"GET {self.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items()), "", ""]
        return "\r\n".join(lines).encode()


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


def get(port: int, request: Request) -> Answer:
    """The answer to a GET request.

    Raises:
        SystemExit: the status is an error; the message has the beginning of the body.
    """
    connection = http.client.HTTPConnection(HOST, port, timeout=SECONDS)
    try:
        connection.request("GET", request.path, headers={"Accept": "application/json", **request.headers})
        response = connection.getresponse()
        body = response.read()
    finally:
        connection.close()
    if response.status >= http.HTTPStatus.BAD_REQUEST:
        raise SystemExit(f"{request.path} on port {port}: {response.status} {body[:500].decode(errors='replace')}")
    return Answer(response.status, {name.lower(): value for name, value in response.getheaders()}, body)
