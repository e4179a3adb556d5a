"""Content codings: which one a client accepts, and the compressed body (RFC 9110, 8.4 and 12.5.3).

What is compressed here mixes no secret with what a client sent, so the length of an answer tells nothing (BREACH): an
answer of the API, or a page for people, has no session, no token and no key in it. The pages of the desk have tokens,
and are not compressed.
"""

import gzip
import re
import sys
import zlib
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

# The codings, the preferred one first. Their levels cost about as much as they save at loopback.
CODINGS: dict[str, Callable[[bytes], bytes]] = {
    "zstd": lambda body: zstd.compress(body, 6),
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
# Bytes; a smaller body fits in a packet as it is.
SMALL = 1_000
COMPRESSIBLE = re.compile(
    r"(?:application/(?:[\w.-]+\+)?(?:json|xml)|application/(?:vnd\.oai\.openapi|yaml)|image/svg\+xml|text/)"
)


@lru_cache(maxsize=500)
def accepted(header: str) -> str:
    """The coding for an Accept-Encoding header: of those with the highest weight, the preferred one; "" for none."""
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, _, parameter = (word.strip() for word in part.partition(";"))
        try:
            weights[name] = float(parameter.removeprefix("q=")) if parameter else 1.0
        except ValueError:
            weights[name] = 0.0
    weighed = {name: weights.get(name, weights.get("*", 0.0)) for name in CODINGS}
    best = max(weighed.values())
    if best <= 0 or best < weights.get("identity", 0.0):
        return ""
    return next(name for name, weight in weighed.items() if weight == best)


def is_compressible(content_type: str, body: bytes) -> bool:
    return len(body) >= SMALL and COMPRESSIBLE.match(content_type) is not None


class Passed:
    """No coding, with the methods of a compressor."""

    def compress(self, part: bytes) -> bytes:
        return part

    def flush(self) -> bytes:
        return b""


class Brotli:
    """A compressor of brotli, with the methods of the others."""

    def __init__(self) -> None:
        self.compressor = brotli.Compressor(quality=3)
        self.compress = self.compressor.process
        self.flush = self.compressor.finish


# Compressors of what is sent as it is composed, by coding. A stream should wait for its rows, not for these.
COMPRESSORS: dict[str, Callable[[], Any]] = {
    "": Passed,
    "zstd": lambda: zstd.ZstdCompressor(3),
    "br": Brotli,
    "gzip": lambda: zlib.compressobj(3, wbits=16 + zlib.MAX_WBITS),
}
