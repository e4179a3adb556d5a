"""Where the words for who spoke stand: after a quotation or before it, and by which rule they were found."""

from dataclasses import dataclass
from itertools import pairwise

from claims.reading.lists import Language
from claims.reading.subjects import (
    COMMAS,
    POSSESSIVE,
    Range,
    after_time,
    bare,
    is_dot,
    is_filler,
    is_name,
    is_verb,
    left,
    phrase,
    right,
    verb_in,
)
from claims.reading.tokens import QUOTE, WORD, Row, Token

OPEN_ENDS = frozenset(",?!—–-")
DASHES = frozenset("—–―-")
# Tokens of the longest line that is a signature, and of what stands between the parts of a verb.
TOKENS = 14
SENTENCE_SIGNS = frozenset(".!?;:")
# Tokens after a quotation in which its attribution is looked for.
FAR = 41
# Verbs that are tried for a quotation.
TRIED = 4


@dataclass(frozen=True)
class Attributed:
    """Whose a quotation is: a range of tokens, and the rule that found it."""

    rule: str
    source: Range


def ends_open(token: Token, after: Token | None) -> bool:
    """Whether the sentence goes on after a quotation."""
    return token.text[-1:] in OPEN_ENDS or (after is not None and after.text in COMMAS)


def after_frame(row: Row, place: int, language: Language) -> Attributed | None:
    """The attribution that follows a quotation: “…,” said X; “…,” X said; “…”, according to X; “…” — X."""
    at = place + 1
    while at < len(row) and row[at].text in COMMAS:
        at += 1
    if at >= len(row) or row[at].kind == QUOTE:
        return None
    rules = (according_after, auxiliary_subject, verb_subject, signed, subject_verb)
    return next((found for rule in rules if (found := rule(row, place, at, language))), None)


def according_after(row: Row, place: int, at: int, language: Language) -> Attributed | None:
    """“…”, according to X; „…“, X zufolge."""
    end = min(len(row), place + FAR)
    words = [each.lower for each in row[at : at + 6]]
    size = language.according.at(words, 0) if row[at].kind == WORD else 0
    found = right(row, at + size, end, language) if size else postposed(row, at, end, language)
    return Attributed("according after", found) if found else None


def auxiliary_subject(row: Row, place: int, at: int, language: Language) -> Attributed | None:
    """„…“, hat er gesagt."""
    first, end = after_fillers(row, at, language), min(len(row), place + FAR)
    if not language.inverts or first == at or not (found := right(row, first, end, language)):
        return None
    is_said = any(
        verb_in(row, verb, language, language.say) for verb in range(found[1] - 1, min(end, found[1] + TOKENS))
    )
    return Attributed("verb subject", narrowed_to_name(row, found, language)) if is_said else None


def verb_subject(row: Row, place: int, at: int, language: Language) -> Attributed | None:
    """“…,” said X; « … », déclare-t-il; «…», dijo."""
    end = min(len(row), place + FAR)
    first = after_time(row, after_fillers(row, at, language), end, language)
    size = verb_in(row, first, language, language.say) if first < end else 0
    if not size or (is_ended(row, place) and row[first].is_capital):
        return None
    if found := right(row, first + size, end, language):
        return Attributed("verb subject", found)
    is_alone = language.drops_subjects or "-" in row[first].text
    return Attributed("dropped", (first, first + 1)) if is_alone else None


def signed(row: Row, place: int, at: int, language: Language) -> Attributed | None:
    """“…” — X, at the end of a line."""
    name = signature(row, at, language) if row[place + 1].text in DASHES else None
    return Attributed("signed", name) if name else None


def subject_verb(row: Row, place: int, at: int, language: Language) -> Attributed | None:
    """“…,” X said. The rule is weak where the verb has words of its own: “…,” X said that."""
    if not ends_open(row[place], row[place + 1]):
        return None
    for verb in range(at + 1, min(len(row), place + FAR)):
        if row[verb].kind == QUOTE or (row[verb].text in SENTENCE_SIGNS and not is_dot(row, verb, language)):
            return None
        if row[verb].text.islower() and (size := verb_in(row, verb, language, language.say)):
            found = left(row, verb, at, language)
            if found is None:
                return None
            after = verb + size
            if language.drops_subjects and after < len(row) and is_name(row[after], language):
                # Where the order of words is free, a name right after the verb is its subject: LRT sakė J. Petraitis.
                follows = right(row, after, len(row), language)
                return Attributed("verb subject", follows) if follows else None
            rule = "subject verb" if found[0] == at else "far subject verb"
            return Attributed(f"weak {rule}" if says_more(row, verb + size, language) else rule, found)
    return None


def after_fillers(row: Row, at: int, language: Language) -> int:
    """The first token from `at` on that is no auxiliary or adverb."""
    while at < len(row) and row[at].kind == WORD and is_filler(row[at], language):
        at += 1
    return at


def is_ended(row: Row, place: int) -> bool:
    """Whether the sentence ends with a quotation, by its full stop."""
    return row[place].text[-1:] in {".", "…"} and not ends_open(row[place], row[place + 1])


def postposed(row: Row, start: int, end: int, language: Language) -> Range | None:
    """Who stands before a word like “zufolge” after a quotation."""
    for at in range(start + 1, min(end, start + TOKENS)):
        if row[at].kind != WORD:
            return None
        if row[at].lower in language.according_after:
            return phrase(row, start, at, language)
    return None


def signature(row: Row, start: int, language: Language) -> Range | None:
    """The name that a short line consists of, from `start` on: “— Jane Doe, 27, Ohio”."""
    if not start < len(row) <= start + TOKENS or not is_name(row[start], language):
        return None
    if any(each.kind == QUOTE or each.text in SENTENCE_SIGNS - {"."} for each in row[start:]):
        return None
    if any(is_verb(row, at, language) for at in range(start, len(row))):
        return None
    end = start + 1
    while end < len(row) and (
        is_name(row[end], language) or row[end].lower in language.particles or is_dot(row, end, language)
    ):
        end += 1
    return start, end


def says_more(row: Row, place: int, language: Language) -> bool:
    """Whether a verb is followed by what it says, so that a quotation before it may be somebody else's."""
    if place >= len(row) or row[place].kind != WORD:
        return False
    return row[place].lower in language.more or row[place].lower in language.pronouns


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


def narrowed_to_name(row: Row, found: Range, language: Language) -> Range:
    """The capitalised words that a noun phrase begins with, if it begins with some."""
    end = found[0]
    while end < found[1] and (is_name(row[end], language) or row[end].lower in language.particles):
        end += 1
    return (found[0], end) if end > found[0] else found


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
