"""A client that follows the feed of changes during the storm."""

from typing import Any

from tests.storm.client import Companion, StormClient

PAUSE = 0.1  # seconds between two looks


class Follower(Companion):
    """Reads the feed in a loop, each time from the last feed token."""

    def __init__(self, client: StormClient) -> None:
        super().__init__()
        self.client = client
        self.seen: list[dict[str, Any]] = []
        self.since = ""

    def run(self) -> None:
        while not self.over.wait(PAUSE):
            self.read_on()

    def read_on(self) -> None:
        """Reads to the present end of the feed."""
        path: str | None = f"changes/?limit=200{f'&since={self.since}' if self.since else ''}"
        while path:
            page = self.client.get(path).json()
            self.seen += page["results"]
            self.since, following = page["since"], page["next"]
            path = following and following.split("/api/v1/")[1]
