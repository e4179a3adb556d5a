"""Template filters of the pages: addresses of pages, and the words and signs of positions."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from django import template
from django.http import QueryDict
from django.urls import get_script_prefix
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from claims.api.sql.rows import API_ROOT
from claims.choices import Agreement, StancePosition, StatementKind, StatementStatus
from claims.templatetags.dates import as_known
from claims.templatetags.languages import in_words
from claims.web.matrix import Cell, Row
from claims.web.words import AGREEMENT, HEADINGS, HELD_BY, LEADS, SAYS, SIGNS

register = template.Library()
EMPTY = SafeString("<td></td>")
# Words of a text fragment at each end, where the words are many (a browser looks for the text between both).
AT_EACH_END = 5
# Speakers who are named of those who hold a position.
NAMED = 3


@register.filter
def page(address: str) -> str:
    """The address of the page for an address in the API, in the language of the page that is shown."""
    return get_script_prefix() + address.partition(API_ROOT)[2]


@register.filter
def whole(address: str, form: str) -> str:
    """The address of a whole list in a form, for the address of a page of the list in the API."""
    path, _, query = address.partition("?")
    asked = QueryDict(query, mutable=True)
    for name in ("limit", "cursor", "count"):
        asked.pop(name, None)
    asked["format"] = form
    if form == "csv":
        asked["bom"] = "true"  # who opens it from a page may well open it in Excel
    return f"{path}?{asked.urlencode()}"


@register.simple_tag
def named(row: Mapping[str, Any]) -> SafeString:
    """A link to the page of a row that has a name."""
    return format_html('<a href="{}"><bdi>{}</bdi></a>', page(row["url"]), row["name"])


@register.simple_tag
def worded(row: Mapping[str, Any], words: str = "") -> SafeString:
    """A link to the page of a claim or a statement: its text, or words of it, in its language."""
    language = row.get("language")
    marked = format_html(' lang="{}"', language) if language else ""
    return format_html('<a href="{}"{} dir="auto">{}</a>', page(row["url"]), marked, words or row["text"])


@register.simple_tag
def position(value: str) -> SafeString:
    """The sign and the word of a position, in its colour."""
    return format_html(
        '<span class="position {}"><span class="sign" aria-hidden="true">{}</span> {}</span>',
        value,
        sign(value),
        says(value),
    )


@register.simple_tag
def cells(row: Row) -> SafeString:
    """The cells of a row of a matrix."""
    return SafeString("".join(map(cell, row.cells)))


def cell(held: Cell | None) -> SafeString:
    if held is None:
        return EMPTY
    changed = format_html(' <span class="changed">{}</span>', gettext("changed")) if held.changed else ""
    return format_html(
        '<td class="position {}"><a href="{}"><span class="sign" aria-hidden="true">{}</span> {}{}</a></td>',
        held.position,
        page(held.stances),
        sign(held.position),
        in_words(held.position),
        changed,
    )


@register.simple_tag
def standing(value: str, held: Sequence[Mapping[str, Any]] | None, count: int) -> SafeString:
    """Who holds a position: those named, and how many others; nothing where nobody does.

    Args:
        held: positions in the API's brief form, those first whose speakers hold most; three are named.
        count: how many speakers hold the position.
    """
    if not count:
        return SafeString("")
    names = [named(each["speaker"]) for each in (held or ())[:NAMED]]
    if others := count - len(names):
        names.append(
            SafeString(
                ngettext("%(number)s other", "%(number)s others", others) % {"number": others}
                if names
                else ngettext("%(number)s speaker", "%(number)s speakers", others) % {"number": others}
            )
        )
    listed = format_html_join(", ", "{}", ((each,) for each in names[:-1]))
    everyone = format_html("{} {} {}", listed, gettext("and"), names[-1]) if listed else names[-1]
    head = format_html('<span class="sign" aria-hidden="true">{}</span> {}', sign(value), held_by(value))
    return format_html('<p class="standing"><span class="position {}">{}</span> {}</p>', value, head, everyone)


@register.filter
def search_page(address: str) -> str:
    """The page for an address of a search in the API."""
    query = QueryDict(address.partition("?")[2], mutable=True)
    for name in ("prefix", "limit", "holders"):
        query.pop(name, None)
    return f"?{query.urlencode()}"


@register.filter
def source_named(source: Mapping[str, Any]) -> str | SafeString:
    """What a source is called where there is little room: its publisher, else its headline, else “source”."""
    name = source["publisher"] or source["headline"]
    return format_html("<bdi>{}</bdi>", name) if name else gettext("source")


def spoken_for(said: Mapping[str, Any]) -> str:
    """For whom a statement was made; empty where that is nobody, or the organisation of the speaker's role."""
    role, behalf = said["affiliation"], said["on_behalf_of"]
    return behalf["name"] if behalf and not (role and role["organization"]["slug"] == behalf["slug"]) else ""


@register.simple_tag
def speaking(said: Mapping[str, Any], unnamed: str = "") -> SafeString:
    """Who made a statement, in which role, and for whom, where that is not the organisation of the role.

    Args:
        unnamed: the slug of the speaker who stands above and is not named again.
    """
    role, behalf = said["affiliation"], spoken_for(said)
    parts = [] if said["speaker"]["slug"] == unnamed else [named(said["speaker"])]
    if role:
        parts.append(format_html("<bdi>{}</bdi>, <bdi>{}</bdi>", role["role"], role["organization"]["name"]))
    if behalf:
        parts.append(format_html("{} <bdi>{}</bdi>", gettext("for"), behalf))
    return SafeString(", ".join(parts))


def by(statement: Mapping[str, Any], unnamed: str = "") -> SafeString:
    """The line below words: who spoke, in which role, when, and the source."""
    source = statement["source"]
    parts = (
        speaking(statement, unnamed),
        as_known(statement["made_on"], statement["made_on_precision"]),
        "" if statement["kind"] == StatementKind.QUOTE else in_words(statement["kind"]),
        format_html('<a href="{}">{}</a>', page(source["url"]), source_named(source)),
    )
    return format_html_join(" · ", "{}", ((each,) for each in parts if each))


@register.simple_tag
def said(statement: Mapping[str, Any], words: str = "", unnamed: str = "") -> SafeString:
    """What was said: the words, who spoke, in which role, when, in which source, and whether it stands.

    Args:
        words: those that count, where they are known.
        unnamed: as of `speaking`.
    """
    stands = statement["status"] == StatementStatus.ACTIVE
    return format_html(
        '<figure class="{}"><blockquote class="{}">{}</blockquote><figcaption>{}{}</figcaption></figure>',
        "said" if stands else "said fallen",
        statement["kind"],
        worded(statement, words),
        "" if stands else format_html('<strong class="warning">{}</strong> ', in_words(statement["status"])),
        by(statement, unnamed),
    )


@register.simple_tag
def since(held: Mapping[str, Any]) -> SafeString:
    """Since when and until when a position is known, how often it was taken, and how far it changed."""
    first, last = (as_known(held[f"{each}_on"], held[f"{each}_on_precision"]) for each in ("first", "last"))
    number = held["stance_count"]
    counted = ngettext("%(number)s statement recorded here", "%(number)s statements recorded here", number)
    parts = [counted % {"number": number_format(number)}]
    if number > 1:
        parts.insert(0, first if first == last else f"{first} – {last}")
    if held["changed"]:
        how_far = gettext("changed position") if held["change"] == "full" else gettext("changed position in part")
        parts.append(format_html('<strong class="changed">{}</strong>', how_far))
    return format_html('<p class="since">{}</p>', format_html_join(" · ", "{}", ((each,) for each in parts)))


@register.filter
def columns(address: str, incident: dict[str, Any]) -> str:
    """The address of the matrix with the claims of another page; `address` is that page of the claims in the API."""
    query = QueryDict(address.partition("?")[2], mutable=True)
    for name in ("incident", "ordering", "limit"):
        query.pop(name, None)
    return f"{page(incident['url'])}matrix/?{query.urlencode()}"


@register.filter
def is_web(address: str) -> bool:
    """Whether a link to an address leads to the web, and not to a script or a file."""
    return address.startswith(("https://", "http://"))


@register.filter
def heading(name: str) -> Any:
    """The heading of a list."""
    return HEADINGS[name]


@register.filter
def lead(name: str) -> Any:
    """The sentence that says what a list is for."""
    return LEADS[name]


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
def agreed(agreement: str) -> Any:
    """In a sentence, how the reviews of a claim agree."""
    return AGREEMENT[Agreement(agreement)]


@register.simple_tag
def rated(review: Mapping[str, Any]) -> SafeString:
    """The rating in the words of its author, and the verdict that it comes to where it is put in other words."""
    verdict = in_words(review["verdict"])
    words = format_html('<strong dir="auto">{}</strong>', review["rating"])
    if verdict.casefold() == review["rating"].casefold():
        return words
    return format_html('{} <span class="kind">{}</span>', words, verdict)


@register.filter
def at_words(address: str, exact: str) -> str:
    """The address of a source at the words (a text fragment); the address itself where there are no words.

    Source: https://wicg.github.io/scroll-to-text-fragment/
    """
    words = exact.split()
    if not words or not is_web(address):
        return address
    ends = [words] if len(words) <= 2 * AT_EACH_END else [words[:AT_EACH_END], words[-AT_EACH_END:]]
    fragment = ",".join(quote(" ".join(each), safe="").replace("-", "%2D") for each in ends)
    return f"{address.partition('#')[0]}#:~:text={fragment}"
