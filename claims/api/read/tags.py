"""Entity tags: a hash of the answer, known again without composing it while the database has not changed."""

import hashlib
from contextlib import suppress

from django.http import HttpRequest
from rest_framework.request import Request

from claims.api.read.plan import version
from claims.choices import Role

# What this process remembers of its own answers; never anything that others would have to agree on. A dictionary, since
# Django's cache in memory takes ten times as long: it pickles, and checks each character of a key.
MOST_REMEMBERED = 10_000
remembered: dict[bytes, tuple[bytes, str]] = {}


def tag_of(answer: bytes) -> str:
    """The strong entity tag of an answer. Processors have instructions for SHA-256: BLAKE2 takes twice the time."""
    return f'"{hashlib.sha256(answer).hexdigest()[:32]}"'


def question(request: HttpRequest | Request, role: Role) -> bytes:
    """What an answer depends on, beside the rows: the address, who asks, and in which form."""
    asked = f"{role} {request.META.get('HTTP_ACCEPT', '')} {request.build_absolute_uri()}"
    return hashlib.blake2b(asked.encode(), digest_size=16).digest()


def recall(asked: bytes) -> str | None:
    """The tag that the answer to a question has now; None where this process does not know."""
    then, tag = remembered.get(asked, (None, ""))
    return tag if then is not None and then == version() else None


def remember(asked: bytes, then: bytes, answer: bytes) -> str:
    """The tag of `answer` to a question, which was read from version `then` of the database."""
    tag = tag_of(answer)
    if len(remembered) >= MOST_REMEMBERED:
        with suppress(KeyError, RuntimeError, StopIteration):  # another thread may be at it
            del remembered[next(iter(remembered))]
    remembered[asked] = then, tag
    return tag
