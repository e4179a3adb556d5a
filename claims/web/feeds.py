"""Feeds for people's readers (RFC 4287): what was recorded last, of everything, or about one row.

The order and what it guarantees are those of `claims.web.news`; what entries say is read from the API, so that a feed
shows what the API shows.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_safe

from claims.api.collections import COLLECTIONS
from claims.api.resources.corrections.views import CorrectionViewSet
from claims.api.resources.reviews.views import ReviewViewSet
from claims.api.resources.stances.views import StanceViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.api.views.questions import MovedError
from claims.choices import Capacity, Collection, StatementKind, StatementStatus
from claims.templatetags.dates import as_known
from claims.templatetags.languages import in_words
from claims.templatetags.pages import is_web, page, says, source_named, speaking
from claims.web.news import News, news
from claims.web.page import Answers, Parts, composed, part, present_address, problem, read_parts, refused

# The names of entries and feeds are made of this and of what is recorded: not of the language, and not of the host.
NAMESPACE = UUID("6d2f0a4e-3f0c-4d39-9a4b-1f6f5a3f7c52")
# Characters that XML 1.0 has no way to write.
UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# When a feed without entries was updated: it always was like that.
BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
MOST_IN_TITLE = 120
SHOWN = "slug,url,speaker,affiliation,on_behalf_of,kind,text,language,made_on,made_on_precision,status,source"
KEYS = {"statements": "slug", "stances": "id", "corrections": "id", "reviews": "slug"}
Row = Mapping[str, Any]
Rows = Mapping[str, Mapping[str, Row]]


class Feed(Atom1Feed):
    """An Atom feed in pages (RFC 5005), the same for the same entries."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next"]})

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=BEGINNING)


def urn(name: str) -> str:
    return uuid5(NAMESPACE, name).urn


def written(text: str) -> str:
    """A text without the characters that XML cannot have."""
    return UNWRITABLE.sub("", text)


@require_safe
def feed(request: HttpRequest, collection: str = "", key: str | None = None) -> HttpResponse:
    """What is new: of everything, of all corrections, or about the row of a collection."""
    if unknown := refused(request, "before"):
        return unknown
    try:
        told, more, read_from = news(collection, key, request.GET.dict().get("before"))
        parts = content(told)
        if key is not None:
            parts = {"subject": part(COLLECTIONS[collection], "retrieve", key), **parts}
        answers, also = read_parts(request, parts) if parts else ({}, read_from)
    except ValidationError as invalid:
        return problem(request, HTTPStatus.BAD_REQUEST, [f"before: {' '.join(invalid.messages)}"])
    except MovedError as moved:
        return HttpResponsePermanentRedirect(present_address(request, moved.slug))
    except Http404 as missing:
        return problem(request, HTTPStatus.NOT_FOUND, [str(missing)])
    atom = empty(request, collection, answers.get("subject"), told[-1].place if more else None)
    rows = {name: by_key(answers, name, key) for name, key in KEYS.items()}
    for each in told:
        add(atom, each, rows, request)
    response = composed(atom.writeString("utf-8").encode(), read_from.joined(also), atom.content_type)
    response.headers["Content-Language"] = get_language() or ""
    return response


def content(told: list[News]) -> Parts:
    """The reads of the API that have what the entries say."""
    slugs = {each.statement for each in told if each.statement}
    stances = {str(key) for each in told for key in (each.affirms, each.denies) if key}
    stances |= {each.key for each in told if each.collection == Collection.STANCES}
    corrections = {each.key for each in told if each.collection == Collection.CORRECTIONS}
    reviews = {each.key for each in told if each.collection == Collection.REVIEWS}
    asked = {
        "reviews": (ReviewViewSet, "slug__in", reviews, {}),
        "statements": (StatementViewSet, "slug__in", slugs, {"fields": SHOWN}),
        "stances": (StanceViewSet, "id__in", stances, {}),
        "corrections": (CorrectionViewSet, "id__in", corrections, {}),
    }
    return {
        name: part(endpoint, "list", limit=200, **{keys: ",".join(sorted(found))}, **given)
        for name, (endpoint, keys, found, given) in asked.items()
        if found
    }


def empty(request: HttpRequest, collection: str, subject: Row | None, last: str | None) -> Feed:
    """The feed without its entries; `last` is the place of the last one, where there are more."""
    site = gettext("Statement and claim tracker")
    if subject:
        title, link = f"{subject.get('name') or subject['text']} · {site}", page(subject["url"])
    elif collection:
        title, link = f"{gettext('Corrections')} · {site}", reverse(f"{collection}-page")
    else:
        title, link = site, reverse("home")
    more = f"{request.path}?{urlencode({'before': last})}" if last else ""
    return Feed(
        title=written(title),
        link=request.build_absolute_uri(link),
        description=None,
        subtitle=gettext("New statements, reviews, changed positions and corrections, as they were recorded."),
        language=get_language(),
        feed_url=request.build_absolute_uri(),
        feed_guid=urn(f"feeds/{collection}/{subject['slug'] if subject else ''}"),
        author_name=site,
        next=more and request.build_absolute_uri(more),
    )


def add(atom: Feed, entry: News, rows: Rows, request: HttpRequest) -> None:
    """Adds an entry; not where what it is about went away after the entries were read."""
    if what := told_of(entry, rows):
        title, summary, link = what
        atom.add_item(
            title=written(title),
            link=request.build_absolute_uri(link),
            description=written(summary),
            pubdate=entry.known_at,
            updateddate=entry.known_at,
            unique_id=urn(f"{entry.place}/{entry.known_at.astimezone(UTC).isoformat()}"),
        )


def told_of(entry: News, rows: Rows) -> tuple[str, str, str] | None:
    """The title, the summary and the link of an entry; None where a row that it is about is not there."""
    if entry.collection == Collection.REVIEWS:
        review = rows["reviews"].get(entry.key)
        return reviewed(review) if review else None
    shown = rows["corrections" if entry.collection == Collection.CORRECTIONS else "stances"]
    keys = [str(each) for each in (entry.affirms, entry.denies)] if entry.contradicts else [entry.key]
    said = rows["statements"].get(entry.statement)
    known = [shown[key] for key in keys if key in shown]
    if said is None or len(known) < len([key for key in keys if key]):
        return None
    if entry.contradicts:
        return changed(entry.contradicts, *known)
    if entry.collection == Collection.STANCES:
        return taken(said, *known)
    if entry.collection == Collection.CORRECTIONS:
        return corrected(said, *known)
    return titled(said), words(said), page(said["url"])


def by_key(answers: Answers, name: str, key: str) -> dict[str, Row]:
    return {str(each[key]): each for each in answers[name]["results"]} if name in answers else {}


def titled(said: Row) -> str:
    text = Truncator(said["text"]).chars(MOST_IN_TITLE)
    if said["kind"] == StatementKind.QUOTE:
        text = gettext("“{words}”").format(words=text)
    return f"{said['speaker']['name']}: {text}"


def words(said: Row, excerpt: str = "", *, struck: bool = False) -> SafeString:
    """The words, and below them who spoke, in which role, when, and the source."""
    text, language = excerpt or said["text"], said.get("language")
    marked = format_html(' lang="{}"', language) if language else ""
    return format_html(
        '<blockquote{} dir="auto">{}</blockquote><p>{}</p>',
        marked,
        format_html("<s>{}</s>", text) if struck else text,
        by(said),
    )


def by(said: Row) -> SafeString:
    source = source_named(said["source"])
    if is_web(said["source"]["external_url"]):
        source = format_html('<a href="{}">{}</a>', said["source"]["external_url"], source)
    role = speaking(said, unnamed=said["speaker"]["slug"])
    who = format_html("<bdi>{}</bdi>", said["speaker"]["name"])
    kind = "" if said["kind"] == StatementKind.QUOTE else in_words(said["kind"])
    day = as_known(said["made_on"], said["made_on_precision"])
    return format_html_join(" · ", "{}", ((each,) for each in (who, role, day, kind, source) if each))


def taken(said: Row, stance: Row) -> tuple[str, str, str]:
    """What a statement does with a claim."""
    title = f"{said['speaker']['name']} {says(stance['position'])}: {stance['claim']['text']}"
    condition = (
        format_html('<p dir="auto">{} {}</p>', gettext("Condition:"), stance["qualification"])
        if stance["qualification"]
        else ""
    )
    return Truncator(title).chars(2 * MOST_IN_TITLE), words(said, stance["excerpt"]) + condition, page(said["url"])


def changed(capacity: str, affirms: Row, denies: Row) -> tuple[str, str, str]:
    """That a speaker took both sides of a claim, with the last words for each in the order in which they were said."""
    claim = affirms["claim"]
    statement = affirms["statement"]
    speaker = (capacity == Capacity.REPRESENTED and statement["on_behalf_of"]) or statement["speaker"]
    title = gettext("{name} at different times affirmed and denied: {claim}").format(
        name=speaker["name"], claim=claim["text"]
    )
    sides = sorted((affirms, denies), key=lambda each: each["statement"]["made_on"])
    summary = format_html_join(
        "",
        "<p><b>{}</b></p>{}",
        ((says(each["position"]), words(each["statement"], each["excerpt"])) for each in sides),
    )
    slugs = {"claim": claim["slug"], "speaker": speaker["slug"], "other": speaker["slug"]}
    link = f"{reverse('contradictions-page')}?{urlencode(slugs)}"
    return Truncator(title).chars(2 * MOST_IN_TITLE), summary, link


def reviewed(review: Row) -> tuple[str, str, str]:
    """How somebody rated a claim, in the words of the author, and the verdict that it comes to."""
    claim, verdict = review["claim"], in_words(review["verdict"])
    title = f"{review['author']}: {review['rating']} – {claim['text']}"
    parts = [verdict]
    if review["published_on"]:
        parts.append(as_known(review["published_on"], review["published_on_precision"]))
    if is_web(review["external_url"]):
        named = review["headline"] or gettext("Read it where it was published")
        parts.append(format_html('<a href="{}"><bdi>{}</bdi></a>', review["external_url"], named))
    summary = format_html(
        '<blockquote dir="auto">{}</blockquote><p><bdi>{}</bdi>: {}</p><p>{}</p>',
        claim["text"],
        review["author"],
        review["rating"],
        format_html_join(" · ", "{}", ((each,) for each in parts if each)),
    )
    return Truncator(title).chars(2 * MOST_IN_TITLE), summary, page(review["url"])


def corrected(said: Row, correction: Row) -> tuple[str, str, str]:
    """What was wrong with a statement, and whether it stands after that."""
    stands = correction["status"] == StatementStatus.ACTIVE
    kind = gettext("Correction") if stands else f"{gettext('Correction')} ({in_words(correction['status'])})"
    told = format_html('<p dir="auto">{}</p><p dir="auto">{}</p>', correction["what"], correction["why"])
    instead = correction["replacement"]
    if instead:
        told += format_html('<p>{} <span dir="auto">{}</span></p>', gettext("Instead:"), instead["text"])
    return f"{kind}: {titled(said)}", told + words(said, struck=not stands), page(said["url"])
