"""A copy of all public rows that is kept from the feed of changes alone, as another server would keep one."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.http import Http404, QueryDict

from claims.api.collections import COLLECTIONS
from claims.api.sql.rows import API_ROOT
from claims.api.views.questions import MovedError
from claims.choices import Collection, Role

# For each collection, the fields whose rows have a collection of their own: they are compared there, not here.
NESTED_ROWS = {"speakers": ("affiliations",), "statements": ("stances", "corrections")}
# The root of the addresses in the copy; only a name, since no request is sent.
ROOT = f"http://localhost{API_ROOT}"
LIMIT = 200  # rows of a page


@dataclass
class Mirror:
    """The copy: rows by their address, and the feed token up to which they are current."""

    since: str = ""
    rows: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path) -> "Mirror":
        """The copy in a file; an empty one where there is no file."""
        return cls(**json.loads(file.read_text(encoding="utf-8"))) if file.exists() else cls()

    def save(self, file: Path) -> None:
        file.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    def follow(self) -> int:
        """Reads the feed to its present end, then each changed row once; returns the number of changes.

        A deleted row is read as well. Of concurrent transactions, one with a later number may have deleted a row before
        one with an earlier number created a row of the same key, so that the feed names the deletion last.
        """
        changed: set[str] = set()
        count = 0
        for page in pages("changes", since=self.since):
            count += len(page["results"])
            changed |= {change["url"] for change in page["results"]}
            self.since = page["since"]
        for url in changed:
            row = read_row(url)
            if row is None:
                self.rows.pop(url, None)
            else:
                self.rows[url] = row
        return count

    def differences(self) -> Iterator[tuple[str, str]]:
        """The differences between the copy and the lists: the address of the row, and a sentence."""
        served = set()
        for collection in Collection.values:
            for page in pages(collection, omit=",".join(NESTED_ROWS.get(collection, ()))):
                for row in page["results"]:
                    served.add(row["url"])
                    yield from self.differences_of(row)
        for url in self.rows.keys() - served:
            yield url, "is in the copy, but not served"

    def differences_of(self, row: dict[str, Any]) -> Iterator[tuple[str, str]]:
        """The differences between a row of a list and the copy of it."""
        url = row["url"]
        copy = self.rows.get(url)
        if copy is None:
            yield url, "is served, but not in the copy"
            return
        for name, value in row.items():
            ours, theirs = reduced(copy.get(name)), reduced(value)
            if name != "url" and ours != theirs:
                yield url, f"{name} is {ours!r} in the copy, and served as {theirs!r}"


def reduced(value: Any) -> Any:
    """A value in which rows are reduced to their addresses, and lists are sorted."""
    if isinstance(value, list):
        return sorted((reduced(each) for each in value), key=json.dumps)
    if not isinstance(value, dict):
        return value
    return value["url"] if "url" in value else {name: reduced(each) for name, each in value.items()}


def pages(collection: str, **parameters: str) -> Iterator[dict[str, Any]]:
    """The pages of a collection's list."""
    given = QueryDict(mutable=True)
    given["limit"] = str(LIMIT)
    given.update({name: value for name, value in parameters.items() if value})
    while True:
        result = COLLECTIONS[collection].read("list", given, role=Role.READER, root=ROOT)
        page: dict[str, Any] = json.loads(result.body)
        yield page
        if not page["next"]:
            return
        given = QueryDict(urlsplit(page["next"]).query)


def read_row(url: str) -> Any:
    """The row at an address; None where the row is gone, or was merged into another one."""
    collection, key = url.removeprefix(ROOT).strip("/").split("/")
    endpoint = COLLECTIONS[collection]
    try:
        result = endpoint.read("retrieve", QueryDict(), role=Role.READER, root=ROOT, key=key)
    except (Http404, MovedError):
        return None
    return json.loads(result.body)
