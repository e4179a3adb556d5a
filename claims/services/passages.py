"""Passages: words in the text of a source that are a statement or may be one, and what the team made of each."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.contrib.auth.models import User
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from claims.choices import ReviewStatus
from claims.models import Citation, Dismissal, Draft, Reading, Source, Stance, Statement
from claims.reading import Candidate
from claims.services.reading import read_source

MAX_STATEMENTS = 1_000  # whose places are marked in one part of a text
MAX_DRAFTS = 1_000  # of one person
MAX_DRAFT = 100_000  # characters of all fields of a draft


class NotKeptError(Exception):
    """A draft was not kept; the message says why."""


class Span(NamedTuple):
    """Words of a text: the code points before the first and up to the end of the last."""

    start: int
    end: int

    def __str__(self) -> str:
        return f"{self.start}-{self.end}"

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


@dataclass
class Passage:
    """Words of a text, with what is known of them.

    Attributes:
        span: the words, without their marks.
        candidate: what was found by reading; None for words that a person chose.
        statements: those that cite any of these words, oldest first.
        dismissed: somebody found that it is no statement.
        draft: this person has a card for it that is not recorded.
    """

    span: Span
    candidate: Candidate | None = None
    statements: list[Statement] = field(default_factory=list)
    dismissed: bool = False
    draft: bool = False

    @property
    def state(self) -> str:
        """One word for what became of it: `confirmed`, `waiting`, `recorded`, `dismissed`, `draft` or `open`."""
        if self.statements:
            reviews = {stance.review_status for said in self.statements for stance in said.stances.all()}
            if ReviewStatus.SUGGESTED in reviews:
                return "waiting"
            return "confirmed" if ReviewStatus.CONFIRMED in reviews else "recorded"
        if self.dismissed:
            return "dismissed"
        return "draft" if self.draft else "open"

    def is_meant_by(self, span: Span) -> bool:
        """Whether a span is that of the words with some of their marks, as people select quotations."""
        found = self.candidate
        return found is not None and found.start <= span.start <= found.first and found.last <= span.end <= found.end

    @property
    def tier(self) -> str:
        return self.candidate.tier if self.candidate else ""


@dataclass(frozen=True)
class Text:
    """A part of the text of a source, as it is read at once, with its passages in their order.

    Attributes:
        start, end: the part, in code points of `whole`.
        next: where the next part begins; None at the end.
    """

    whole: str
    start: int
    end: int
    next: int | None
    passages: list[Passage]


def passages_of(source: Source, user: User | None, start: int = 0) -> Text:
    """Reads the text of a source from `start` on, and marks what the team did with it, and drafts of `user`."""
    reading = read_source(source, start)
    end = len(reading.text) if reading.next is None else reading.next
    found = {Span(each.first, each.last): Passage(Span(each.first, each.last), each) for each in reading.candidates}
    for span, statement in recorded_in(source, reading.text, start, end):
        own = [each for each in found.values() if each.span.overlaps(span)]
        for passage in own or [found.setdefault(span, Passage(span))]:
            if statement not in passage.statements:
                passage.statements.append(statement)
    here = {"source": source, "start__gte": start, "start__lt": end}
    for span in (Span(*each) for each in Draft.objects.filter(author=user, **here).values_list("start", "end")):
        found.setdefault(span, Passage(span)).draft = True
    for first, last, exact in Dismissal.objects.filter(**here).values_list("start", "end", "exact"):
        if (span := Span(first, last)) in found and reading.text[first:last] == exact:
            found[span].dismissed = True
    shown = sorted((each for each in found.values() if start <= each.span.start < end), key=lambda each: each.span)
    return Text(reading.text, start, end, reading.next, shown)


def recorded_in(source: Source, text: str, start: int, end: int) -> Iterable[tuple[Span, Statement]]:
    """The places of the statements that stand in a part of a source. Without offsets, where the words come first."""
    rows = (
        Citation.objects.filter(Q(start=None) | Q(start__lt=end, end__gt=start), statement__source=source)
        .select_related("statement__speaker", "statement__affiliation__organization")
        .prefetch_related("statement__stances__claim", "statement__stances__coder", "statement__stances__reviewer")
        .order_by("pk")[:MAX_STATEMENTS]
    )
    for each in rows:
        first = each.start
        if first is None and (place := text.find(each.prefix + each.exact + each.suffix)) >= 0:
            first = place + len(each.prefix)
        if first is not None and text.startswith(each.exact, first):
            yield Span(first, first + len(each.exact)), each.statement


def note_found(source: Source, text: Text) -> None:
    """Notes how many candidates a text has that was read from its beginning, for the list of what is left."""
    found = sum(1 for each in text.passages if each.candidate)
    if text.start == 0 and not Reading.objects.filter(source=source, found=found).exists():
        Reading.objects.update_or_create(source=source, defaults={"found": found})


def state_of(source: Source) -> str:
    """A text that differs whenever a statement, a stance or a dismissal of a source has changed."""
    said = Statement.objects.filter(source=source).aggregate(n=Count("pk"), last=Max("updated_at"))
    stances = Stance.objects.filter(statement__source=source).aggregate(n=Count("pk"), last=Max("updated_at"))
    dismissed = source.dismissals.aggregate(n=Count("pk"), last=Max("updated_at"))
    done = Reading.objects.filter(source=source).values_list("done_at", flat=True).first()
    counts = [f"{each['n']} {each['last'] and each['last'].timestamp()}" for each in (said, stances, dismissed)]
    return "|".join([*counts, str(done and done.timestamp())])


def dismiss(source: Source, text: str, span: Span, by: User) -> None:
    """Records that words are no statement; who did so first is kept, as long as these words stand there."""
    words = {"exact": text[span.start : span.end], "dismissed_by": by}
    here = Dismissal.objects.filter(source=source, start=span.start, end=span.end)
    here.exclude(exact=words["exact"]).delete()
    Dismissal.objects.get_or_create(source=source, start=span.start, end=span.end, defaults=words)
    draft_of(source, by, span).delete()


def restore(source: Source, span: Span) -> None:
    """Offers words again that were dismissed."""
    source.dismissals.filter(start=span.start, end=span.end).delete()


def draft_of(source: Source, author: User, span: Span) -> QuerySet:
    """The draft that somebody has for words, as a query of at most one row."""
    return Draft.objects.filter(source=source, author=author, start=span.start, end=span.end)


def keep_draft(source: Source, span: Span, by: User, fields: Mapping[str, Any]) -> None:
    """Keeps what somebody has filled in for words, until it is recorded or dismissed.

    Raises:
        NotKeptError: it is too long, or the person has too many drafts.
    """
    if len(json.dumps(fields, ensure_ascii=False)) > MAX_DRAFT:
        raise NotKeptError(f"A draft has at most {MAX_DRAFT:,} characters.")
    others = Draft.objects.filter(author=by).exclude(source=source, start=span.start, end=span.end)
    if others.count() >= MAX_DRAFTS:
        raise NotKeptError(f"You have {MAX_DRAFTS:,} drafts. Record or discard some of them first.")
    Draft.objects.update_or_create(
        source=source, author=by, start=span.start, end=span.end, defaults={"fields": dict(fields)}
    )


def number_of(rows: Any, source: str) -> Any:
    """How many of some rows a source has. Counts over joins of several tables would multiply their rows."""
    counted = rows.filter(**{source: OuterRef("pk")}).order_by().values(source).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0)


def sources_by_progress(user: User) -> QuerySet:
    """Sources whose text is kept, those last changed first, each with what is left in it for the team.

    The rows have `found`, `statements_count`, `dismissed_count`, `waiting_count`, `drafts_count` (the user's own).
    """
    rows: QuerySet = (
        Source.objects.exclude(content="")
        .defer("content")
        .select_related("reading__done_by")
        .annotate(
            statements_count=number_of(Statement.objects, "source"),
            dismissed_count=number_of(Dismissal.objects, "source"),
            waiting_count=number_of(Stance.objects.filter(review_status=ReviewStatus.SUGGESTED), "statement__source"),
            drafts_count=number_of(Draft.objects.filter(author=user), "source"),
        )
        .order_by("-updated_at", "-pk")
    )
    return rows
