"""A candidate: words of a text that may be a statement, whose they are, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, NamedTuple

from claims.reading.marks import Span

Tier = Literal["sure", "carried", "unknown"]
TIERS: tuple[Tier, ...] = ("sure", "carried", "unknown")
Kind = Literal["quote", "paraphrase"]
# Words of fewer than this may be a name or a distance that the writer keeps (“so-called”).
FEW_WORDS = 5
SHORT = 2
# The tier of each rule of `attribution` that is more than a guess. Measured: docs/reading.md.
RULES: dict[str, Tier] = {
    "subject verb": "sure",
    "verb subject": "sure",
    "next sentence": "sure",
    "subject near": "sure",
    "inverted near": "sure",
    "continued": "sure",
    "dropped": "carried",
    "dropped near": "carried",
    "dropped colon": "carried",
    "signed": "sure",
    "transcript": "sure",
    "colon before": "carried",
    "according after": "carried",
    "according before": "carried",
    "subject colon": "carried",
    "inverted colon": "carried",
    "participle near": "carried",
    "participle colon": "carried",
    "participle far": "carried",
    "main near": "carried",
    "outer near": "carried",
    "outer colon": "carried",
    "outer far": "carried",
    "subject far": "carried",
    "sentence before": "carried",
    "name colon": "carried",
    "reported that": "carried",
    "denied that": "carried",
}


class Place(NamedTuple):
    """Words of a text: the offset of the first character and the one after the last, in code points."""

    start: int
    end: int


@dataclass(frozen=True)
class Day:
    """When something was said: the first day of a period, and how long it is (`claims.choices.Precision`)."""

    first: date
    precision: str


@dataclass(frozen=True)
class Candidate:
    """Words that may be a statement.

    Attributes:
        start, end: with quotation marks, if there are some; offsets count code points of the text, as all of them here.
        first, last: the words that a citation would have, without marks and without the comma or full stop at the end.
        rule: the rule that found whose they are; empty if none did.
        tier: how sure it is that they are a statement of this speaker.
        source: the words of the text for who spoke, if it has any.
        speaker: the key of the speaker among those that were given, if it is one of them.
        name: the name of the speaker in the text, where it is known but none of those that were given.
        day: when it was said, if that is known.
        kind: whether these are the speaker's words, or those of the text for them (`claims.choices.StatementKind`).
        model: the name of the model that found it, where a deployment has one (READING_EVIDENCE); else empty.
    """

    start: int
    end: int
    first: int
    last: int
    rule: str
    tier: Tier
    source: Place | None = None
    speaker: str = ""
    name: str = ""
    day: Day | None = None
    kind: Kind = "quote"
    model: str = ""

    def moved(self, by: int) -> "Candidate":
        """The same candidate in a text that has so many more code points before it."""
        places = {name: getattr(self, name) + by for name in ("start", "end", "first", "last")}
        source = Place(self.source.start + by, self.source.end + by) if self.source else None
        return replace(self, source=source, **places)


def lower(one: Tier, other: Tier) -> Tier:
    """The less sure of two tiers."""
    return max(one, other, key=TIERS.index)


def is_title(said: Sequence[str]) -> bool:
    """Whether words are written as a name is: “Eastern Sentry”, but not “Never!”."""
    return len(said) <= FEW_WORDS and all(each[0].isupper() for each in said) and said[-1][-1].isalnum()


def tier_of(rule: str, span: Span, said: Sequence[str]) -> Tier:
    """How sure it is that a quotation is a statement, and whose, by the rule that found it."""
    tier, words = RULES.get(rule, "unknown"), len(said)
    if (not span.is_closed and rule != "continued") or is_title(said):
        return "unknown"
    if words <= SHORT:
        return "unknown" if rule.endswith("far") else lower(tier, "carried")
    return lower(tier, "carried") if words <= FEW_WORDS and rule.endswith("near") else tier
