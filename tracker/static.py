"""Static files, compressed for clients that accept it, without a step of building before."""

from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from whitenoise.middleware import WhiteNoiseMiddleware

from claims.api.http.coding import CODINGS, COMPRESSIBLE, SMALL, accepted


class StaticMiddleware(WhiteNoiseMiddleware):
    """Serves static files. Each is compressed once in a process, for a coding and a version of it."""

    @staticmethod
    def serve(static_file: Any, request: HttpRequest) -> HttpResponse:
        path, listed = static_file.get_path_and_headers({})
        headers = dict(listed)
        as_stored: Callable[[], HttpResponse] = partial(WhiteNoiseMiddleware.serve, static_file, request)
        if not COMPRESSIBLE.match(headers.get("Content-Type", "")) or int(headers["Content-Length"]) < SMALL:
            return as_stored()
        coding = accepted(request.headers.get("Accept-Encoding", ""))
        whole = request.method in {"GET", "HEAD"} and "Range" not in request.headers
        if not coding or not whole or static_file.is_not_modified(request.META):
            response = as_stored()
        else:
            body = compressed(path, headers.get("Last-Modified", ""), coding)
            # The entity tag stands for the bytes as they are stored. Clients ask again with the date.
            headers.pop("ETag", None)
            headers |= {"Content-Encoding": coding, "Content-Length": str(len(body))}
            response = HttpResponse(body if request.method == "GET" else b"", headers=headers)
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


@lru_cache(maxsize=500)
def compressed(path: str, version: str, coding: str) -> bytes:
    """The compressed file; `version` is part of the key only."""
    return CODINGS[coding](Path(path).read_bytes())
