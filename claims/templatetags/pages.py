"""Template filters of the pages: addresses of pages, and the words and signs of positions."""

from typing import Any
from urllib.parse import quote

from django import template
from django.urls import get_script_prefix

from claims.api.sql.rows import API_ROOT
from claims.choices import StancePosition
from claims.web.words import HELD_BY, SAYS, SIGNS

register = template.Library()
# Words of a text fragment at each end, where the words are many (a browser looks for the text between both).
AT_EACH_END = 5


@register.filter
def page(address: str) -> str:
    """The address of the page for an address in the API, in the language of the page that is shown."""
    return get_script_prefix() + address.partition(API_ROOT)[2]


@register.filter
def sign(position: str) -> str:
    return SIGNS[StancePosition(position)]


@register.filter
def says(position: str) -> Any:
    """What a speaker with this position does: “denies”."""
    return SAYS[StancePosition(position)]


@register.filter
def held_by(position: str) -> Any:
    """What stands before those who hold this position: “Denied by”."""
    return HELD_BY[StancePosition(position)]


@register.filter
def at_words(address: str, exact: str) -> str:
    """The address of a source at the words (a text fragment); the address itself where there are no words.

    Source: https://wicg.github.io/scroll-to-text-fragment/
    """
    words = exact.split()
    if not words or not address.startswith(("https://", "http://")):
        return address
    ends = [words] if len(words) <= 2 * AT_EACH_END else [words[:AT_EACH_END], words[-AT_EACH_END:]]
    fragment = ",".join(quote(" ".join(each), safe="").replace("-", "%2D") for each in ends)
    return f"{address.partition('#')[0]}#:~:text={fragment}"
