"""Where the words for who spoke stand before a quotation, and by which rule they were found."""

from claims.reading.lists import Language
from claims.reading.subjects import (
    COMMAS,
    POSSESSIVE,
    Attributed,
    Range,
    first_phrase,
    is_name,
    is_verb,
    left,
    narrowed_to_name,
    phrase,
    right,
    verb_in,
)
from claims.reading.tokens import QUOTE, WORD, Row

# Verbs that are tried for a quotation.
TRIED = 4


def before_frame(row: Row, place: int, start: int, language: Language) -> Attributed | None:
    """The attribution that stands before a quotation in its sentence: X said, “…”; according to X, “…”."""
    tried = 0
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
        if (tried := tried + 1) > TRIED:
            break
        found, how = subject(row, verb, place, start, language)
        if not found:
            continue
        if how != "inverted" and (outer := governing(row, found, verb, start, language)):
            return Attributed("outer " + closeness(row, verb + size, place, language), outer)
        return Attributed(f"{how} {closeness(row, verb + size, place, language)}", found)
    owners = (owned(row, noun, language) for noun in range(place - 1, start, -1))
    owner = next((each for each in owners if each), None)
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
    if (
        at < start
        or row[at].text in {*COMMAS, ";", ":"}
        or row[at].lower in language.conjunctions
        or row[at].kind == QUOTE
    ):
        return None
    for outer in range(at, start - 1, -1):
        if row[outer].kind == QUOTE or row[outer].text in {";", ":"}:
            return None
        if row[outer].text.islower() and verb_in(row, outer, language, language.say):
            return left(row, outer, start, language)
    return None


def subject(row: Row, verb: int, place: int, start: int, language: Language) -> tuple[Range | None, str]:
    """The subject of a verb before the quotation at `place`, in a sentence from `start` on, and where it stands."""
    low = max([start, *(at + 1 for at in range(start, verb) if row[at].kind == QUOTE)])
    if is_infinite(row, verb, start, language):
        found = left(row, verb, low, language) if verb > start and row[verb - 1].is_capital else None
        return found or main_subject(row, verb, start, language), "participle"
    before = left(row, verb, low, language)
    after = verb + is_verb(row, verb, language)
    if language.inverts and (found := inverted(row, after, place, is_object(row, before, low, language), language)):
        return found, "inverted"
    if before:
        return before, "subject"
    may_follow = low > start or verb == start or language.drops_subjects
    if may_follow and (found := right(row, after, place, language)):
        return found, "inverted"
    main = main_subject(row, verb, start, language)
    return (main, "main") if main or not language.drops_subjects else ((verb, verb + 1), "dropped")


def is_object(row: Row, before: Range | None, low: int, language: Language) -> bool:
    """Whether what stands before a verb may be no subject: it does not begin the clause, or has a determiner."""
    return before is None or before[0] > low or row[before[0]].lower in language.determiners


def is_infinite(row: Row, verb: int, start: int, language: Language) -> bool:
    """Whether a verb is a participle or an infinitive, which has the subject of another one."""
    is_infinitive = verb > start and row[verb - 1].lower in language.infinitives
    return is_infinitive or bool(verb_in(row, verb, language, language.saying))


def inverted(row: Row, after: int, place: int, is_free: bool, language: Language) -> Range | None:
    """The subject after a verb where something else stands before it: „Im März schrieb sie“."""
    if after >= place or row[after].kind != WORD:
        return None
    if row[after].lower in language.persons:
        return after, after + 1
    found = right(row, after, place, language) if is_free and is_name(row[after], language) else None
    return narrowed_to_name(row, found, language) if found else None


def main_subject(row: Row, verb: int, start: int, language: Language) -> Range | None:
    """The subject of the clause before a verb: that of the last verb of saying, else the first noun phrase."""
    tried = 0
    for at in range(verb - 1, start - 1, -1):
        before = row[at - 1] if at > start else None
        is_finite = verb_in(row, at, language, language.say, language.tell) and not (
            before and before.lower in language.infinitives
        )
        if not is_finite or not row[at].text.islower():
            continue
        if found := left(row, at, start, language):
            return governing(row, found, at, start, language) or found
        if (tried := tried + 1) > TRIED:
            break
    return first_phrase(row, start, verb, language)
