"""What both FastAPI peers share: the pool of connections, cursors, and entity tags."""

import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import asyncpg
from fastapi import FastAPI, HTTPException, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONNECTIONS = 4  # as many as the tracker has threads, each with a connection of its own
DEFAULT_LIMIT = 30
MAX_LIMIT = 200

# After which row a page starts: its date or moment, and its id.
Place = tuple[Any, int]


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """PG* variables name the database. asyncpg prepares every statement and keeps it."""
    async with asyncpg.create_pool(min_size=CONNECTIONS, max_size=CONNECTIONS) as pool:
        app.state.pool = pool
        yield


class EntityTags:
    """Adds an ETag to every answer, and turns those that the client has into 304."""

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


def encode(place: Place) -> str:
    return base64.urlsafe_b64encode(f"{place[0].isoformat()} {place[1]}".encode()).decode()


def decode(cursor: str | None, kind: type[date]) -> Place | None:
    """The place in a cursor, whose first part is a `kind`: a date or a datetime."""
    if cursor is None:
        return None
    try:
        value, _, key = base64.urlsafe_b64decode(cursor).decode().rpartition(" ")
        return kind.fromisoformat(value), int(key)
    except ValueError:
        raise HTTPException(400, "This is no cursor of this list.") from None


def next_page(request: Request, place: Place | None) -> str | None:
    return None if place is None else str(request.url.include_query_params(cursor=encode(place)))


def root(request: Request) -> str:
    return f"{request.base_url}api/v1/"
