"""Shared by both FastAPI servers: the connection pool, cursors and ETags."""

import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import asyncpg
from fastapi import FastAPI, HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONNECTIONS = 4  # the tracker has four threads, each with a connection of its own
DEFAULT_LIMIT = 30
MAX_LIMIT = 200

# The keyset values of the last row of a page: its date or time, and its id.
Keyset = tuple[Any, int]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """The connection pool. PG* variables name the database; asyncpg caches prepared statements."""
    async with asyncpg.create_pool(min_size=CONNECTIONS, max_size=CONNECTIONS) as pool:
        app.state.pool = pool
        yield


class EntityTags:
    """ASGI middleware that adds an ETag to each response, and answers 304 if If-None-Match has it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = bytearray()

        async def tag(message: Message) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body"):
                return
            etag = b'"' + hashlib.md5(body, usedforsecurity=False).hexdigest().encode() + b'"'
            known = next((value for name, value in scope["headers"] if name == b"if-none-match"), b"")
            if start["status"] == 200 and etag in known:  # noqa: PLR2004
                await send({"type": "http.response.start", "status": 304, "headers": [(b"etag", etag)]})
                await send({"type": "http.response.body", "body": b""})
                return
            await send({**start, "headers": [*start["headers"], (b"etag", etag)]})
            await send({"type": "http.response.body", "body": bytes(body)})

        await self.app(scope, receive, tag)


def encode(keyset: Keyset) -> str:
    return base64.urlsafe_b64encode(f"{keyset[0].isoformat()} {keyset[1]}".encode()).decode()


def decode(cursor: str | None, kind: type[date]) -> Keyset | None:
    """The keyset values in a cursor, of which the first is a `kind`: a date or a datetime."""
    if cursor is None:
        return None
    try:
        value, _, key = base64.urlsafe_b64decode(cursor).decode().rpartition(" ")
        return kind.fromisoformat(value), int(key)
    except ValueError:
        raise HTTPException(400, "This is no cursor of this list.") from None


def next_page(request: Request, keyset: Keyset | None) -> str | None:
    return None if keyset is None else str(request.url.include_query_params(cursor=encode(keyset)))


def root(request: Request) -> str:
    return f"{request.base_url}api/v1/"
