"""Which words of a paragraph say whose a quotation is, and by which rule."""

from dataclasses import dataclass
from itertools import pairwise

from claims.reading.lists import Language
from claims.reading.subjects import (
    COMMAS,
    POSSESSIVE,
    after_time,
    Range,
    Row,
    bare,
    is_dot,
    is_filler,
    is_name,
    is_verb,
    left,
    narrowed,
    phrase,
    right,
    verb_in,
)
from claims.reading.tokens import QUOTE, WORD, Token, sentence

OPEN_ENDS = frozenset(",?!—–-")
DASHES = frozenset("—–―-")
# Tokens of the longest line that is a signature.
SIGNATURE = 14
SENTENCE_SIGNS = frozenset(".!?;:")
# Tokens after a quotation in which its attribution is looked for.
FAR = 40


@dataclass(frozen=True)
class Attributed:
    """Whose a quotation is: a range of tokens, and the rule that found it."""

    rule: str
    source: Range


def ends_open(token: Token, after: Token | None) -> bool:
    """Whether the sentence goes on after a quotation."""
    return token.text[-1:] in OPEN_ENDS or (after is not None and after.text in COMMAS)


def after_frame(row: Row, place: int, language: Language) -> Attributed | None:
    """The attribution that follows a quotation: “…,” said X; “…,” X said; “…”, according to X."""
    token = row[place]
    end = min(len(row), place + 1 + FAR)
    at = place + 1
    while at < end and row[at].text in COMMAS:
        at += 1
    if at >= end or row[at].kind == QUOTE:
        return None
    is_open = ends_open(token, row[place + 1])
    is_ended = token.text[-1:] in {".", "…"} and not is_open
    words = [each.lower for each in row[at : at + 6]]
    if row[at].kind == WORD and (size := language.according.at(words, 0)):
        found = right(row, at + size, end, language)
        return Attributed("according after", found) if found else None
    if found := postposed(row, at, end, language):
        return Attributed("according after", found)
    first = at
    while first < end and row[first].kind == WORD and is_filler(row[first], language):
        first += 1
    if language.inverts and first > at and (found := right(row, first, end, language)) and any(
        verb_in(row, verb, language, language.say) for verb in range(found[1] - 1, min(end, found[1] + SIGNATURE))
    ):
        return Attributed("verb subject", narrowed_to_name(row, found, language))
    first = after_time(row, first, end, language)
    if first < end and (size := verb_in(row, first, language, language.say)) and not (is_ended and row[first].is_capital):
        found = right(row, first + size, end, language)
        if found:
            return Attributed("verb subject", found)
        if language.drops_subjects or "-" in row[first].text:
            return Attributed("dropped", (first, first + 1))
    if row[place + 1].text in DASHES and (name := signature(row, at, language)):
        return Attributed("signed", name)
    if not is_open:
        return None
    for verb in range(at + 1, end):
        if row[verb].kind == QUOTE or (row[verb].text in SENTENCE_SIGNS and not is_dot(row, verb, language)):
            break
        if row[verb].text.islower() and (size := verb_in(row, verb, language, language.say)):
            found = left(row, verb, at, language)
            if found is None:
                break
            rule = "subject verb" if found[0] == at else "far subject verb"
            return Attributed(f"weak {rule}" if says_more(row, verb + size, language) else rule, found)
    return None


def postposed(row: Row, start: int, end: int, language: Language) -> Range | None:
    """Who stands before a word like “zufolge” after a quotation."""
    for at in range(start + 1, min(end, start + SIGNATURE)):
        if row[at].kind != WORD:
            return None
        if row[at].lower in language.according_after:
            return phrase(row, start, at, language)
    return None


def signature(row: Row, start: int, language: Language) -> Range | None:
    """The name that a short line consists of, from `start` on: “— Jane Doe, 27, Ohio”."""
    if not start < len(row) <= start + SIGNATURE or not is_name(row[start], language):
        return None
    if any(each.kind == QUOTE or each.text in SENTENCE_SIGNS - {"."} for each in row[start:]):
        return None
    if any(is_verb(row, at, language) for at in range(start, len(row))):
        return None
    end = start + 1
    while end < len(row) and (is_name(row[end], language) or row[end].lower in language.particles or is_dot(row, end, language)):
        end += 1
    return start, end


def says_more(row: Row, place: int, language: Language) -> bool:
    """Whether a verb is followed by what it says, so that a quotation before it may be somebody else's."""
    if place >= len(row) or row[place].kind != WORD:
        return False
    return row[place].lower in language.more or row[place].lower in language.pronouns


def before_frame(row: Row, place: int, start: int, language: Language) -> Attributed | None:
    """The attribution that stands before a quotation in its sentence: X said, “…”; according to X, “…”."""
    for verb in range(place - 1, start - 1, -1):
        if row[verb].kind != WORD:
            continue
        words = [each.lower for each in row[verb : verb + 6]]
        if (size := language.according.at(words, 0)) and (found := right(row, verb + size, place, language)):
            return Attributed("according before", found)
        if row[verb].lower in language.according_after and (found := phrase(row, start, verb, language)):
            return Attributed("according before", found)
        size = is_verb(row, verb, language)
        if not size or (row[verb].is_capital and verb > start):
            continue
        found, how = subject(row, verb, size, place, start, language)
        if not found:
            continue
        if how != "inverted" and (outer := governing(row, found, verb, start, language)):
            return Attributed("outer " + closeness(row, verb + size, place, language), outer)
        return Attributed(f"{how} {closeness(row, verb + size, place, language)}", found)
    owners = (found for noun in range(place - 1, start, -1) if (found := owned(row, noun, language)))
    owner = next(owners, None)
    return Attributed("noun", owner) if owner else None


def closeness(row: Row, start: int, place: int, language: Language) -> str:
    """How a verb is tied to a quotation after it: `near`, by a `colon`, or `far`."""
    gap = row[start:place]
    if all(each.lower in language.lightly or each.text in {",", ":"} for each in gap):
        return "near"
    return "colon" if gap[-1].text in {":", ","} or gap[-1].lower in language.more else "far"


def owned(row: Row, place: int, language: Language) -> Range | None:
    """Whose word a noun is: his of “his remark that”."""
    if row[place].lower not in language.nouns:
        return None
    owner = row[place - 1]
    is_owner = owner.lower in language.owners or (owner.is_capital and owner.lower.endswith(POSSESSIVE))
    return (place - 1, place) if is_owner else None


def governing(row: Row, inner: Range, verb: int, start: int, language: Language) -> Range | None:
    """The subject of a verb of saying whose clause the found subject and verb stand in: X of “X said that Y wants”."""
    at = inner[0] - 1
    if at < start or row[at].text in {*COMMAS, ";", ":"} or row[at].lower in language.conjunctions or row[at].kind == QUOTE:
        return None
    for outer in range(at, start - 1, -1):
        if row[outer].kind == QUOTE or row[outer].text in {";", ":"}:
            return None
        if row[outer].text.islower() and verb_in(row, outer, language, language.say):
            return left(row, outer, start, language)
    return None


def subject(row: Row, verb: int, size: int, place: int, start: int, language: Language) -> tuple[Range | None, str]:
    """The subject of a verb before a quotation."""
    low = max([start, *(at + 1 for at in range(start, verb) if row[at].kind == QUOTE)])
    before = row[verb - 1] if verb > start else None
    if verb_in(row, verb, language, language.saying) or (before and before.lower in language.infinitives):
        if before and before.is_capital and (found := left(row, verb, low, language)):
            return found, "participle"
        return main_subject(row, verb, start, language), "participle"
    found = left(row, verb, low, language)
    if language.inverts and (follows := inverted(row, verb + size, place, found, low, language)):
        return follows, "inverted"
    if found:
        return found, "subject"
    if (low > start or verb == start) and (found := right(row, verb + size, place, language)):
        return found, "inverted"
    if (found := right(row, verb + size, place, language)) and language.drops_subjects:
        return found, "inverted"
    main = main_subject(row, verb, start, language)
    if main is None and language.drops_subjects:
        return (verb, verb + 1), "dropped"
    return main, "main"


def inverted(row: Row, after: int, place: int, before: Range | None, low: int, language: Language) -> Range | None:
    """The subject after a verb where something else stands before it: „Im März schrieb sie“, „Die Sperrung nannte X …“."""
    if after >= place or row[after].kind != WORD:
        return None
    if row[after].lower in language.persons:
        return after, after + 1
    is_free = before is None or before[0] > low or row[before[0]].lower in language.determiners
    if is_free and is_name(row[after], language) and (found := right(row, after, place, language)):
        return narrowed_to_name(row, found, language)
    return None


def narrowed_to_name(row: Row, found: Range, language: Language) -> Range:
    """The capitalised words that a noun phrase begins with, if it begins with some."""
    end = found[0]
    while end < found[1] and (is_name(row[end], language) or row[end].lower in language.particles):
        end += 1
    return (found[0], end) if end > found[0] else found


def main_subject(row: Row, verb: int, start: int, language: Language) -> Range | None:
    """The subject of the clause before a verb: that of the last verb of saying, else the first noun phrase."""
    for at in range(verb - 1, start - 1, -1):
        before = row[at - 1] if at > start else None
        is_finite = verb_in(row, at, language, language.say, language.tell) and not (before and before.lower in language.infinitives)
        if is_finite and row[at].text.islower() and (found := left(row, at, start, language)):
            return governing(row, found, at, start, language) or found
    return first_phrase(row, start, verb, language)


def first_phrase(row: Row, start: int, end: int, language: Language) -> Range | None:
    """The first noun phrase between commas that neither a preposition nor a conjunction begins."""
    cuts = [start - 1, *(at for at in range(start, end) if row[at].text == ","), end]
    for before, after in pairwise(cuts):
        at = before + 1
        while at < after and row[at].lower in language.openers:
            at += 1
        if at >= after or row[at].kind != WORD:
            continue
        word = row[at]
        if bare(word) in language.pronouns:
            return at, at + 1
        if word.lower not in language.determiners and not is_name(word, language):
            continue
        found = right(row, at, after, language)
        if found and not (after < end and found[1] + 1 == after and row[found[1]].lower in language.breaks):
            return found
    return None


@dataclass(frozen=True)
class Handed:
    """What a paragraph hands on to the next one, as offsets in the text.

    Attributes:
        opening: whose words follow, where it ends with a colon, or with a quotation that goes on.
        last: whose words it ended with.
    """

    opening: Attributed | None = None
    last: Attributed | None = None


def attributed(row: Row, language: Language) -> list[Attributed | None]:
    """Whose each quotation of a paragraph is, in their order."""
    found: list[Attributed | None] = []
    last: tuple[int, Attributed] | None = None
    for place, token in enumerate(row):
        if token.kind != QUOTE:
            continue
        start, _ = sentence(row, place, language)
        one = alone(row, place, start, language)
        if one is None and last and last[0] >= start:
            one = Attributed("same sentence", last[1].source)
        while start < place and row[start].text in DASHES:
            start += 1
        if one is None and start == place and start:
            before = sentence(row, end_of_sentence(row, start - 1), language)[0]
            if last and last[0] >= before:
                one = Attributed("next sentence", last[1].source)
            elif said := before_frame(row, end_of_sentence(row, start - 1), before, language):
                one = Attributed("sentence before", said.source)
        if one is None and place > start and (subject := first_phrase(row, start, place, language)):
            one = Attributed("first phrase", subject)
        if one is None and last:
            one = Attributed("carried", last[1].source)
        found.append(one)
        if one and one.rule != "first phrase":
            last = place, one
    return found


def end_of_sentence(row: Row, place: int) -> int:
    """The last token of the sentence before a dash at `place`."""
    while place > 0 and row[place].text in DASHES:
        place -= 1
    return place


def opening(row: Row, language: Language) -> Attributed | None:
    """Whose words follow a paragraph: where it ends with a colon, or verb of saying and comma."""
    if not row or row[-1].text not in {":", ","}:
        return None
    start, _ = sentence(row, len(row) - 1, language)
    found = before_frame(row, len(row) - 1, start, language)
    if found:
        return Attributed("colon before", found.source)
    found = first_phrase(row, start, len(row) - 1, language)
    return Attributed("colon phrase", found) if found and row[-1].text == ":" else None


def alone(row: Row, place: int, start: int, language: Language) -> Attributed | None:
    """Whose a quotation is by the words of its own sentence."""
    before = before_frame(row, place, start, language)
    after = after_frame(row, place, language) if place + 1 < len(row) else None
    # “…, “A?” she said” begins anew; “…, “A,” she said” does not.
    leads = before is not None and row[place - 1].text in {",", ":"} and row[place].text[-1:] != ","
    if after and not leads and not after.rule.startswith(("weak", "far")):
        return after
    if before is None and place - 2 >= start and row[place - 1].text == ":":
        named = phrase(row, start, place - 1, language)
        name = narrowed(row, *named, language) if named else None
        if name and is_name(row[name[1] - 1], language):
            return Attributed("name colon", name)
    return before or after
