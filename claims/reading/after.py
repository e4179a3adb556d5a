"""Where the words for who spoke stand after a quotation, and by which rule they were found."""

from claims.reading.lists import Language
from claims.reading.subjects import (
    COMMAS,
    DASHES,
    Attributed,
    Range,
    is_dot,
    is_filler,
    is_name,
    is_verb,
    left,
    narrowed_to_name,
    phrase,
    right,
    verb_in,
)
from claims.reading.times import after_time
from claims.reading.tokens import QUOTE, WORD, Row, Token

OPEN_ENDS = frozenset(",?!—–-")
# Tokens of the longest line that is a signature, and of what stands between the parts of a verb.
TOKENS = 14
SENTENCE_SIGNS = frozenset(".!?;:")
# Tokens after a quotation in which its attribution is looked for.
FAR = 41


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
