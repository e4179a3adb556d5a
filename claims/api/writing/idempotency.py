"""`Idempotency-Key`: a POST that a client repeats, because it got no answer, is carried out once."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connection, transaction
from django.http import HttpResponse
from rest_framework.exceptions import APIException, ParseError
from rest_framework.request import Request

from claims.api.http.tags import tag_of
from claims.models import IdempotentRequest

HEADER = "Idempotency-Key"
MAX_LENGTH = 255
KEPT_HOURS = 24
# A condition, with KEPT_HOURS for its parameter.
EXPIRED = "created_at < now() - make_interval(hours => %s)"
MOST_FORGOTTEN = 1_000  # by one request


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
        if not self.reserved():
            return self.repeated()
        answer = work()
        records = IdempotentRequest.objects.filter(api_key_id=self.request.auth.pk, name=self.name)
        records.update(status=answer.status_code, location=answer.get("Location", ""), body=answer.content.decode())
        transaction.on_commit(forget_expired, robust=True)
        return answer

    def reserved(self) -> bool:
        """Whether this request is the first with its key. A record that has expired counts as none.

        The statement waits for a concurrent request with the same key. Where that request wrote a record, the statement
        locks it, even if the record has not expired, so `repeated` finds it.
        """
        with connection.cursor() as cursor:
            cursor.execute(
                f"""
                INSERT INTO claims_idempotentrequest AS known (api_key_id, name, request, status, location, body)
                VALUES (%s, %s, %s, 0, '', '')
                ON CONFLICT (api_key_id, name) DO UPDATE
                SET request = excluded.request, created_at = excluded.created_at, status = 0, location = '', body = ''
                WHERE known.{EXPIRED}
                RETURNING id
                """,  # noqa: S608 - a constant
                [self.request.auth.pk, self.name, self.digest(), KEPT_HOURS],
            )
            return cursor.fetchone() is not None

    def repeated(self) -> HttpResponse:
        """The answer of the first request, with its headers.

        Raises:
            KeyReused: the first request was another one.
        """
        first = IdempotentRequest.objects.get(api_key_id=self.request.auth.pk, name=self.name)
        if first.request != self.digest():
            raise KeyReused
        headers = {"Location": first.location} if first.location else {}
        # The answer that is one row has a tag; an array of rows, or no body at all, has none.
        if first.body.startswith("{"):
            headers["ETag"] = tag_of(first.body.encode())
        return HttpResponse(first.body, status=first.status, content_type="application/json", headers=headers)

    def digest(self) -> str:
        """A hash of all that makes a repetition the same request: method, address and body."""
        parts = [self.request.method, self.request.get_full_path(), self.request.data]
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def forget_expired() -> None:
    """Deletes expired records, but none that another transaction has locked.

    It runs after the commit, so that a request whose key has expired waits for no request with another key.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            DELETE FROM claims_idempotentrequest WHERE id IN (
                SELECT id FROM claims_idempotentrequest WHERE {EXPIRED}
                ORDER BY created_at LIMIT %s FOR UPDATE SKIP LOCKED
            )
            """,  # noqa: S608 - a constant
            [KEPT_HOURS, MOST_FORGOTTEN],
        )


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
