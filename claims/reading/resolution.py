"""Which speaker the words for who spoke mean: a name, a family name after the full one, a role, a pronoun."""

from bisect import bisect_left, insort
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter

from claims.reading.candidates import Tier
from claims.reading.days import Days
from claims.reading.lists import Language
from claims.reading.people import Known, folded_token
from claims.reading.subjects import POSSESSIVE, Range, bare, first_phrase, is_name, left, verb_in
from claims.reading.tokens import QUOTE, SIGN, WORD, Row, Token, ends_sentence

# Tokens of a sentence in which its subject is looked for.
SUBJECT_WITHIN = 25
# Tokens before a name among which its titles are.
TITLES_WITHIN = 5
# People who are looked at for a pronoun.
LATEST = 10


@dataclass(frozen=True)
class Who:
    """Somebody in a text.

    Attributes:
        speaker: the key of a known speaker; empty if it is none of them.
        name: the name in the text, in its longest form so far.
    """

    speaker: str = ""
    name: str = ""
    tier: Tier = "unknown"

    def __bool__(self) -> bool:
        return bool(self.speaker or self.name)


@dataclass
class Scene:
    """Who was named in a text so far.

    Attributes:
        day: when the text appeared.
        days: those that this paragraph names.
        seen: the keys of speakers whose full name was there.
        latest: by family name in lower case, who had it last with a first name.
        subjects: the people that sentences of this paragraph are about, in their order.
        sources: who spoke in this paragraph, each with their token; somebody without a name is empty.
        titles: what this paragraph calls people, by key: folded words before their names.
        before: who spoke in the paragraph before, else whom it was about.
    """

    known: Known
    language: Language
    day: date | None = None
    seen: set[str] = field(default_factory=set)
    latest: dict[str, Who] = field(default_factory=dict)
    subjects: list[tuple[int, Who]] = field(default_factory=list)
    sources: list[tuple[int, Who]] = field(default_factory=list)
    titles: dict[str, list[str]] = field(default_factory=dict)
    before: list[Who] = field(default_factory=list)
    days: Days = field(init=False)

    def enter(self, row: Row) -> None:
        """Goes on to the next paragraph."""
        self.before = [who for _, who in self.sources[-1:] or self.subjects[-LATEST:]]
        self.subjects, self.sources, self.titles = [], [], {}
        self.days = Days(row, self.language, self.day)
        self.note_names(row)
        start = 0
        for place in range(len(row)):
            if ends_sentence(row, place, self.language):
                self.note_subject(row, start, min(place + 1, start + SUBJECT_WITHIN))
                self.note_reported(row, start, place + 1)
                start = place + 1

    def note_names(self, row: Row) -> None:
        """Notes the full names of a paragraph."""
        for found in self.known.full(row, 0, len(row)):
            self.seen |= found.keys
            for key in found.keys:
                self.titles.setdefault(key, []).extend(titles_before(row, found.start, self.language))
        for start, end in names(row, self.language):
            if end - start > 1 and not (row[start].lower in self.language.titles and end - start == 2):  # noqa: PLR2004
                keys = [
                    key for each in self.known.full(row, start, end) for key in each.keys if self.known.is_person(key)
                ]
                self.latest[surname(row[end - 1])] = Who(keys[-1] if len(keys) == 1 else "", self.name(row, start, end))

    def note_subject(self, row: Row, start: int, end: int) -> None:
        found = first_phrase(row, start, end, self.language)
        if not found or bare(row[found[0]]) in self.language.pronouns:
            return
        if self.is_known(who := self.named(row, found)):
            self.subjects.append((found[0], who))

    def note_reported(self, row: Row, start: int, end: int) -> None:
        """Notes who speaks in a sentence without a quotation."""
        if any(each.kind == QUOTE for each in row[start:end]):
            return
        for at in range(start + 1, end):
            if row[at].text.islower() and verb_in(row, at, self.language, self.language.say):
                found = left(row, at, start, self.language)
                if (
                    found
                    and bare(row[found[0]]) not in self.language.pronouns
                    and self.is_known(who := self.named(row, found))
                ):
                    insort(self.sources, (found[0], who), key=itemgetter(0))
                return

    def is_known(self, who: Who) -> bool:
        """Whether somebody is a person, as far as one can tell: one of the speakers, or somebody with two names."""
        return self.known.is_person(who.speaker) if who.speaker else " " in who.name

    def who(self, row: Row, source: Range) -> Who:
        """Who the words for the speaker of a quotation mean."""
        found = self.meaning(row, source)
        insort(self.sources, (source[0], found), key=itemgetter(0))
        return found

    def meaning(self, row: Row, source: Range) -> Who:
        """Who words mean."""
        start, end = source
        word = bare(row[start])
        is_pronoun = word in self.language.persons or row[start].lower in self.language.persons
        is_meant = end - start == 1 and (is_pronoun or word in self.language.say)
        return self.meant(start) if is_meant else self.named(row, source)

    def meant(self, place: int) -> Who:
        """Who a pronoun stands for: whom the paragraph is about, else a guess at whom the one before was about."""
        here = self.until(self.sources, place) or self.until(self.subjects, place)
        if here:
            alone = len({each.speaker or each.name for each in here}) == 1
            return Who(here[-1].speaker, here[-1].name, "carried" if alone else "unknown")
        people = {each.speaker or each.name: each for each in self.before}
        if len(people) == 1:
            (only,) = people.values()
            return Who(only.speaker, only.name, "unknown")
        return Who()

    @staticmethod
    def until(people: list[tuple[int, Who]], place: int) -> list[Who]:
        """The latest people before a token."""
        end = bisect_left(people, place, key=itemgetter(0))
        return [who for _, who in people[max(end - LATEST, 0) : end]]

    def named(self, row: Row, source: Range) -> Who:
        """Who a noun phrase names: by a full name, a family name, a role, a title, or a name of nobody known."""
        full = [each for each in self.known.full(row, *source) if len(each.keys) == 1]
        for each in reversed(full):
            (key,) = each.keys
            if self.known.is_person(key) or self.is_whole(row, source, each.start, each.end):
                return Who(key, words_of(row, each.start, each.end), "sure")
        runs = names(row, self.language, *source)
        families = (self.by_family(row, *run) for run in reversed(runs))
        known = next((each for each in families if each), None)
        return (
            known or self.by_role(row, source, runs) or self.by_title(row, source) or self.stranger(row, source, runs)
        )

    def by_role(self, row: Row, source: Range, runs: list[Range]) -> Who | None:
        """Who a role means: with its organisation anybody, without it somebody whom the text named."""
        keys, with_organization = self.known.in_role(row, *source)
        if not with_organization:
            keys &= self.seen
        if len(keys) != 1:
            return None
        (key,) = keys
        words = [row[at] for run in runs for at in range(*run) if row[at].kind == WORD]
        others = [each for each in words if not self.known.is_part_of_role(key, each)]
        if not all(is_title(each, self.language) for each in others):
            return None
        return Who(key, "", "sure" if with_organization else "carried")

    def stranger(self, row: Row, source: Range, runs: list[Range]) -> Who:
        """Somebody who is no speaker, by the last name in a noun phrase."""
        if not runs or not self.is_somebody(row, runs[-1]):
            return Who()
        first, last = runs[-1]
        is_single = last - first == 1
        if self.language.nouns_capitalised and is_single and first > source[0]:
            return Who()
        latest = self.latest.get(surname(row[last - 1]))
        return Who("", latest.name if latest and is_single else self.name(row, first, last), "sure")

    def by_title(self, row: Row, source: Range) -> Who | None:
        """Who a title alone means: the one person of this paragraph who has it."""
        words = [each for each in row[source[0] : source[1]] if each.kind == WORD]
        words = [each for each in words if each.lower not in self.language.determiners]
        if not words or not all(is_title(each, self.language) for each in words):
            return None
        titles = [folded_token(each) for each in words]
        people = [key for key in self.titles if self.known.is_person(key)]
        keys = [key for key in people if self.known.has_role(key, titles, self.titles[key])]
        return Who(keys[0], "", "carried") if len(keys) == 1 else None

    def name(self, row: Row, start: int, end: int) -> str:
        """A name without the titles, roles and bodies before it."""
        for body in self.known.full(row, start, end - 1):
            if not any(map(self.known.is_person, body.keys)) and body.end < end:
                start = max(start, body.end)
        first = start
        while first < end - 1 and (
            row[first].kind != WORD
            or is_title(row[first], self.language)
            or (row[first].text.isupper() and len(row[first].text) > 1)
        ):
            first += 1
        return words_of(row, first if first < end else start, end)

    def by_family(self, row: Row, first: int, last: int) -> Who | None:
        """Who a name means by its last word."""
        keys = self.known.family(row[last - 1])
        if not keys:
            return None
        if last - first > 1:
            keys = frozenset(key for key in keys if self.known.may_precede(row[last - 2], key))
        else:
            latest = self.latest.get(surname(row[last - 1]))
            if latest and not latest.speaker and not any(key in self.seen for key in keys):
                return Who("", latest.name, "sure")
            if latest and latest.speaker in keys:
                return Who(latest.speaker, latest.name, "sure")
        seen = keys & self.seen
        chosen = seen or keys
        if len(chosen) != 1:
            return None
        (key,) = chosen
        return Who(key, words_of(row, first, last), "sure" if seen else "carried")

    def is_somebody(self, row: Row, run: Range) -> bool:
        """Whether a name in capitals is a person's or a body's own, not only a title."""
        return any(row[at].kind == WORD and not is_title(row[at], self.language) for at in range(*run))

    def is_whole(self, row: Row, source: Range, start: int, end: int) -> bool:
        """Whether a name is all that a source has, besides determiners."""
        rest = [*row[source[0] : start], *row[end : source[1]]]
        return all(each.kind == SIGN or each.lower in self.language.determiners for each in rest)


def titles_before(row: Row, place: int, language: Language) -> list[str]:
    """The folded titles before a name: minister of “the minister, Helen Brandt”."""
    words = [each for each in row[max(place - TITLES_WITHIN, 0) : place] if each.kind == WORD]
    return [folded_token(each) for each in words if is_title(each, language)]


def is_title(token: Token, language: Language) -> bool:
    """Whether a word is a title or a role."""
    return token.lower in language.titles or token.lower.endswith(language.title_ends)


def surname(token: Token) -> str:
    """The last word of a name in lower case, without a possessive ending."""
    for ending in POSSESSIVE:
        if token.lower.endswith(ending):
            return token.lower.removesuffix(ending)
    return token.lower


def names(row: Row, language: Language, start: int = 0, end: int | None = None) -> list[Range]:
    """The runs of capitalised words, with particles and initials between them."""
    found: list[Range] = []
    at, stop = start, len(row) if end is None else end
    while at < stop:
        if not is_name(row[at], language):
            at += 1
            continue
        first = at
        last = at + 1
        at += 1
        while at < stop and (
            is_name(row[at], language)
            or (row[at].kind == WORD and row[at].lower in language.particles)
            or (row[at].text == "." and row[at].start == row[at - 1].end and len(row[at - 1].text) <= 3)  # noqa: PLR2004
        ):
            if is_name(row[at], language):
                last = at + 1
            at += 1
        found.append((first, last))
        at = max(at, last)
    return found


def words_of(row: Row, start: int, end: int) -> str:
    """The words of a range as one text, without a possessive ending."""
    text = ""
    for at in range(start, end):
        text += (" " if at > start and row[at].start > row[at - 1].end else "") + row[at].text
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    return text
