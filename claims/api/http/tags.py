"""Entity tags: an answer's tag is a hash of it; it differs for each content coding."""

import hashlib
import re

from django.http import HttpRequest
from django.utils.http import parse_etags
from rest_framework.request import Request

from claims.choices import Role

# The end of a tag that names the content coding of a compressed answer.
CODED = re.compile(r'-(?:gzip|br|zstd)"$')


def tag_of(answer: bytes) -> str:
    """The strong entity tag of an answer. SHA-256 has processor instructions; BLAKE2 takes twice the time."""
    return f'"{hashlib.sha256(answer).hexdigest()[:32]}"'


def coded(tag: str, coding: str) -> str:
    """The tag of the same answer in a content coding: other bytes, so another strong tag (RFC 9110, 8.8.3.3)."""
    return f'{tag[:-1]}-{coding}"' if coding else tag


def plain(tags: str) -> str:
    """The value of a conditional header, with the tags of compressed answers as those of the answers.

    What is no tag is left out.

    A proxy that compresses an answer weakens its tag, `W/"…"`. A tag of ours is a hash of the uncompressed answer, so a
    weakened one, or one of ours with a coding, names the same answer to the byte
    (docs/decisions/0014-entity-tags.md).
    """
    return ", ".join(CODED.sub('"', tag.removeprefix("W/")) for tag in parse_etags(tags))


def cache_key(request: HttpRequest | Request, role: Role) -> bytes:
    """A hash of all that an answer depends on beside the database.

    That is the address, the role, and for a page its language, else the Accept header.
    """
    varying = getattr(request, "LANGUAGE_CODE", None) or request.META.get("HTTP_ACCEPT", "")
    parts = f"{role} {varying} {request.build_absolute_uri()}"
    return hashlib.blake2b(parts.encode(), digest_size=16).digest()
