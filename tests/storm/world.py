"""The few rows that all clients of the storm write to, so that they collide."""

import random
import threading
from itertools import count
from typing import Any

from claims.choices import Role
from tests.support import factories as make

# The number of rows of each collection that are written to: the newest ones.
MOST = 5
WORDS = ("This was not accidental", "There is no evidence", "We saw drones over the airport", "We do not comment")
DAYS = ("2025-09-20", "2025-09-22", "2025-09-23")
POSITIONS = ("affirms", "denies", "questions", "reports", "declines")


class World:
    """The keys of rows by collection, thread-safe; a row may be gone when its key is used."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.numbers = count(1)
        incidents, claims = make.IncidentFactory.create_batch(4), make.ClaimFactory.create_batch(4)
        for incident, claim in zip(incidents, claims, strict=True):
            make.IncidentClaimFactory(incident=incident, claim=claim)
        self.keys: dict[str, list[str]] = {
            "speakers": [row.slug for row in make.SpeakerFactory.create_batch(3)],
            "organizations": [row.slug for row in make.OrganizationFactory.create_batch(2)],
            "sources": [row.slug for row in make.SourceFactory.create_batch(3, content=f"{'. '.join(WORDS)}.")],
            "incidents": [row.slug for row in incidents],
            "claims": [row.slug for row in claims],
            "statements": [row.slug for row in make.StatementFactory.create_batch(4)],
            "topics": [row.slug for row in make.TopicFactory.create_batch(3)],
            "affiliations": [],
            "stances": [],
        }
        # The slugs of merged rows, each with the name of their keys above.
        self.merged: list[tuple[str, str]] = []

    def token(self) -> str:
        """A unique word."""
        with self.lock:
            return f"t{next(self.numbers)}."

    def add(self, collection: str, row: Any) -> None:
        """Adds a recorded row."""
        with self.lock:
            known = self.keys["organizations" if row.get("kind") == "organization" else collection]
            known.append(str(row.get("slug", row.get("id"))))
            del known[:-MOST]

    def forget(self, collection: str, key: str) -> None:
        with self.lock:
            if key in self.keys[collection]:
                self.keys[collection].remove(key)

    def merge(self, collection: str, key: str) -> None:
        """Notes that a row was merged into another one."""
        self.forget(collection, key)
        with self.lock:
            self.merged.append((collection, key))

    def pick_merged(self, choose: random.Random) -> tuple[str, str]:
        """The keys and the slug of a merged row, most often of the last one."""
        with self.lock:
            return choose.choice(self.merged[-2:]) if self.merged else ("claims", "none")

    def unmerge(self, collection: str, row: Any) -> None:
        """Notes that a merged row is there again."""
        with self.lock:
            if (collection, row["slug"]) in self.merged:
                self.merged.remove((collection, row["slug"]))
        self.add(collection, row)

    def pick(self, choose: random.Random, collection: str) -> str:
        """The key of a random row; a key without a row if none is left."""
        with self.lock:
            return choose.choice(self.keys[collection]) if self.keys[collection] else "none"


def rights(role: Role) -> list[str]:
    """The operations of a role, by name; those that come more than once are chosen more often."""
    names = (
        ["read"] * 2
        + ["look"] * 4
        + ["source", "claim", "incident", "bulk", "append", "append", "append", "plain", "replace"]
    )
    names += ["statement"] * 3 + ["move", "suggest", "suggest", "amend", "drop_suggestion", "reuse"]
    names += ["speaker", "affiliation", "topic"]
    if role.includes(Role.REVIEWER):
        names += ["review"] * 6 + ["reopen"]
    if role.includes(Role.EDITOR):
        names += ["rename", "merge", "merge", "unmerge", "unmerge", "retract", "delete"]
    return names
