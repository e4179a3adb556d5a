"""Entity tags: a hash of the answer, known again without composing it while the database has not changed."""

import hashlib
from contextlib import suppress

# What this process remembers of its own answers; never anything that others would have to agree on. A dictionary, since
# Django's cache in memory takes ten times as long: it pickles, and checks each character of a key.
MOST_REMEMBERED = 10_000
remembered: dict[bytes, tuple[bytes, str]] = {}


def tag_of(answer: bytes) -> str:
    """The strong entity tag of an answer. Processors have instructions for SHA-256: BLAKE2 takes twice the time."""
    return f'"{hashlib.sha256(answer).hexdigest()[:32]}"'


class Tags:
    """The tag of the answer to one question, as this process last gave it, and the version it was read from."""

    def __init__(self, question: str) -> None:
        self.key = hashlib.blake2b(question.encode(), digest_size=16).digest()

    def recall(self, version: bytes) -> str | None:
        """The tag that the answer has at `version` of the database; None where this process has not given it."""
        known, tag = remembered.get(self.key, (None, ""))
        return tag if known == version else None

    def remember(self, version: bytes, answer: bytes) -> str:
        """The tag of `answer`, which was read from `version` of the database."""
        tag = tag_of(answer)
        if len(remembered) >= MOST_REMEMBERED:
            with suppress(KeyError, RuntimeError, StopIteration):  # another thread may be at it
                del remembered[next(iter(remembered))]
        remembered[self.key] = version, tag
        return tag
