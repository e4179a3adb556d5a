"""Problem documents (RFC 9457) in the OpenAPI document."""

from collections.abc import Iterable
from typing import Any

from drf_spectacular.utils import OpenApiExample, OpenApiResponse
from rest_framework import serializers

from claims.api.http.problems import CONTENT_TYPE

REQUEST_ID = "urn:request:0b7a4f0e5b3f4c0c9c1f3f3a1c5d7e9f"
BAD_REQUEST = OpenApiExample(
    "A misspelt parameter",
    {
        "type": "/problems/#invalid-parameters",
        "title": "Invalid parameters",
        "status": 400,
        "detail": "Some query parameters are not valid; `errors` says which, and why.",
        "instance": REQUEST_ID,
        "errors": [
            {
                "parameter": "speker",
                "code": "unknown",
                "detail": "There is no such parameter here. Did you mean “speaker”?",
            }
        ],
    },
    media_type=CONTENT_TYPE,
)
NOT_FOUND = OpenApiExample(
    "A slug that does not exist",
    {
        "type": "/problems/#not-found",
        "title": "Not found",
        "status": 404,
        "detail": "There is no claim “the-moon-is-cheese”.",
        "instance": REQUEST_ID,
    },
    media_type=CONTENT_TYPE,
)

WRITE_ERRORS = {
    400: "The body cannot be obeyed; `errors` says where, and why.",
    401: "The key is missing, or does not work.",
    403: "The key's role may not do this.",
    404: "There is no such row.",
    409: "It would break a rule that other rows take part in, or is still cited.",
    411: "The body has no `Content-Length`: chunks are not read.",
    412: "The row is not what `If-Match` names any more.",
    413: "The body is too large.",
    415: "The body is no JSON.",
    422: "The `Idempotency-Key` was used for another request.",
    429: "The key or the address has used up what it may ask for: `Retry-After` says when to come back.",
    503: "The database does not answer just now; `Retry-After` says when to try again.",
}
READ_ERRORS = WRITE_ERRORS | {400: "Parameters that cannot be obeyed.", 401: "The key that was sent does not work."}
EXAMPLES = {400: [BAD_REQUEST], 404: [NOT_FOUND]}
ALWAYS = (429, 503)


class CandidateSerializer(serializers.Serializer):
    """A claim or a speaker that a new one is like."""

    slug = serializers.CharField(help_text="Its slug, for `distinct_from`.")
    url = serializers.URLField(required=False, help_text="Its address.")
    pointer = serializers.CharField(required=False, help_text="Its place, if it comes before in the same array.")
    text = serializers.CharField(required=False, help_text="The text of a claim.")
    name = serializers.CharField(required=False, help_text="The name of a speaker.")
    score = serializers.FloatField(required=False, help_text="How probable it is that both claims say the same.")


class ParameterErrorSerializer(serializers.Serializer):
    """One thing that is wrong with a request: with a parameter of a read, or with the body of a write."""

    parameter = serializers.CharField(required=False, help_text="The query parameter.")
    pointer = serializers.CharField(required=False, help_text="The place in the body (RFC 6901).")
    code = serializers.CharField(help_text="A stable word for the reason: unknown, invalid, repeated, conflict …")
    detail = serializers.CharField(help_text="A sentence that says what would be right.")
    candidates = CandidateSerializer(many=True, required=False, help_text="The rows that a new one is like.")


class ProblemSerializer(serializers.Serializer):
    """An error (RFC 9457)."""

    type = serializers.CharField(help_text="A reference to what this sort of problem is.")
    title = serializers.CharField(help_text="The sort of problem, in words.")
    status = serializers.IntegerField(help_text="The HTTP status.")
    detail = serializers.CharField(help_text="What went wrong this time.")
    instance = serializers.CharField(help_text="The request's id, which the server's log has too.")
    errors = ParameterErrorSerializer(  # type: ignore[assignment]
        many=True, required=False, help_text="Everything that is wrong."
    )


def problems_of_read(statuses: Iterable[int]) -> dict[Any, OpenApiResponse]:
    """The responses to a read that is refused, for each status, and those that any request may get."""
    return {
        (status, CONTENT_TYPE): OpenApiResponse(
            ProblemSerializer, READ_ERRORS[status], examples=EXAMPLES.get(status, [])
        )
        for status in (*statuses, *ALWAYS)
    }


def problems_of_write(statuses: Iterable[int]) -> dict[Any, OpenApiResponse]:
    """The same of a write."""
    return {
        (status, CONTENT_TYPE): OpenApiResponse(ProblemSerializer, WRITE_ERRORS[status])
        for status in (*statuses, *ALWAYS)
    }
