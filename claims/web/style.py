"""The page at /style/, in development only: every part of the pages, with made-up rows."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from claims.choices import Precision, StancePosition, StatementKind, StatementStatus
from claims.web.matrix import matrix_table
from claims.web.narrowing import Chip, Offer
from claims.web.page import rendered
from claims.web.timeline import Mark, timeline

ROOT = "/api/v1/"
LONG = "A sentence that is rather long, to see how it is laid out where the window is narrow: "


def speaker(name: str) -> dict[str, Any]:
    slug = name.lower().replace(" ", "-")
    return {"slug": slug, "url": f"{ROOT}speakers/{slug}/", "name": name}


def claim(text: str, language: str = "en", **more: Any) -> dict[str, Any]:
    return {"slug": "a", "url": f"{ROOT}claims/a/", "name": text, "text": text, "language": language, **more}


ANNA, BORIS, NOUR = speaker("Anna Larsen"), speaker("Борис Иванов"), speaker("نور حداد")
HARBOUR = claim("The harbour was closed by the authorities.")
ROLE = {"role": "Harbour master", "organization": speaker("Port of Ostby")}


def said(who: dict[str, Any], text: str, kind: str = "quote", language: str = "en", **more: Any) -> dict[str, Any]:
    return {
        "slug": "a",
        "url": f"{ROOT}statements/a/",
        "speaker": who,
        "affiliation": ROLE,
        "on_behalf_of": None,
        "kind": kind,
        "text": text,
        "language": language,
        "made_on": "2024-03-01",
        "made_on_precision": "month",
        "status": "active",
        "source": {"url": f"{ROOT}sources/a/", "publisher": "Ostby Courier", "headline": "Oil in the harbour"},
        **more,
    }


SAID = [
    *(said(ANNA, f"Words as {kind.replace('_', ' ')}", kind) for kind in StatementKind.values),
    *(said(BORIS, "Это неправда", language="ru", status=status) for status in StatementStatus.values),
    said(NOUR, "لم يكن هذا حادثا", language="ar", on_behalf_of=speaker("Ostby")),
    said(ANNA, LONG * 3, affiliation=None),
]
MARKS = [
    Mark(StancePosition.AFFIRMS, date(2023, 1, 1), Precision.YEAR, ("anna", "a")),
    Mark(StancePosition.DENIES, date(2024, 3, 1), Precision.MONTH, ("anna", "a")),
    Mark(StancePosition.DENIES, date(2024, 3, 1), Precision.MONTH, ("boris", "a")),
    Mark(StancePosition.QUALIFIES, date(2024, 6, 3), Precision.WEEK, ("anna", "a")),
    Mark(StancePosition.REPORTS, date(2024, 9, 9), Precision.DAY, ("nour", "a")),
]


def matrix(claims: int, speakers: int) -> dict[str, Any]:
    """A matrix of the API, with a position of each kind in turn in every second cell."""
    columns = [
        {**claim(f"{HARBOUR['text']} ({number})"), "slug": f"c{number}", "aspects": [aspect], "disputed": number == 1}
        for number, aspect in zip(range(claims), ("occurrence", "responsibility", "intent") * claims, strict=False)
    ]
    rows = [{**ANNA, "slug": f"s{number}", "name": f"Anna Larsen {number}"} for number in range(speakers)]
    cells = [
        {
            "speaker": row["slug"],
            "claim": column["slug"],
            "position": StancePosition.values[(x + y) // 2 % len(StancePosition)],
            "changed": (x * y) % 7 == 1,
        }
        for y, row in enumerate(rows)
        for x, column in enumerate(columns)
        if (x + y) % 2 == 0
    ]
    return {"claims": columns, "speakers": rows, "cells": cells, "cut": True}


def contradiction(kind: str, other: dict[str, Any]) -> dict[str, Any]:
    return {
        "kind": kind,
        "claim": HARBOUR,
        "affirmed_by": ANNA,
        "denied_by": other,
        "affirms": {"statement": said(ANNA, "We closed it."), "excerpt": ""},
        "denies": {"statement": said(other, "Nobody closed it."), "excerpt": "Nobody"},
    }


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every part."""
    parts = {
        "positions": StancePosition.values,
        "tallies": {position: number for number, position in enumerate(StancePosition.values, 1)},
        "all_said": SAID,
        "drawn": timeline(MARKS),
        "incident": {"name": "Oil in Ostby harbour", "url": f"{ROOT}incidents/a/"},
        "small": matrix_table(matrix(3, 3)),
        "large": matrix_table(matrix(20, 45)),
        "contradictions": [contradiction("between_speakers", BORIS), contradiction("change_of_mind", ANNA)],
        "chips": [Chip("speaker", "anna-larsen", "?"), Chip("made_on__gte", "2024-03-01", "?")],
        "offers": [Offer("person", None, "?", True), Offer("group", None, "?", False)],
        "pages": {"next": f"{ROOT}claims/?cursor=a", "previous": f"{ROOT}claims/?cursor=b"},
        "correction": {
            "what": "The speaker is another one.",
            "why": "The recording.",
            "corrected_at": "2024-03-05T12:00:00Z",
            "replacement": SAID[0],
        },
    }
    return rendered(request, "web/style.html", parts, None)
