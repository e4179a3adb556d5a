"""The oEmbed provider: what an editorial system asks for when somebody pastes the address of a page of ours.

Source: https://oembed.com
"""

import json
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils.html import format_html
from django.utils.translation import get_language, gettext, override
from django.views.decorators.http import require_safe

from claims.api.http.kept import ReadFrom
from claims.api.http.problems import answered
from claims.api.resources.claims.views import ClaimViewSet
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.api.views.questions import MovedError
from claims.web.page import Answers, composed, part, read_parts
from claims.web.sharing import HEIGHT, KINDS, WIDTH
from tracker.languages import PREFIX, in_language

EMBEDDED = {"claim": ClaimViewSet, "incident": IncidentViewSet, "statement": StatementViewSet}
# Pixels of a card. Its height is that where it is wide, and that where it is narrow; one that is longer scrolls.
WIDE, NARROW = 600, 420
HEIGHTS = {"claim": (340, 440), "incident": (300, 420), "statement": (300, 420)}
# A frame that runs no script and sends no form; its links open in the window of the article, or in a new one.
SANDBOX = "allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"
FRAME = (
    '<iframe src="{}" title="{}" width="{}" height="{}" sandbox="{}" loading="lazy" '
    'referrerpolicy="no-referrer" style="border:0;max-width:100%"></iframe>'
)


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """The card of the page at `url`, as JSON; any site may read it."""
    response = answer(request)
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def answer(request: HttpRequest) -> HttpResponse:
    if request.GET.get("format", "json") != "json":
        return answered(request, HTTPStatus.NOT_IMPLEMENTED, "The format is JSON.", "")
    if not request.GET.get("url"):
        return answered(request, HTTPStatus.BAD_REQUEST, "`url` is the address of a page.", "")
    try:
        most = {name: limit(request.GET.get(name, "")) for name in ("maxwidth", "maxheight")}
    except ValueError:
        return answered(request, HTTPStatus.BAD_REQUEST, "`maxwidth` and `maxheight` are whole numbers from 1.", "")
    try:
        code, kind, key = page_at(request, request.GET["url"])
        answers, kept = read_row(request, kind, key)
    except Http404 as missing:
        return answered(request, HTTPStatus.NOT_FOUND, str(missing), "not-found")
    with override(code or get_language()):
        card = described(request, code, kind, answers)
        width = min(WIDE, most["maxwidth"] or WIDE)
        height = HEIGHTS[kind][width <= NARROW]
        height = min(height, most["maxheight"] or height)
        frame = format_html(FRAME, card.pop("address"), card["title"], width, height, SANDBOX)
    card |= {"html": frame, "width": width, "height": height}
    if (most["maxwidth"] or WIDTH) < WIDTH or (most["maxheight"] or HEIGHT) < HEIGHT:
        card = {name: value for name, value in card.items() if not name.startswith("thumbnail")}
    return as_json(card, kept)


def limit(given: str) -> int | None:
    """A number of pixels; None where there is none.

    Raises:
        ValueError: it is no whole number from 1.
    """
    if not given:
        return None
    if not (given.isascii() and given.isdigit() and 0 < len(given) < 10 and int(given)):  # noqa: PLR2004
        raise ValueError
    return int(given)


def page_at(request: HttpRequest, address: str) -> tuple[str, str, str]:
    """The language, the kind and the key of the row whose page, or card, is at an address.

    Raises:
        Http404: there is none at this server.
    """
    nothing = Http404("There is no page at this address of which there is a card.")
    try:
        parts = urlsplit(address)
    except ValueError:
        raise nothing from None
    if parts.scheme not in {"http", "https"} or parts.netloc.lower() != request.get_host().lower():
        raise nothing
    given = PREFIX.fullmatch(parts.path)
    code, path = given.groups() if given else ("", parts.path)
    try:
        match = resolve(path or "/")
    except Resolver404:
        raise nothing from None
    kind = (match.url_name or "").removesuffix("-page").removesuffix("-embed")
    if kind not in EMBEDDED:
        raise nothing
    return code, kind, match.kwargs["key"]


def read_row(request: HttpRequest, kind: str, key: str) -> tuple[Answers, ReadFrom]:
    """The row, by its present or by a former slug.

    Raises:
        Http404: there is none.
    """
    try:
        return read_parts(request, {kind: part(EMBEDDED[kind], "retrieve", key)})
    except MovedError as moved:
        return read_parts(request, {kind: part(EMBEDDED[kind], "retrieve", moved.slug)})


def described(request: HttpRequest, code: str, kind: str, answers: Answers) -> dict[str, Any]:
    """The answer except for what depends on the size; `address` is that of the card."""
    row, said = answers[kind], KINDS[kind](answers)
    below = f"{kind}s/{row['slug']}"
    card: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": said.title,
        "provider_name": gettext("Statement and claim tracker"),
        "provider_url": request.build_absolute_uri(f"/{code}/" if code else "/"),
        "thumbnail_url": request.build_absolute_uri(in_language(get_language(), f"/preview/{below}.png", "")),
        "thumbnail_width": WIDTH,
        "thumbnail_height": HEIGHT,
        "address": request.build_absolute_uri(f"/{code}/embed/{below}/" if code else f"/embed/{below}/"),
    }
    if kind == "statement":
        who = row["speaker"]
        path = f"/speakers/{who['slug']}/"
        card |= {
            "author_name": who["name"],
            "author_url": request.build_absolute_uri(f"/{code}{path}" if code else path),
        }
    return card


def as_json(card: dict[str, Any], kept: ReadFrom) -> HttpResponse:
    return composed(json.dumps(card, ensure_ascii=False).encode(), kept, "application/json", {})
