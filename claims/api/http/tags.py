"""Entity tags. An answer's tag is a hash of it; while the database does not change, the tag is found in a cache."""

import hashlib
from contextlib import suppress

from django.http import HttpRequest
from django.utils.http import parse_etags
from rest_framework.request import Request

from claims.api.sql.plan import version
from claims.choices import Role

# The cache of this process: for each request, the database version and the tag of its answer. Processes need not
# agree on it. It is a dictionary because Django's in-memory cache takes ten times as long: it pickles values and checks
# each character of a key.
MAX_ENTRIES = 10_000
cache: dict[bytes, tuple[bytes, str]] = {}


def tag_of(answer: bytes) -> str:
    """The strong entity tag of an answer. SHA-256 has processor instructions; BLAKE2 takes twice the time."""
    return f'"{hashlib.sha256(answer).hexdigest()[:32]}"'


def strong(tags: str) -> str:
    """The value of a conditional header with its weak tags, `W/"…"`, as strong ones; without what is no tag.

    A proxy that compresses an answer weakens its tag. A tag of ours is a hash of the uncompressed answer, so a weakened
    one names the same answer to the byte (docs/decisions/0014-entity-tags.md).
    """
    return ", ".join(tag.removeprefix("W/") for tag in parse_etags(tags))


def cache_key(request: HttpRequest | Request, role: Role) -> bytes:
    """A hash of all that an answer depends on beside the database: the address, the role and the Accept header."""
    parts = f"{role} {request.META.get('HTTP_ACCEPT', '')} {request.build_absolute_uri()}"
    return hashlib.blake2b(parts.encode(), digest_size=16).digest()


def cached_tag(key: bytes) -> str | None:
    """The tag that the answer has now; None where the cache has none for the present version of the database."""
    read_from, tag = cache.get(key, (b"", ""))
    return tag if read_from and read_from == version() else None


def store_tag(key: bytes, read_from: bytes, answer: bytes) -> str:
    """The tag of an answer. Caches it with the database version that the answer was read from, if there is one."""
    tag = tag_of(answer)
    if not read_from:
        return tag
    if len(cache) >= MAX_ENTRIES:
        with suppress(KeyError, RuntimeError, StopIteration):  # another thread may evict at the same time
            del cache[next(iter(cache))]
    cache[key] = read_from, tag
    return tag
