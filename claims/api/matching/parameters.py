"""The parameters of a match. They are parsed like filters, but no SQL condition is made of them."""

from typing import Any

from django.core.exceptions import ValidationError

from claims.api.query.filters import BooleanFilter, Filter, LanguageFilter, TextFilter
from claims.api.query.filterset import FilterSet
from claims.search.matching import MAX_CHARACTERS

DEFAULT_MATCHES = 10
MAX_MATCHES = 50
# Control characters other than tab and line breaks.
CONTROLS = r"\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f"


class PassageFilter(TextFilter):
    """A sentence, a post or a paragraph; line breaks are allowed."""

    longest = MAX_CHARACTERS
    compared = False
    schema = {
        "type": "string",
        "minLength": 1,
        "maxLength": MAX_CHARACTERS,
        "pattern": rf"^[^\S{CONTROLS}]*[^\s{CONTROLS}][^{CONTROLS}]*$",
    }


class NumberFilter(Filter):
    """A whole number, from 1 to `most`."""

    lookups = ("exact",)

    def __init__(self, path: str, about: str, most: int, **extra: Any) -> None:
        super().__init__(path, about, **extra)
        self.most = most

    @property
    def schema(self) -> dict[str, Any]:  # type: ignore[override]
        return {"type": "integer", "minimum": 1, "maximum": self.most}

    def clean(self, value: str) -> int:
        if not (value.isascii() and value.isdigit() and len(value) <= 9 and 1 <= int(value) <= self.most):  # noqa: PLR2004
            raise ValidationError(f"is no whole number from 1 to {self.most}.")
        return int(value)


class MatchParameters(FilterSet):
    """A passage, and how to read it."""

    text = PassageFilter("text", "a sentence, a post or a paragraph, which claims are compared with")
    language = LanguageFilter("language", "how to read it (BCP 47); without it, in every language that claims are in")
    limit = NumberFilter("limit", "how many claims to answer with, and for each sentence at most", MAX_MATCHES)
    sentences = BooleanFilter("sentences", "whether to answer for each sentence; without it, where the passage is long")
    brief = BooleanFilter("brief", "`false`: with who affirms and who denies the claims in `results`")

    @classmethod
    def parse_values(cls, parameter: Any, raw: list[str]) -> list[Any]:
        """The parsed value; each parameter may be given once.

        Raises:
            ValidationError: with all errors.
        """
        if len(raw) > 1:
            raise ValidationError([ValidationError("It is given once.", code="repeated")])
        return super().parse_values(parameter, raw)
