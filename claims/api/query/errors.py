"""Errors in query parameters."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus

from rest_framework.exceptions import APIException


@dataclass(frozen=True)
class ParameterError:
    """One error in a query parameter: the parameter's name, a stable code, and a sentence that helps the client."""

    parameter: str
    code: str
    detail: str


MAX_ERRORS = 100  # of an answer; the last one says how many more there are


class InvalidParameters(APIException):
    """400: some query parameters are invalid. No value was guessed and none ignored."""

    status_code = HTTPStatus.BAD_REQUEST
    default_code = "invalid-parameters"

    def __init__(self, errors: Iterable[ParameterError]) -> None:
        self.errors = list(errors)
        if len(self.errors) > MAX_ERRORS:
            rest = ParameterError("", "too-many", f"And {len(self.errors) - MAX_ERRORS:,} more.")
            self.errors = [*self.errors[:MAX_ERRORS], rest]
        super().__init__("Some query parameters are not valid; `errors` says which, and why.")
