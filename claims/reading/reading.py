"""Reads a text: a pure function from text, language, day and speakers to candidates for statements."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from claims.reading import dialogue, marks
from claims.reading.after import signature
from claims.reading.attribution import attributed, opening
from claims.reading.candidates import RULES, Candidate, Day, Place, lower, tier_of
from claims.reading.lists import language_of
from claims.reading.marks import Span
from claims.reading.people import Known, Speaker
from claims.reading.reported import reports
from claims.reading.resolution import Scene, Who
from claims.reading.subjects import DASHES, Attributed, Range, first_phrase
from claims.reading.tokens import QUOTE, Row, sentence, tokens

# Characters; what stands between marks that are further apart was never one quotation.
LONGEST = 5_000
# What ends a quotation inside its marks because the sentence around it goes on.
TRAILING = " \t\n\r\u00a0\u202f,.;:"


@dataclass(frozen=True)
class Said:
    """Whose words are.

    Attributes:
        rule: the rule that found it.
        source: the words for who spoke.
        who: who that is.
        day: when they said it.
        sentence: the first token of the sentence that says so; -1 if it is in another paragraph.
    """

    rule: str
    source: Place
    who: Who
    day: Day | None
    sentence: int = -1


@dataclass
class Before:
    """What the paragraphs before hand on.

    Attributes:
        unclosed: whose quotation goes on.
        announced: whose words follow a colon.
        last: whose words the paragraph right before ended with.
        told: whom the paragraph right before, without a quotation, was about.
        unsigned: the end of a quotation of nobody, so that the next line may say whose it is; else 0.
    """

    unclosed: Said | None = None
    announced: Said | None = None
    last: Said | None = None
    told: Said | None = None
    unsigned: int = 0


def read(
    text: str, language: str = "", day: date | None = None, speakers: Iterable[Speaker] = (), start: int = 0
) -> list[Candidate]:
    """The candidates in a text from the code point `start` on, in their order; what is before it introduces people.

    Args:
        language: BCP 47; of a language without lists, only quotation marks are read.
        day: when the text appeared; roles are those held then, and other days are counted from it.
        speakers: those who may be quoted; of others, a candidate has the name.
        start: of what is far before it, only the names are read.
    """
    lists = language_of(language)
    scene = Scene(Known(speakers, lists, day), lists, day)
    before = Before()
    found: list[Candidate] = []
    for paragraph in marks.paragraphs(text):
        spans = dialogue.spans(text, paragraph, marks.spans(text, paragraph, lists), lists)
        quoted = [each for each in spans if each.end - each.start <= LONGEST and each.last > each.first]
        row = tokens(text, paragraph, quoted, lists)
        if paragraph.end < start - LONGEST:
            scene.note_names(row)
            continue
        scene.enter(row)
        is_unsigned = bool(found) and found[-1].end == before.unsigned
        if is_unsigned and not quoted and (signed := signed_by(row, scene)):
            found[-1] = by(found[-1], signed)
        said = whose(row, quoted, before, scene)
        quotations = candidates(text, row, list(zip(quoted, said, strict=True)), scene)
        found += sorted([*quotations, *paraphrases(row, scene)], key=lambda each: each.start)
        before = handed_on(row, quoted, said, scene)
    return [each for each in found if each.start >= start]


def whose(row: Row, quoted: Sequence[Span], before: Before, scene: Scene) -> list[Said | None]:
    """Whose each quotation of a paragraph is; the first may be that of somebody before."""
    found = [said_by(row, each, scene) for each in attributed(row, scene.language)] if quoted else []
    if found and row[0].kind == QUOTE:
        is_whole = all(each.kind == QUOTE for each in row)
        first = found[0]
        if first is None and before.unclosed:
            first = replace(before.unclosed, rule="continued")
        elif before.announced and (first is None or first.rule == "first phrase"):
            first = before.announced
        elif first is None and is_whole and (guess := before.last or before.told):
            first = replace(guess, rule="across")
        if first is not found[0]:
            first = replace(first, sentence=-1) if first else None
            found = [first if each is found[0] or each is None else each for each in found]
    return found


def said_by(row: Row, one: Attributed | None, scene: Scene) -> Said | None:
    if one is None:
        return None
    when = scene.days.said(one.source)
    return Said(one.rule, place_of(row, one.source), scene.who(row, one.source), when, row.starts[one.source[0]])


def place_of(row: Row, source: Range) -> Place:
    return Place(row[source[0]].start, row[source[1] - 1].end)


def handed_on(row: Row, quoted: Sequence[Span], said: Sequence[Said | None], scene: Scene) -> Before:
    """What a paragraph hands on to the next one."""
    announced = said_by(row, opening(row, scene.language), scene)
    if not quoted:
        start, _ = sentence(row, len(row) - 1) if row else (0, 0)
        name = signature(row, 0, scene.language)
        if name and row[-1].text != ".":
            return Before(announced=said_by(row, Attributed("heading", name), scene))
        subject = first_phrase(row, start, len(row), scene.language) if row else None
        told = said_by(row, Attributed("told", subject), scene) if subject else None
        return Before(announced=announced, told=told)
    is_unsigned = len(row) == len(quoted) and (said[-1] is None or said[-1].rule == "across")
    unsigned = quoted[-1].end if is_unsigned else 0
    return Before(None if quoted[-1].is_closed else said[-1], announced, said[-1], unsigned=unsigned)


def signed_by(row: Row, scene: Scene) -> Said | None:
    """Who signs the quotation before with a line of their own: — Jane Doe, 27."""
    start = next((at for at, each in enumerate(row) if each.text not in DASHES), len(row))
    name = signature(row, start, scene.language)
    return said_by(row, Attributed("signed", name), scene) if name else None


def by(candidate: Candidate, said: Said) -> Candidate:
    """A candidate of somebody else."""
    tier = RULES[said.rule]
    return replace(
        candidate,
        rule=said.rule,
        tier=lower(tier, said.who.tier) if said.who.speaker else tier,
        source=said.source,
        speaker=said.who.speaker,
        name=said.who.name,
    )


def candidates(text: str, row: Row, found: Sequence[tuple[Span, Said | None]], scene: Scene) -> Iterator[Candidate]:
    """The quotations of a paragraph."""
    places = [place for place, token in enumerate(row) if token.kind == QUOTE]
    for place, (span, one) in zip(places, found, strict=True):
        last = span.first + len(text[span.first : span.last].rstrip(TRAILING))
        if last == span.first:
            continue
        rule = one.rule if one else ""
        tier = tier_of(rule, span, text[span.first : last].split())
        who = one.who if one else Who()
        yield Candidate(
            span.start,
            span.end,
            span.first,
            last,
            rule,
            lower(tier, who.tier) if who.speaker else tier,
            one.source if one else None,
            who.speaker,
            who.name,
            day_of(row, place, one, scene),
        )


def day_of(row: Row, place: int, said: Said | None, scene: Scene) -> Day | None:
    """When a quotation was said; None where its own sentence names a day, and another one says whose it is."""
    is_here = said is not None and said.sentence == row.starts[place]
    if not is_here and scene.days.are_named(place):
        return None
    return said.day if said else scene.days.of_text()


def paraphrases(row: Row, scene: Scene) -> Iterator[Candidate]:
    """The clauses of reported speech in a paragraph."""
    for each in reports(row, scene.language):
        who = scene.meaning(row, each.source)
        start, end = place_of(row, each.words)
        tier = RULES.get(each.rule, "unknown")
        yield Candidate(
            start,
            end,
            start,
            end,
            each.rule,
            lower(tier, who.tier) if who.speaker else tier,
            place_of(row, each.source),
            who.speaker,
            who.name,
            scene.days.said(each.source, each.words),
            kind="paraphrase",
        )
