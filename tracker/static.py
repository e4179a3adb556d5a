"""Static files, compressed for clients that accept it. Nothing is built before: whitenoise serves the files as they are."""

from functools import lru_cache
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
        if not COMPRESSIBLE.match(headers.get("Content-Type", "")) or int(headers["Content-Length"]) < SMALL:
            return WhiteNoiseMiddleware.serve(static_file, request)
        coding = accepted(request.headers.get("Accept-Encoding", ""))
        whole = request.method in {"GET", "HEAD"} and "Range" not in request.headers
        if not coding or not whole or static_file.is_not_modified(request.META):
            response: HttpResponse = WhiteNoiseMiddleware.serve(static_file, request)
        else:
            body = compressed(path, headers["Last-Modified"], coding)
            # The entity tag stands for the bytes as they are stored. Clients ask again with the date.
            del headers["ETag"]
            headers |= {"Content-Encoding": coding, "Content-Length": str(len(body))}
            response = HttpResponse(body if request.method == "GET" else b"", headers=headers)
        patch_vary_headers(response, ["Accept-Encoding"])
        return response


@lru_cache(maxsize=500)
def compressed(path: str, version: str, coding: str) -> bytes:  # noqa: ARG001 - the version is part of the key
    return CODINGS[coding](Path(path).read_bytes())
