"""Reported speech: clauses that say in the writer's words what somebody said or denied, and whose they are."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from claims.reading.after import after_frame
from claims.reading.before import subject
from claims.reading.lists import Language
from claims.reading.subjects import (
    Range,
    bare,
    is_filler,
    is_name,
    narrowed_to_name,
    phrase,
    right,
    verb_in,
)
from claims.reading.times import TIME, begins_time
from claims.reading.tokens import QUOTE, REACH, SIGN, WORD, Row

# Tokens between a verb of saying and its “that”, and before the verb in which a “not” is looked for.
WITHIN = 8
# Of these, so many leave no doubt that the clause is the verb's.
CLEAR = 4
# Words of the shortest clause.
FEW = 3
# Verbs, and commas, that are tried in a sentence.
TRIED = 4
# Tokens at the beginning of a sentence in which a word like “zufolge” is looked for.
HEAD = 6
STOPS = frozenset(";:")
CLOSING = frozenset(".!?…,;:—–-")


@dataclass(frozen=True)
class Reported:
    """A clause of reported speech: ranges of tokens, and the rule that found it."""

    rule: str
    source: Range
    words: Range


def reports(row: Row, language: Language) -> Iterator[Reported]:
    """The clauses of a paragraph, one after the other. None of them has a quotation in it."""
    start = 0
    while start < len(row):
        end = row.ends[start]
        if not row[end - 1].text.endswith("?"):
            found = list(with_verbs(row, start, end, language))
            if not found and (one := beside(row, start, end, language)):
                found = [one]
            yield from found
        start = end


def with_verbs(row: Row, start: int, end: int, language: Language) -> Iterator[Reported]:
    """X said that …; X said …; X denied …"""
    at, tried = start, 0
    for verb in range(start, end):
        if verb < at or not (size := verb_in(row, verb, language, language.deny, language.say, language.saying)):
            continue
        if (row[verb].is_capital and verb > start) or (tried := tried + 1) > TRIED:
            continue
        if found := with_verb(row, verb, size, (start, end), language):
            yield found
            at = found.words[1]


def with_verb(row: Row, verb: int, size: int, within: Range, language: Language) -> Reported | None:
    """The clause that a verb introduces in a sentence; a denial is cited with its verb."""
    after, start = verb + size, max(within[0], verb - REACH)
    opener = that_after(row, after, within[1], language)
    is_plain = opener is None and verb_in(row, verb, language, language.plain)
    first = plain_after(row, after, within[1], language) if is_plain else None
    place = opener or (max(first - 1, after) if first else after)
    found, how = subject(row, verb, place, start, language)
    is_free = how == "subject" and language.drops_subjects and after < within[1] and is_name(row[after], language)
    head = verb if how == "participle" else max(start, verb - WITHIN)
    if (
        not found
        or not is_source(row, found, within[0], language)
        or is_unsaid(row, head, max(place, min(after + 2, within[1])), language)
        or is_free  # Where the order of words is free, either may be the subject.
        or (opener and found[0] > verb and may_be_relative(row, opener, found, language))
    ):
        return None
    words = opener + 1 if opener else first or verb, end_of_clause(row, found, verb, within, language)
    denies = bool(verb_in(row, verb, language, language.deny))
    if how in {"subject", "inverted"}:
        if denies:
            return denied(row, opener, found, (verb, words[1]), language)
        if opener:
            rule = "reported that" if is_clear(row, after, opener, language) else "reported far"
            return clause(row, rule, found, words, language)
        is_beside = all(is_filler(each, language) for each in row[found[1] : verb])
        return clause(row, "reported plain", found, words, language) if first and is_beside else None
    is_added = how == "dropped" or (how == "participle" and verb > start and row[verb - 1].text == ",")
    if not opener or denies or not is_added:
        return None
    return clause(row, "reported far", narrowed_to_name(row, found, language), words, language)


def denied(row: Row, opener: int | None, source: Range, words: Range, language: Language) -> Reported | None:
    """A denial, with its verb and auxiliary."""
    first, end = words
    if opener is None and (first + 1 >= end or row[first + 1].kind != WORD):
        return None
    while first > source[1] and is_filler(row[first - 1], language):
        first -= 1
    return clause(row, "denied that" if opener else "denied", source, (first, end), language)


def that_after(row: Row, start: int, end: int, language: Language) -> int | None:
    """The “that” after a verb of saying: said on Monday that."""
    for at in range(start, min(start + WITHIN, end)):
        if row[at].kind == WORD and row[at].lower in language.more:
            # “A list that has …” says nothing.
            is_relative = row[at].lower in language.relatives and not language.drops_subjects
            after = row[at + 1].lower if at + 1 < end else ""
            is_auxiliary = after in language.fillers and after in language.breaks and after not in language.openers
            return None if is_relative and is_auxiliary else at
        if row[at].kind == QUOTE or (row[at].kind == SIGN and row[at].text not in {",", "."}):
            return None
        if verb_in(row, at, language, language.say):
            return None
    return None


def may_be_relative(row: Row, opener: int, source: Range, language: Language) -> bool:
    """Whether a “that” after the speaker may be a “who”: afferma Tommaso Okoro, che guida; dice un hombre que."""
    if row[opener].lower not in language.relatives or source[1] not in {opener, opener - 1}:
        return False
    return row[opener - 1].text == "," or not is_name(row[source[1] - 1], language)


def is_clear(row: Row, start: int, opener: int, language: Language) -> bool:
    """Whether no noun stands between a verb and its “that” of which that might say more: said of a list that."""
    words = [each.lower for each in row[start:opener] if each.kind == WORD]
    return len(words) <= CLEAR and not any(
        word in language.off or (word in language.determiners and not begins_time(after, language))
        for word, after in pairwise([*words, ""])
    )


def is_unsaid(row: Row, start: int, end: int, language: Language) -> bool:
    """Whether nobody said it, or it is not known: “did not say that”, “if she says that”."""
    return any(each.lower in language.unsaid or each.lower.endswith("n't") for each in row[start:end])


def is_source(row: Row, found: Range, start: int, language: Language) -> bool:
    """Whether somebody may be meant: no “we”, “it” or “the man who”, and no “which he said”."""
    first, last = bare(row[found[0]]), row[found[1] - 1]
    is_other = found[1] - found[0] == 1 and first in language.pronouns and first not in language.persons
    before = row[found[0] - 1].lower if found[0] > start else ""
    return not is_other and before not in language.relatives and bare(last) not in language.relatives


def end_of_clause(row: Row, source: Range, verb: int, within: Range, language: Language) -> int:
    """Where the sentence goes on without a verb: at a comma after “While X said that …,”, else at its end."""
    first = min(source[0], verb)
    before = row[first - 1].lower if first > within[0] else ""
    if before in language.openers or not (before in language.breaks or before in language.conjunctions):
        return within[1]
    return next((at for at in range(verb + CLEAR, within[1]) if row[at].text in {",", "–", "—"}), within[1])


def plain_after(row: Row, start: int, end: int, language: Language) -> int | None:
    """Where a clause begins that no “that” introduces: said the port was closed; sagte, der Hafen sei zu."""
    if language.subjunctive:
        comma = next(
            (at for at in range(start, min(start + WITHIN, end)) if row[at].kind != WORD and row[at].text != "."), end
        )
        is_told = any(each.lower in language.subjunctive for each in row[comma : min(end, comma + REACH)])
        return comma + 1 if is_told and row[comma].text == "," else None
    if start >= end or row[start].kind != WORD:
        return None
    words = [each.lower for each in row[start : min(end, start + HEAD)]]
    if any(language.times.at(words, at) for at in range(min(len(words), TIME))):
        return None  # “said two weeks ago”, “said the next day”
    head = row[start]
    if head.lower in language.more:
        return None
    is_subject = head.lower in language.determiners or bare(head) in language.pronouns or is_name(head, language)
    return start if is_subject or head.lower.endswith(language.plurals) else None


def clause(row: Row, rule: str, source: Range, words: Range, language: Language) -> Reported | None:
    """A clause, up to the next verb that introduces one; None where a quotation is in it, or it is too short."""
    start, end = words
    comma = start
    for at in range(start, end):
        if row[at].kind == QUOTE:
            return None
        if row[at].text == ",":
            comma = at
        is_other = start < comma and at - comma <= WITHIN and is_next(row, at, end, language)
        if row[at].text in STOPS or is_other:
            end = comma if is_other else at
            break
    while end > start and row[end - 1].text in CLOSING:
        end -= 1
    while start < end and row[start].text in CLOSING:
        start += 1
    is_long = sum(each.kind == WORD for each in row[start:end]) >= FEW
    is_apart = source[1] <= start or end <= source[0]
    return Reported(rule, source, (start, end)) if is_long and is_apart else None


def is_next(row: Row, verb: int, end: int, language: Language) -> bool:
    """Whether another verb of saying begins to introduce a clause: …, adding that."""
    size = verb_in(row, verb, language, language.say, language.saying, language.deny)
    return bool(size) and that_after(row, verb + size, min(end, verb + size + 2), language) is not None


def beside(row: Row, start: int, end: int, language: Language) -> Reported | None:
    """The rest of a sentence that ends with “…, X said”, or begins or ends with “according to X”."""
    if any(each.kind == QUOTE for each in row[start:end]):
        return None
    if found := according(row, start, end, language):
        return found
    if row[start].lower in language.breaks or verb_in(row, start, language, language.say, language.saying):
        return None
    commas = [at for at in range(max(start, end - REACH), end) if row[at].text == ","][-TRIED:]
    for comma in reversed(commas):
        one = after_frame(row, comma, language)
        is_attributed = one and one.rule in {"verb subject", "subject verb", "according after"}
        if one and is_attributed and is_tail(row, comma + 1, one.source, end, language):
            return clause(row, "reported beside", one.source, (start, comma), language)
    return None


def is_tail(row: Row, start: int, source: Range, end: int, language: Language) -> bool:
    """Whether the end of a sentence says no more than who said it, and perhaps when and where."""
    head = [each.lower for each in row[start : start + HEAD]]
    is_led = start == source[0] or language.according.at(head, 0) > 0
    is_person = bare(row[source[0]]) in language.persons or is_known(row, source, language)
    is_person = is_person or (is_led and is_named(row, source, language))
    if not is_person or not is_source(row, source, start, language) or source[1] > end:
        return False
    if row[start].lower.endswith(language.adverbs or ("\0",)) or is_unsaid(row, start, end, language):
        return False
    if any(each.lower in language.deny for each in row[start:end]):
        return False
    sizes = ((at, verb_in(row, at, language, language.say)) for at in range(source[1], min(end, source[1] + WITHIN)))
    last = next((at + size for at, size in sizes if size), source[1]) if start == source[0] else source[1]
    rest = row[last:end]
    pairs = pairwise(rest)
    if len(rest) > WITHIN or any(one.text == "," and not begins_time(other.lower, language) for one, other in pairs):
        return False
    words = [each.lower for each in rest if each.kind == WORD]
    if len(words) <= 1 or begins_time(words[0], language) or begins_time(words[1], language):
        return True
    return words[0] in language.breaks and words[0] not in language.fillers


def according(row: Row, start: int, end: int, language: Language) -> Reported | None:
    """According to X, …; laut X …; X zufolge …"""
    words = [each.lower for each in row[start : start + HEAD]]
    size = language.according.at(words, 0) if row[start].kind == WORD else 0
    if size:
        found = right(row, start + size, end, language)
        if found and row[min(found[1], end - 1)].text != ",":
            found = narrowed_to_name(row, found, language) if is_name(row[found[0]], language) else None
        first = found[1] if found else end
    else:
        heads = range(start + 1, min(end, start + HEAD))
        first = next((at + 1 for at in heads if row[at].lower in language.according_after), end)
        found = phrase(row, start, first - 1, language) if first < end else None
    if not found or not is_named(row, found, language):
        return None
    return clause(row, "reported beside", found, (first, end), language)


def is_known(row: Row, source: Range, language: Language) -> bool:
    """Whether words have a name, a title or a role, so that they are rather the subject of a verb than its object."""
    words = row[source[0] : source[1]]
    if any(each.lower in language.titles or each.lower.endswith(language.title_ends or ("\0",)) for each in words):
        return True
    is_noun = language.nouns_capitalised and words[0].lower in language.determiners
    return not is_noun and any(is_name(each, language) for each in words)


def is_named(row: Row, found: Range, language: Language) -> bool:
    """Whether words are a name, or have a determiner: no “according to plan”."""
    words = row[found[0] : found[1]]
    return words[0].lower in language.determiners or any(is_name(each, language) for each in words)
