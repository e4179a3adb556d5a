"""Template tags for the head of a page: what programs, previews of links and editorial systems read there."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from claims.web import structured
from claims.web.oembed import EMBEDDED
from claims.web.sharing import KINDS, Shared, kind_of
from tracker.languages import in_language

register = template.Library()
LOCALES = {"en": "en_GB", "de": "de_DE"}
# What Open Graph calls them; the others are a `website`.
TYPES = {"speaker": "profile", "statement": "article"}


def answers_of(context: Context) -> Any:
    """The answers that a page shows, by the names of its parts, among all else that its template knows."""
    return context.flatten()


def shared_kind(context: Context) -> str:
    return kind_of(context["request"], answers_of(context))


@register.simple_tag(takes_context=True)
def shared(context: Context) -> Shared | None:
    """What is said about the page where it is shared; None for a page that is not about one row."""
    kind = shared_kind(context)
    return KINDS[kind](answers_of(context)) if kind in KINDS else None


@register.simple_tag(takes_context=True)
def preview_address(context: Context) -> str:
    """The address of the page's picture, in the language of the page."""
    kind = shared_kind(context)
    path = f"/preview/{kind}s/{context[kind]['slug']}.png"
    return str(context["request"].build_absolute_uri(in_language(get_language() or "", path, "")))


@register.simple_tag(takes_context=True)
def open_graph_type(context: Context) -> str:
    return TYPES.get(shared_kind(context), "website")


@register.simple_tag
def open_graph_locale() -> str:
    return LOCALES[get_language() or "en"]


@register.simple_tag(takes_context=True)
def oembed_address(context: Context) -> str:
    """Where the card of the page is described; empty for a page without a card."""
    request = context["request"]
    if shared_kind(context) not in EMBEDDED:
        return ""
    url = urlencode({"url": request.build_absolute_uri(request.path)})
    return str(request.build_absolute_uri(f"/oembed/?{url}"))


@register.simple_tag(takes_context=True)
def json_ld(context: Context) -> SafeString:
    """The page's data for programs; empty for a page that is not about one row."""
    kind = shared_kind(context)
    return structured.json_ld(kind, answers_of(context)) if kind in structured.NODES else SafeString("")
