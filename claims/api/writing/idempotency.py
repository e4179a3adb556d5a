"""`Idempotency-Key`: a POST that a client repeats, because it got no answer, is carried out once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection
from django.http import HttpResponse
from rest_framework.exceptions import APIException, ParseError
from rest_framework.request import Request

from claims.models import IdempotentRequest

HEADER = "Idempotency-Key"
MAX_LENGTH = 255
KEPT_HOURS = 24


class KeyReused(APIException):
    """422: the client used the key for another request before."""

    status_code = 422
    default_code = "idempotency-key-reused"
    default_detail = "This Idempotency-Key was used for another request. Nothing was written."


@dataclass(frozen=True)
class Repeatable:
    """A request with an idempotency key. The record of the key is written in the same transaction as its work."""

    request: Request
    name: str

    def once(self, work: Callable[[], HttpResponse]) -> HttpResponse:
        """Does the work, or repeats the answer of the first time. A concurrent repetition waits for the first.

        Raises:
            KeyReused: the key was used for another request.
        """
        digest = self.digest()
        with connection.cursor() as cursor:
            cursor.execute(
                "DELETE FROM claims_idempotentrequest WHERE created_at < now() - make_interval(hours => %s)",
                [KEPT_HOURS],
            )
            cursor.execute(
                "INSERT INTO claims_idempotentrequest (api_key_id, name, request, status, location, body) "
                "VALUES (%s, %s, %s, 0, '', '') ON CONFLICT DO NOTHING RETURNING id",
                [self.request.auth.pk, self.name, digest],
            )
            made = cursor.fetchone()
        records = IdempotentRequest.objects.filter(api_key_id=self.request.auth.pk, name=self.name)
        if made is None:
            first = records.get()
            if first.request != digest:
                raise KeyReused
            headers = {"Location": first.location} if first.location else {}
            return HttpResponse(first.body, status=first.status, content_type="application/json", headers=headers)
        answer = work()
        records.update(status=answer.status_code, location=answer.get("Location", ""), body=answer.content.decode())
        return answer

    def digest(self) -> str:
        """A hash of all that makes a repetition the same request: method, address and body."""
        parts = [self.request.method, self.request.get_full_path(), self.request.data]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def repeatable(request: Request) -> Repeatable | None:
    """The request, if it has an idempotency key and is a POST; else None.

    Raises:
        ParseError: the key is empty, too long, or not printable.
    """
    name = request.headers.get(HEADER)
    if name is None or request.method != "POST":
        return None
    if not (name.isascii() and name.isprintable() and 0 < len(name) <= MAX_LENGTH):
        raise ParseError(f"An {HEADER} has 1 to {MAX_LENGTH} printable ASCII characters.")
    return Repeatable(request, name)
