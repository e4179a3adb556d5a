"""Somebody who keeps up with the feed of changes while the storm lasts."""

from typing import Any

from tests.storm.client import Companion, StormClient

PAUSE = 0.1  # seconds between two looks


class Follower(Companion):
    """Reads the feed from where it ended the last time, again and again."""

    def __init__(self, client: StormClient) -> None:
        super().__init__()
        self.client = client
        self.seen: list[dict[str, Any]] = []
        self.since = ""

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            self.read_on()

    def read_on(self) -> None:
        """To the end that the feed has now."""
        path: str | None = f"changes/?limit=200{f'&since={self.since}' if self.since else ''}"
        while path:
            page = self.client.get(path).json()
            self.seen += page["results"]
            self.since, following = page["since"], page["next"]
            path = following and following.split("/api/v1/")[1]
