"""The endpoints that are measured."""

import json
from datetime import date, datetime
from typing import Annotated, Any

import asyncpg
from fastapi import FastAPI, HTTPException, Query, Request, Response

from benchmarks.fastapi_app import DEFAULT_LIMIT, MAX_LIMIT, EntityTags, decode, lifespan, next_page, root
from benchmarks.fastapi_raw import queries

app = FastAPI(lifespan=lifespan)
app.add_middleware(EntityTags)

Limit = Annotated[int, Query(ge=1, le=MAX_LIMIT)]


@app.get("/api/v1/statements/")
async def statements(
    request: Request,
    *,
    speaker: str | None = None,
    made_on__gte: date | None = None,
    made_on__lte: date | None = None,
    limit: Limit = DEFAULT_LIMIT,
    cursor: str | None = None,
) -> Response:
    conditions: list[str] = []
    values: list[Any] = []

    def where(condition: str, *given: Any) -> None:
        conditions.append(condition.format(*(f"${len(values) + 3 + number}" for number in range(len(given)))))
        values.extend(given)

    if speaker is not None:
        where("s.speaker_id = (SELECT id FROM claims_speaker WHERE slug = {})", speaker)
    if made_on__gte is not None:
        where("s.made_on >= {}", made_on__gte)
    if made_on__lte is not None:
        where("s.made_on <= {}", made_on__lte)
    if keyset := decode(cursor, date):
        where("(s.made_on, s.id) < ({}, {})", *keyset)
    sql = queries.STATEMENTS.format(where="WHERE " + " AND ".join(conditions) if conditions else "")
    found = await request.app.state.pool.fetch(sql, root(request), limit + 1, *values)
    return page(request, found, limit)


@app.get("/api/v1/claims/")
async def claims(request: Request, speaker: str, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None) -> Response:
    keyset = decode(cursor, datetime) or ()
    sql = queries.CLAIMS.format_map({"and": "AND (p.claim_created_at, p.claim_id) < ($4, $5)" if keyset else ""})
    found = await request.app.state.pool.fetch(sql, root(request), limit + 1, speaker, *keyset)
    return page(request, found, limit)


@app.get("/api/v1/claims/{slug}/stances/")
async def stances(request: Request, slug: str, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None) -> Response:
    keyset = decode(cursor, date) or ()
    sql = queries.STANCES.format_map({"and": "AND (t.made_on, t.id) < ($4, $5)" if keyset else ""})
    pool = request.app.state.pool
    found = await pool.fetch(sql, root(request), limit + 1, slug, *keyset)
    if not found and not await pool.fetchval(queries.CLAIM_EXISTS, slug):
        raise HTTPException(404)
    return page(request, found, limit)


@app.get("/api/v1/incidents/{slug}/matrix/")
async def matrix(request: Request, slug: str) -> Response:
    found = await request.app.state.pool.fetchval(queries.MATRIX, root(request), slug)
    if found is None:
        raise HTTPException(404)
    return Response(found, media_type="application/json")


def page(request: Request, found: list[asyncpg.Record], limit: int) -> Response:
    """The response with a page. Each row is its JSON and its keyset values."""
    last = found[limit - 1] if len(found) > limit else None
    head = json.dumps({"next": next_page(request, last and (last[1], last[2])), "previous": None})
    results = ",".join(row[0] for row in found[:limit])
    return Response(f'{head[:-1]}, "results": [{results}]}}', media_type="application/json")
