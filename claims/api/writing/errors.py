"""Errors of writes: each error of a body with its JSON pointer, and broken rules of the database by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.db import DatabaseError
from psycopg import errors
from rest_framework.exceptions import APIException, PermissionDenied
from rest_framework.serializers import Serializer

from claims.api.query.suggestions import MAX_ECHOED, suggested
from claims.api.writing.pointers import pointer_of
from claims.services.policy import Refused
from claims.services.rules import Refusal, refusal


@dataclass(frozen=True)
class BodyError:
    """One error in a body: its JSON pointer (RFC 6901), a stable code, and a sentence that helps the client."""

    pointer: str
    code: str
    detail: str


MAX_ERRORS = 100  # of an answer; the last one says how many more there are


def capped(found: list[BodyError], most: int = MAX_ERRORS) -> list[BodyError]:
    """The first errors, and how many others there are."""
    if len(found) <= most:
        return found
    rest = len(found) - most
    return [*found[:most], BodyError("", "too-many", f"And {rest:,} more.")]


class InvalidBody(APIException):
    """400: the body is invalid. Nothing was written."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid-body"

    def __init__(self, found: list[BodyError]) -> None:
        self.errors = capped(found)
        super().__init__("The body is not valid; `errors` says where, and why. Nothing was written.")


class RuleBroken(InvalidBody):
    """400, or 409 for a conflict with another row: the write breaks a rule of the database.

    Args:
        pointer: the JSON pointer of the text that is refused; "" where the rule concerns more than one.
    """

    def __init__(self, broken: Refusal, pointer: str, *, conflict: bool) -> None:
        super().__init__([BodyError(pointer, broken.rule, broken.words)])
        if conflict:
            self.status_code = HTTPStatus.CONFLICT
        self.detail: Any = broken.words
        # The words as they stand in the source, for whoever corrects those of the body.
        self.members: dict[str, Any] = {"meant": broken.meant} if broken.meant else {}

    def get_codes(self) -> str:
        return "rule-broken"


def existing(root: str, collection: str, slug: str) -> dict[str, Any]:
    """The member of a problem document that names a row which is there.

    Args:
        root: the address of the API's root.
    """
    return {"existing": {"slug": slug, "url": f"{root}{collection}/{slug}/"}}


class FormerSlug(APIException):
    """409: the address of a write names its row by a former slug; `existing` has the present one.

    A read is redirected. A write is not: after a merge, it would overwrite a row that its author may not know.
    """

    status_code = HTTPStatus.CONFLICT
    default_code = "former-slug"

    def __init__(self, former: str, present: str, members: dict[str, Any]) -> None:
        self.members = members
        super().__init__(
            f"“{former}” is a former slug of “{present}”: read that row, and write to its address. Nothing was written."
        )


@dataclass(frozen=True)
class SimilarError(BodyError):
    """A new row is like rows that are there, or before it in the array: `candidates`, the likeliest first."""

    candidates: list[dict[str, Any]]


class SimilarRows(APIException):
    """409: new rows are like rows that exist. Each error has the `candidates` of one row; all are listed."""

    status_code = HTTPStatus.CONFLICT
    default_code = "similar-claims"

    def __init__(self, collection: str, found: list[SimilarError]) -> None:
        self.errors = found
        super().__init__(
            f"It seems that {collection} are there already: `candidates` of each error has them. Use one of them, or "
            "name in `distinct_from` of the row those that it is not. Nothing was written.",
            f"similar-{collection}",
        )


class PreconditionFailed(APIException):
    """412: the row has changed since the client read the version that `If-Match` names."""

    status_code = HTTPStatus.PRECONDITION_FAILED
    default_code = "precondition-failed"
    default_detail = "The row is not what `If-Match` names any more: read it again. Nothing was written."


class Conflict(APIException):
    """409: the state of other rows does not allow the write. `code` is a stable word for the reason.

    `found` has what stands in the way, where there may be several things; `most` of them are listed.
    """

    status_code = HTTPStatus.CONFLICT
    default_code = "conflict"

    def __init__(self, sentence: str, code: str, found: Iterable[BodyError] = (), most: int = MAX_ERRORS) -> None:
        self.errors = capped(list(found), most)
        super().__init__(sentence, code)


def body_errors(detail: Any, pointer: str = "") -> Iterator[BodyError]:
    """The errors of a serializer (`serializer.errors`), each with its pointer below `pointer`."""
    if isinstance(detail, dict):
        for name, below in detail.items():
            yield from body_errors(below, pointer if name == "non_field_errors" else f"{pointer}/{escaped(name)}")
    elif isinstance(detail, list) and any(isinstance(each, dict) for each in detail):
        for number, below in enumerate(detail):
            yield from body_errors(below, f"{pointer}/{number}")
    elif isinstance(detail, list):
        for each in detail:
            yield from body_errors(each, pointer)
    else:
        yield BodyError(pointer, str(getattr(detail, "code", "invalid")).replace("_", "-"), str(detail))


def validated(body: Serializer, pointer: str = "") -> Any:
    """The validated data of a body.

    Raises:
        InvalidBody: with all errors, whose pointers begin with `pointer`.
    """
    if not body.is_valid():
        raise InvalidBody(list(body_errors(body.errors, pointer)))
    return body.validated_data


def escaped(name: Any) -> str:
    """A name as a part of a JSON pointer."""
    return str(name)[:MAX_ECHOED].replace("~", "~0").replace("/", "~1")


def unknown_fields(given: dict[str, Any], known: list[str]) -> dict[str, list[str]]:
    """The errors of the names in `given` that are not `known`, as a serializer reports them."""
    names = set(known)
    unknown = (name for name in given if name not in names)
    return {name: [f"There is no such field here.{near}"] for name, near in suggested(unknown, known)}


def explained(error: DatabaseError, body: Any = None) -> APIException | None:
    """The problem that a violated rule is reported as; None where the error is no violation of a rule.

    Args:
        body: the serializer of the row that was written, if it was one.
    """
    cause = error.__cause__
    if not isinstance(cause, errors.IntegrityError | errors.DataError):
        return None
    if isinstance(cause, errors.NotNullViolation):
        column = cause.diag.column_name or ""
        return InvalidBody([BodyError(f"/{column.removesuffix('_id')}", "required", "This is needed.")])
    conflict = isinstance(cause, errors.UniqueViolation | errors.ExclusionViolation | errors.ForeignKeyViolation)
    broken = refusal(error)
    return RuleBroken(broken, pointer_of(broken, body), conflict=conflict) if broken else None


def as_problem(refused: Refused) -> APIException:
    """The problem that a refusal is reported as: 409 where nobody may while the row is in this state, else 403."""
    return Conflict(refused.words, "conflict") if refused.is_conflict else PermissionDenied(refused.words)
