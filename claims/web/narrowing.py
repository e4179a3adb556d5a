"""What narrows a list: the filters in its address, each with the address without it, and filters that people use."""

from typing import Any, NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from claims.choices import SCALE, Collection, IncidentStatus, SpeakerKind, StatementKind, StatementStatus

# Parameters that narrow nothing: which page of the list it is, and in which order.
OF_PAGES = {"cursor", "limit", "ordering", "count", "fields", "omit", "brief"}
# Filters offered above a list: the name, the value, and its words where the value's own would not do.
OFFERED: dict[str, list[tuple[str, str, Any]]] = {
    Collection.CLAIMS: [("disputed", "true", _("disputed"))],
    Collection.SPEAKERS: [("kind", value, None) for value in SpeakerKind.values],
    Collection.INCIDENTS: [("status", value, None) for value in IncidentStatus.values],
    Collection.STATEMENTS: [
        *(("kind", value, None) for value in StatementKind.values),
        *(("status", value, None) for value in StatementStatus.values if value != StatementStatus.ACTIVE),
    ],
    Collection.SOURCES: [("archived", "true", _("with a copy in an archive")), ("archived", "false", _("without one"))],
    Collection.REVIEWS: [
        *(("verdict", verdict.value, None) for verdict in reversed(SCALE)),
        ("own", "true", _("of our own")),
        ("own", "false", _("by others")),
    ],
    "contradictions": [
        ("kind", "between_speakers", _("between speakers")),
        ("kind", "change_of_mind", _("changes of mind")),
    ],
}


class Chip(NamedTuple):
    """A filter that is on: its name and value as the address has them, and the address without it."""

    name: str
    value: str
    without: str


class Offer(NamedTuple):
    """A filter that could be on; `is_on` says whether it is."""

    value: str
    words: Any
    address: str
    is_on: bool


class Narrowing(NamedTuple):
    chips: list[Chip]
    offers: list[Offer]


def address_of(query: QueryDict) -> str:
    """The address of the first page of this list with a query string."""
    return f"?{query.urlencode()}" if query else "."


def without_pages(query: QueryDict) -> QueryDict:
    first = query.copy()
    first.pop("cursor", None)
    return first


def chips(query: QueryDict) -> list[Chip]:
    """The filters that are on."""
    found = []
    for name, values in query.lists():
        if name in OF_PAGES:
            continue
        for value in values:
            rest = without_pages(query)
            rest.setlist(name, [each for each in values if each != value])
            found.append(Chip(name, value, address_of(rest)))
    return found


def narrowing(collection: str, query: QueryDict) -> Narrowing:
    """The filters of a collection's list that are on, and those to choose from."""
    offers = []
    for name, value, words in OFFERED.get(collection, []):
        with_it = without_pages(query)
        is_on = query.getlist(name) == [value]
        if is_on:
            del with_it[name]
        else:
            with_it[name] = value
        offers.append(Offer(value, words, address_of(with_it), is_on))
    offered = {(name, value) for name, value, _words in OFFERED.get(collection, [])}
    return Narrowing([each for each in chips(query) if (each.name, each.value) not in offered], offers)
