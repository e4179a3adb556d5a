"""The body of a statement, with its citations and the stances that its coder suggests."""

from typing import Any, ClassVar

from rest_framework.exceptions import ValidationError

from claims.api.resources.stances.bodies import SuggestionBody
from claims.api.writing.bodies import Body, agrees
from claims.choices import StatementKind, StatementStatus
from claims.models import Citation, Statement


class CitationBody(Body):
    """Where the statement stands in its source (W3C Web Annotation, TextQuoteSelector)."""

    class Meta(Body.Meta):
        model = Citation
        fields = ("exact", "prefix", "suffix", "start", "end", "media_start", "media_end")
        # A citation is compared character by character with its source, spaces at its ends included.
        extra_kwargs: ClassVar[dict[str, Any]] = {
            name: {"trim_whitespace": False} for name in ("exact", "prefix", "suffix")
        }


class StatementBody(Body):
    """Something that a speaker said, with its place in the source and the stances that its coder sees in it."""

    citations = CitationBody(many=True, required=False, help_text="Where it stands.")
    stances = SuggestionBody(
        many=True,
        required=False,
        write_only=True,
        help_text="Stances to suggest; with a new statement only, later they are written to `/stances/`.",
    )

    class Meta(Body.Meta):
        model = Statement
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "speaker",
            "source",
            "kind",
            "text",
            "language",
            "original_text",
            "original_language",
            "attribution",
            "affiliation",
            "on_behalf_of",
            "made_on",
            "made_on_precision",
            "venue",
            "incidents",
            "status",
            "supersedes",
            "citations",
            "stances",
        )
        nested = ("citations",)
        nested_at_first = ("stances",)
        # `write_only` exempts a field from the defaults of PUT (`Body.defaults`), so that a body may leave it out.
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "status": {"write_only": True, "help_text": "As it is: `POST /corrections/` changes it, with a reason."}
        }

    def validate_status(self, value: str) -> str:
        if value != (self.instance.status if self.instance else StatementStatus.ACTIVE):
            raise ValidationError(
                "A correction changes it, with what was wrong and why: `POST /api/v1/corrections/`.",
                code="needs-correction",
            )
        return value

    def validate_stances(self, value: list[Any]) -> list[Any]:
        if self.instance is not None:
            raise ValidationError("The stances of a statement that is there are written to `/stances/`.")
        return value

    def write_nested(self, row: Any, nested: dict[str, list[dict[str, Any]]]) -> None:
        """Citations of a quote without offsets are recorded in the order of the body, which is that of the source."""
        wanted = nested.get("citations", [])
        without_offsets = any(each.get("start") is None for each in wanted)
        if row.kind == StatementKind.QUOTE and without_offsets and not in_order(list(row.citations.all()), wanted):
            row.citations.all().delete()
        super().write_nested(row, nested)


def in_order(there: list[Citation], wanted: list[dict[str, Any]]) -> bool:
    """Whether the citations that stay come first among those of the body, in the order in which they were recorded."""
    keys = [
        next((row.pk for row in there if all(agrees(row, each, column) for column in CitationBody.Meta.fields)), None)
        for each in wanted
    ]
    stay = [key for key in keys if key is not None]
    return keys[: len(stay)] == sorted(stay)
