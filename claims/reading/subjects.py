"""Who a verb of saying has as its subject: the noun phrase before or after it, as a range of tokens."""

from dataclasses import dataclass
from itertools import pairwise

from claims.reading.lists import Language, Words
from claims.reading.times import after_time, begins_date, is_of_date, year_of
from claims.reading.tokens import SIGN, WORD, Row, Token

Range = tuple[int, int]
# Tokens of the longest noun phrase that is read.
LONGEST = 14
TWO = 2
COMMAS = frozenset(",—–-―")
DASHES = frozenset("—–―-")
POSSESSIVE = ("'s", "’s", "'", "’")


@dataclass(frozen=True)
class Attributed:
    """Whose a quotation is: a range of tokens, and the rule that found it."""

    rule: str
    source: Range


def bare(token: Token) -> str:
    """The word in lower case without a contracted verb: “he” of “he's”."""
    return token.lower.partition("'")[0].partition("’")[0]


def is_verb(row: Row, place: int, language: Language) -> int:
    """How many tokens the verb of saying has that begins at `place`; 0 if none does."""
    return verb_in(row, place, language, language.say, language.tell, language.saying)


def verb_in(row: Row, place: int, language: Language, *lists: Words) -> int:
    """How many tokens the verb of one of the lists has that begins at `place`; a noun of the same form is none."""
    word = row[place].lower
    for each in lists:
        if word in each.single or word in each.phrases:
            break
    else:
        return 0
    before = row[place - 1] if place else None
    is_noun = before and (before.lower in language.determiners or before.lower.endswith(POSSESSIVE))
    if is_noun and before and before.lower not in language.pronouns and before.lower not in language.relatives:
        return 0
    words = [each.lower for each in row[place : place + 4]]
    return next((size for each in lists if (size := each.at(words, 0))), 0)


def is_filler(token: Token, language: Language) -> bool:
    """Whether a word may stand between a subject and its verb."""
    is_adverb = token.kind == WORD and token.text.islower() and token.lower.endswith(language.adverbs)
    return token.lower in language.fillers or is_adverb


def is_name(token: Token, language: Language) -> bool:
    """Whether a word may be a part of a name by its capital letter."""
    return token.is_capital and token.lower not in language.starters


def is_dot(row: Row, place: int, language: Language) -> bool:
    """Whether a full stop belongs to the short word before it."""
    before = row[place - 1] if place else None
    return bool(
        row[place].text == "."
        and before
        and before.end == row[place].start
        and (before.lower in language.abbreviations or (len(before.text) == 1 and before.is_capital))
    )


def right(row: Row, place: int, end: int, language: Language) -> Range | None:
    """The noun phrase that begins at `place`, before the token `end`."""
    while place < end and is_filler(row[place], language) and row[place].lower not in language.pronouns:
        place += 1
    place = after_time(row, place, end, language)
    if place >= end or row[place].kind != WORD:
        return None
    if bare(row[place]) in language.pronouns:
        return place, place + 1
    at = place
    while at < end and at - place < LONGEST:
        token = row[at]
        if token.kind == SIGN and not (is_dot(row, at, language) or token.text == "&"):
            break
        if (
            token.kind not in {WORD, SIGN}
            or token.lower in language.breaks
            or (at > place and is_verb(row, at, language))
        ):
            break
        if at > place and (bare(token) in language.pronouns or begins_date(row, at, end, language)):
            break
        at += 1
    while at > place and row[at - 1].lower in language.joins:
        at -= 1
    at = with_name(row, place, at, end, language)
    return (place, at) if at > place and row[at - 1].lower not in language.determiners else None


def with_name(row: Row, place: int, at: int, end: int, language: Language) -> int:
    """The end of a noun phrase with the name that follows it after a comma: its spokesman, Daniel Reyes."""
    if at + 2 > end or row[at].text != "," or at == place:
        return at
    if (
        not language.nouns_capitalised
        and any(is_name(each, language) for each in row[place:at])
        and row[place].lower not in language.determiners
    ):
        return at
    last = at + 1
    while last < end and (
        is_name(row[last], language) or row[last].lower in language.particles or is_dot(row, last, language)
    ):
        last += 1
    return last if last - at > TWO and (last >= len(row) or row[last].kind != WORD) else at


def left(row: Row, verb: int, low: int, language: Language) -> Range | None:
    """The subject that ends before the verb at `verb`, from the token `low` on."""
    at = before_time(row, verb - 1, low, language)
    at = before_bracket(row, at, low)
    if at < low:
        return None
    token = row[at]
    if year_of(token.text):
        return None
    if token.kind != WORD:
        return apposed(row, at, low, language) if token.text in COMMAS else None
    if token.lower in language.relatives:
        return antecedent(row, at, low, language)
    if bare(token) in language.pronouns:
        return at, at + 1
    found = phrase(row, low, at + 1, language) if token.lower not in language.breaks else None
    return found if found and is_noun_phrase(row, found, language) else None


def before_time(row: Row, at: int, low: int, language: Language) -> int:
    """The last token up to `at` that is no auxiliary or adverb before a verb, and no date with its preposition."""
    if at >= low and not is_of_date(row[at].lower, language) and not is_filler(row[at], language):
        return at
    while at >= low and row[at].kind == WORD:
        first = at
        while first >= low and is_of_date(row[first].lower, language):
            first -= 1
        words = [each.lower for each in row[first + 1 : at + 1]]
        if any(not (word in language.links or word.isdigit()) for word in words):
            at = first - (first >= low and row[first].lower in language.when)
        elif is_filler(row[at], language):
            at -= 1
        else:
            break
    return at


def before_bracket(row: Row, at: int, low: int) -> int:
    """The token before the bracketed words that end at `at`, else `at`."""
    if at < low or row[at].text != ")":
        return at
    while at > low and row[at].text != "(":
        at -= 1
    return at - 1


def is_noun_phrase(row: Row, found: Range, language: Language) -> bool:
    """Whether words can be a subject: a name, a determiner with a noun, or a noun in the plural."""
    first, last = row[found[0]], row[found[1] - 1]
    return (
        first.lower in language.determiners
        or is_name(last, language)
        or not language.plurals
        or last.lower.endswith(language.plurals)
    )


def antecedent(row: Row, place: int, low: int, language: Language) -> Range | None:
    """The noun phrase that a relative pronoun stands for, with the pronoun: Smith, who."""
    end = place
    while end > low and (row[end - 1].text in COMMAS or row[end - 1].lower in language.joins):
        end -= 1
    end = before_bracket(row, end - 1, low) + 1
    found = phrase(row, low, end, language) if end > low else None
    return ((narrowed(row, *found, language) or found)[0], place + 1) if found else (place, place + 1)


def phrase(row: Row, low: int, end: int, language: Language) -> Range | None:
    """The noun phrase that ends before the token `end`."""
    start = end
    while start > low and end - start < LONGEST:
        token, place = row[start - 1], start - 1
        if token.kind == SIGN and not (is_dot(row, place, language) or token.text == "&"):
            break
        if token.kind not in {WORD, SIGN} or bare(token) in language.pronouns:
            break
        if token.lower in language.breaks and token.lower not in language.joins:
            break
        if is_verb(row, place, language) and not token.is_capital:
            break
        start -= 1
    while start < end and year_of(row[start].text):
        start += 1
    while start < end and (
        row[start].lower in language.joins
        or (row[start].lower in language.starters and row[start].lower not in language.determiners)
        or row[start].kind == SIGN
    ):
        # It began with a preposition: only what follows the last one can be the subject.
        start += 1
        joins = [place for place in range(start, end - 1) if row[place].lower in language.joins]
        if joins:
            start = joins[-1] + 1
        return narrowed(row, start, end, language)
    return (start, end) if start < end else None


def narrowed(row: Row, start: int, end: int, language: Language) -> Range | None:
    """The name at the end of a range, or what follows the last determiner in it."""
    at = end
    while at > start and (
        is_name(row[at - 1], language) or row[at - 1].lower in language.particles or is_dot(row, at - 1, language)
    ):
        at -= 1
    if at < end and is_name(row[end - 1], language):
        while at < end and row[at].lower in language.particles:
            at += 1
        return at, end
    at = end
    while at > start and row[at - 1].lower not in language.determiners:
        at -= 1
    at = max(start, at - 1)
    return (at, end) if at < end else None


def apposed(row: Row, comma: int, low: int, language: Language) -> Range | None:
    """The noun phrase that the words up to the comma before a verb explain: Smith of “Smith, the mayor, said”."""
    cuts = [low - 1, *(place for place in range(low, comma) if row[place].text in COMMAS), comma]
    for before, after in pairwise(cuts):
        first = before + 1
        if first >= after or row[first].kind != WORD:
            continue
        if bare(row[first]) in language.pronouns and after - first == 1:
            return first, after
        if row[first].lower in language.starters and row[first].lower not in language.determiners:
            continue
        if row[first].lower in language.breaks or any(is_verb(row, at, language) for at in range(first, after)):
            continue
        end = before_bracket(row, after - 1, first) + 1
        if end <= first:
            continue
        found = phrase(row, first, end, language)
        if found and (found[0] == first or is_name(row[found[1] - 1], language)):
            return found
    return None


def narrowed_to_name(row: Row, found: Range, language: Language) -> Range:
    """The capitalised words that a noun phrase begins with, if it begins with some."""
    end = found[0]
    while end < found[1] and (is_name(row[end], language) or row[end].lower in language.particles):
        end += 1
    return (found[0], end) if end > found[0] else found


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
