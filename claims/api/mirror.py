"""A copy of all public rows, kept from the feed of changes alone, as another server or a front end would keep one."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.test import Client

from claims.api.serializers.base import API_ROOT
from claims.choices import Collection

# Shown with a row, but rows themselves, of another collection: a copy finds them there.
ELSEWHERE = {"speakers": ("affiliations",), "statements": ("stances", "corrections")}


class MirrorError(Exception):
    """The API did not answer as a mirror needs it to."""


@dataclass
class Mirror:
    """Rows by their address, and the place in the feed up to which they are up to date."""

    since: str = ""
    rows: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path) -> "Mirror":
        return cls(**json.loads(file.read_text(encoding="utf-8"))) if file.exists() else cls()

    def save(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    def follow(self) -> int:
        """Reads the feed to its present end, and each changed row once; returns how many changes there were.

        A row that was deleted is asked for, too: of transactions that ran at once, one that began later may have
        deleted it sooner, so that it stands in the feed behind whatever made a row of the same key.
        """
        changed: set[str] = set()
        address, count = f"{API_ROOT}changes/?limit=200{f'&since={self.since}' if self.since else ''}", 0
        while address:
            page = ask(address)
            count += len(page["results"])
            changed |= {change["url"] for change in page["results"]}
            self.since, address = page["since"], page["next"]
        for url in changed:
            row = ask(url, or_none=True)
            if row is None:
                self.rows.pop(url, None)
            else:
                self.rows[url] = row
        return count

    def differences(self) -> Iterator[tuple[str, str]]:
        """What the lists serve otherwise than the copy has it: the address of the row, and what is different."""
        served = set()
        for collection in Collection.values:
            for row in walk(collection):
                url = row["url"]
                served.add(url)
                copy = self.rows.get(url)
                if copy is None:
                    yield url, "is served, but not in the copy"
                    continue
                for name in row:
                    ours, theirs = reduced(copy.get(name)), reduced(row[name])
                    if name != "url" and ours != theirs:
                        yield url, f"{name} is {ours!r} in the copy, and served as {theirs!r}"
        for url in self.rows.keys() - served:
            yield url, "is in the copy, but not served"


def walk(collection: str) -> Iterator[Any]:
    """The rows of a collection, without what is a collection of its own."""
    omitted = ",".join(ELSEWHERE.get(collection, ()))
    address = f"{API_ROOT}{collection}/?limit=200{f'&omit={omitted}' if omitted else ''}"
    while address:
        page = ask(address)
        yield from page["results"]
        address = page["next"]


def reduced(value: Any) -> Any:
    """A value with other rows inside it reduced to their addresses, and lists in no order but their own."""
    if isinstance(value, list):
        return sorted((reduced(each) for each in value), key=json.dumps)
    if not isinstance(value, dict):
        return value
    return value["url"] if "url" in value else {name: reduced(each) for name, each in value.items()}


def ask(address: str, *, or_none: bool = False) -> Any:
    """What the API answers, in this process; None for a row that is gone, or part of another one, where that may be."""
    host = next((host.lstrip(".") for host in settings.ALLOWED_HOSTS if host != "*"), "localhost")
    path = address[address.index(API_ROOT) :]
    response = Client(SERVER_NAME=host).get(path, secure=True)
    if or_none and response.status_code in {301, 404}:
        return None
    if response.status_code != 200:  # noqa: PLR2004
        raise MirrorError(f"{path} answers {response.status_code}: {response.content.decode()[:500]}")
    return response.json()
