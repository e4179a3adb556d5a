"""Feeds as a reader of feeds reads them."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from lxml import etree

NAMES = {"a": "http://www.w3.org/2005/Atom"}


@dataclass
class Entry:
    """An entry of a feed."""

    id: str
    title: str
    summary: str
    link: str
    updated: str


@dataclass
class Read:
    """A page of a feed; `next` is the address of the one with older entries."""

    tree: Any
    entries: list[Entry]
    next: str | None

    @property
    def titles(self) -> list[str]:
        return [each.title for each in self.entries]

    @property
    def ids(self) -> list[str]:
        return [each.id for each in self.entries]


def one(above: Any, path: str) -> str:
    (found,) = above.xpath(path, namespaces=NAMES)
    return str(found)


def read_feed(reader: Client, address: str) -> Read:
    """A page of a feed, after checking that it is one."""
    response = reader.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    tree = etree.fromstring(response.content)
    entries = [
        Entry(
            *(one(each, f"a:{name}/text()") for name in ("id", "title", "summary")),
            one(each, "a:link/@href"),
            one(each, "a:updated/text()"),
        )
        for each in tree.xpath("a:entry", namespaces=NAMES)
    ]
    following = tree.xpath("a:link[@rel='next']/@href", namespaces=NAMES)
    return Read(tree, entries, following[0] if following else None)


class Poller:
    """Reads a feed from its top down to the first entry that it knows, as often as it is told."""

    def __init__(self, reader: Client, address: str) -> None:
        self.reader, self.address = reader, address
        self.seen: list[Entry] = []

    def poll(self) -> list[str]:
        """The titles of the entries that were not there before, the oldest first."""
        known, new = {each.id for each in self.seen}, []
        address: str | None = self.address
        while address:
            page = read_feed(self.reader, address)
            fresh = [each for each in page.entries if each.id not in known]
            new += fresh
            address = page.next if len(fresh) == len(page.entries) else None
        new.reverse()
        self.seen += new
        return [each.title for each in new]
