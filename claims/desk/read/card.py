"""The card for a passage: its values, what it offers to choose from, its errors, and what is recorded already."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from claims.choices import (
    Aspect,
    ClaimKind,
    Explicitness,
    IncidentStatus,
    Precision,
    ReviewStatus,
    SpeakerKind,
    StancePosition,
    StatementKind,
)
from claims.desk.read import choices
from claims.desk.read.choices import Option
from claims.desk.read.values import NEW, Values
from claims.desk.words import looked_up
from claims.models import IncidentKind, Source, Stance
from claims.search.text import sentences
from claims.services import judged, policy
from claims.services.passages import Passage

CONTEXT = 600  # characters before and after the words among which their sentence is looked for


@dataclass(frozen=True)
class Review:
    """A stance as a reviewer sees it on a card; `seen` is its version."""

    stance: Stance
    seen: str
    may_review: bool
    is_own: bool

    @property
    def key(self) -> str:
        return str(self.stance.pk)


@dataclass
class Card:
    """What the form of one passage shows.

    Attributes:
        values: of its fields, by name.
        errors: sentences by field; "" for the card as a whole.
        alike: rows that a new speaker or claim is like, by the name of the field.
        is_draft: the values are a draft of the user's.
    """

    source: Source
    text: str
    passage: Passage
    actor: policy.Actor
    values: Values
    errors: Mapping[str, Sequence[str]] = field(default_factory=dict)
    alike: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    is_draft: bool = False

    @property
    def words(self) -> str:
        return self.text[self.passage.span.start : self.passage.span.end]

    @cached_property
    def sentence(self) -> str:
        """The words with the sentence around them, which says what they are about."""
        first, last = self.passage.span
        begin = max(first - CONTEXT, 0)
        around = self.text[begin : last + CONTEXT]
        own = [
            each.text
            for each in sentences(around)
            if each.start < last - begin and first - begin < each.start + len(each.text)
        ]
        return " ".join(own) or self.words

    @property
    def speakers(self) -> list[Option]:
        found = self.passage.candidate.speaker if self.passage.candidate else ""
        words = self.values.get("speaker_words", "")
        return choices.speakers(chosen(self.values, "speaker"), found, words, self.alike.get("speaker", ()))

    @property
    def roles(self) -> list[Option]:
        slug = chosen(self.values, "speaker")
        return choices.roles(slug) if slug else []

    @property
    def claims(self) -> list[Option]:
        passage, words = self.sentence, self.values.get("claim_words", "")
        alike = self.alike.get("claim", ())
        return choices.claims(chosen(self.values, "claim"), passage, self.source.language, words, alike)

    @cached_property
    def incidents(self) -> list[Option]:
        wanted = [each for each in self.values.get("incidents", ()) if each != NEW]
        return choices.incidents(wanted, self.source, self.values.get("incident_words", ""))

    @property
    def reviews(self) -> Iterator[tuple[Any, list[Review]]]:
        """The statements that are recorded, each with its stances."""
        may = policy.refusal(self.actor, "review", Stance) is None
        for said in self.passage.statements:
            stances = judged.readable(Stance.objects.filter(statement=said)).order_by("pk")
            yield said, [self.reviewed(each, may=may) for each in stances]

    def reviewed(self, stance: Stance, *, may: bool) -> Review:
        waits = stance.review_status == ReviewStatus.SUGGESTED
        return Review(stance, judged.version(stance), may and waits, stance.coder_id == self.actor.user)

    # The choices of the fields that have a fixed list, as value and words.
    kinds = looked_up(StatementKind)
    precisions = looked_up(Precision)
    positions = tuple(enumerate(looked_up(StancePosition), start=1))
    explicitnesses = looked_up(Explicitness)
    speaker_kinds = looked_up(SpeakerKind)
    claim_kinds = looked_up(ClaimKind)
    aspects = looked_up(Aspect)
    incident_statuses = looked_up(IncidentStatus)

    @property
    def incident_kinds(self) -> list[tuple[str, str]]:
        return list(IncidentKind.objects.order_by("name").values_list("slug", "name"))


def chosen(values: Values, name: str) -> str:
    """The slug of the chosen row; "" where there is none, or where a new one is recorded with the card."""
    slug = str(values.get(name, ""))
    return "" if slug == NEW else slug
