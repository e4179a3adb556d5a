"""The endpoints that are measured."""

from datetime import date, datetime
from typing import Annotated, Any

import asyncpg
from fastapi import FastAPI, HTTPException, Query, Request

from benchmarks.fastapi_app import (
    DEFAULT_LIMIT,
    MAX_LIMIT,
    EntityTags,
    decode,
    lifespan,
    next_page,
    root,
)
from benchmarks.fastapi_typed import models, queries, rows

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
) -> models.Page[models.Statement]:
    conditions: list[str] = []
    values: list[Any] = []

    def where(condition: str, *given: Any) -> None:
        conditions.append(condition.format(*(f"${len(values) + 2 + number}" for number in range(len(given)))))
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
    async with request.app.state.pool.acquire() as connection:
        found = await connection.fetch(sql, limit + 1, *values)
        page = found[:limit]
        ids = [row["id"] for row in page]
        incidents = rows.grouped(await connection.fetch(queries.INCIDENTS_OF_STATEMENTS, ids), "statement_id")
        stances = rows.grouped(await connection.fetch(queries.STANCES_OF_STATEMENTS, ids), "statement_id")
        corrections = rows.grouped(await connection.fetch(queries.CORRECTIONS_OF_STATEMENTS, ids), "statement_id")
    base = root(request)
    results = [rows.statement(row, *(of[row["id"]] for of in (incidents, stances, corrections)), base) for row in page]
    return answer(request, found, results, "made_on")


@app.get("/api/v1/claims/")
async def claims(
    request: Request, speaker: str, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> models.Page[models.Claim]:
    keyset = decode(cursor, datetime) or ()
    sql = queries.CLAIMS.format_map({"and": "AND (p.claim_created_at, p.claim_id) < ($3, $4)" if keyset else ""})
    async with request.app.state.pool.acquire() as connection:
        found = await connection.fetch(sql, limit + 1, speaker, *keyset)
        page = found[:limit]
        ids = [row["id"] for row in page]
        topics = rows.grouped(await connection.fetch(queries.TOPICS_OF_CLAIMS, ids), "claim_id")
        incidents = rows.grouped(await connection.fetch(queries.INCIDENTS_OF_CLAIMS, ids), "claim_id")
        positions = rows.grouped(await connection.fetch(queries.POSITIONS_OF_CLAIMS, ids, speaker), "claim_id")
    base = root(request)
    results = [rows.claim(row, topics[row["id"]], incidents[row["id"]], positions[row["id"]], base) for row in page]
    return answer(request, found, results, "created_at")


@app.get("/api/v1/claims/{slug}/stances/")
async def stances(
    request: Request, slug: str, limit: Limit = DEFAULT_LIMIT, cursor: str | None = None
) -> models.Page[models.Stance]:
    keyset = decode(cursor, date) or ()
    sql = queries.STANCES.format_map({"and": "AND (t.made_on, t.id) < ($3, $4)" if keyset else ""})
    async with request.app.state.pool.acquire() as connection:
        claim = one(await connection.fetchrow(queries.CLAIM, slug))
        found = await connection.fetch(sql, limit + 1, claim["id"], *keyset)
    base = root(request)
    of_claim = rows.linked(claim, "claims", base)
    return answer(request, found, [rows.stance(row, of_claim, base) for row in found[:limit]], "made_on")


@app.get("/api/v1/incidents/{slug}/matrix/")
async def matrix(request: Request, slug: str) -> models.Matrix:
    async with request.app.state.pool.acquire() as connection:
        incident = one(await connection.fetchrow(queries.INCIDENT, slug))
        claims = await connection.fetch(queries.MATRIX_CLAIMS, incident["id"])
        held = await connection.fetch(queries.MATRIX_CELLS, [claim["id"] for claim in claims[: queries.MOST_CLAIMS]])
        cells = [row for row in held if row["place"] <= queries.MOST_OF_CLAIM]
        speakers = await connection.fetch(queries.MATRIX_SPEAKERS, list({row["speaker_id"] for row in cells}))
    base = root(request)
    result: Any = {
        "incident": rows.linked(incident, "incidents", base),
        "claims": [rows.tallied(row, base) for row in claims[: queries.MOST_CLAIMS]],
        "speakers": [rows.linked(row, "speakers", base) for row in speakers],
        "cells": [dict(row) for row in cells],
        "cut": len(claims) > queries.MOST_CLAIMS or len(held) > len(cells),
    }
    return result


def one(row: asyncpg.Record | None) -> asyncpg.Record:
    if row is None:
        raise HTTPException(404)
    return row


def answer(request: Request, found: list[asyncpg.Record], results: list[rows.Json], column: str) -> Any:
    """A page, with the URL of the next one if `found` has more rows than the page."""
    last = found[len(results) - 1] if len(found) > len(results) else None
    return {
        "next": next_page(request, last and (last[column], last["id"])),
        "previous": None,
        "results": results,
    }
