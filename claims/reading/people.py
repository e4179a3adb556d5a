"""The speakers that a text may quote: their names and dated roles, and how words of the text are compared with them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.reading.fold import fold
from claims.reading.lists import Language
from claims.reading.subjects import POSSESSIVE, is_name
from claims.reading.tokens import WORD, Token

# Folded letters by which names are indexed, and the shortest name that may be inflected.
INDEXED = 3
INFLECTED = 4
# Words of the longest name that is looked up.
LONGEST = 8


@dataclass(frozen=True)
class Role:
    """A role that somebody held, from a day to a day; open ends are None.

    Attributes:
        organization: the names of where it is held.
        former: it has ended, but nobody knows when.
    """

    title: str
    organization: tuple[str, ...] = ()
    start: date | None = None
    end: date | None = None
    former: bool = False

    def held_on(self, day: date | None) -> bool:
        """Whether it was held on a day; of an unknown day, whether it has no end."""
        if self.former:
            return False
        if day is None:
            return self.end is None
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


@dataclass(frozen=True)
class Speaker:
    """Somebody who may be quoted.

    Attributes:
        key: what identifies them for the caller, such as a slug.
        family_name: the part of a person's name that stands for them; empty for organisations and groups.
    """

    key: str
    names: tuple[str, ...]
    family_name: str = ""
    roles: tuple[Role, ...] = ()

    @property
    def is_person(self) -> bool:
        return bool(self.family_name)


def folded(text: str) -> tuple[str, ...]:
    """The folded words of a name."""
    return tuple(word for each in text.split() if (word := fold(each)))


def folded_token(token: Token) -> str:
    """The fold of a word without a possessive ending."""
    text = token.text
    for each in POSSESSIVE:
        text = text.removesuffix(each)
    return fold(text)


def is_same(word: str, name: str, endings: int) -> bool:
    """Whether a folded word is a folded name, perhaps inflected: few letters differ at their ends."""
    if word == name:
        return True
    if not endings or len(name) < INFLECTED:
        return False
    stem = len(name) - (2 if len(name) > INFLECTED and endings > 1 else 1)
    return word[:stem] == name[:stem] and len(word) - stem <= endings + 1


@dataclass(frozen=True)
class Mention:
    """Where a name stands: a range of tokens, and the keys of those who have it."""

    start: int
    end: int
    keys: frozenset[str]


class Known:
    """Speakers, to look up names, family names and roles.

    Args:
        day: when the text appeared; roles are those that were held then.
    """

    def __init__(self, speakers: Iterable[Speaker], language: Language, day: date | None) -> None:
        self.language = language
        self.by_key = {each.key: each for each in speakers}
        self.names: dict[str, dict[tuple[str, ...], set[str]]] = defaultdict(lambda: defaultdict(set))
        self.families: dict[str, dict[tuple[str, ...], set[str]]] = defaultdict(lambda: defaultdict(set))
        self.found: dict[tuple[Any, ...], tuple[int, frozenset[str]]] = {}
        self.roles: list[tuple[str, tuple[str, ...], list[tuple[str, ...]]]] = []
        for each in self.by_key.values():
            for name in each.names:
                self.add(self.names, name, each.key)
                if each.is_person and len(folded(name)) > 1:
                    self.add(self.families, name.split()[-1], each.key)
            if each.is_person:
                self.add(self.families, each.family_name, each.key)
            self.roles += [
                (each.key, folded(role.title), [folded(name) for name in role.organization])
                for role in each.roles
                if role.held_on(day)
            ]

    @staticmethod
    def add(index: dict[str, dict[tuple[str, ...], set[str]]], name: str, key: str) -> None:
        if (words := folded(name)) and len(words) <= LONGEST:
            index[words[0][:INDEXED]][words].add(key)

    def is_person(self, key: str) -> bool:
        return self.by_key[key].is_person

    def mentions(self, words: Sequence[str], index: dict[str, dict[tuple[str, ...], set[str]]]) -> Iterator[Mention]:
        """The names of an index among folded words, the longest at each place."""
        at = 0
        while at < len(words):
            found = self.longest(words, at, index)
            if found:
                yield found
            at = found.end if found else at + 1

    def longest(
        self, words: Sequence[str], at: int, index: dict[str, dict[tuple[str, ...], set[str]]]
    ) -> Mention | None:
        """The longest name of an index that begins at a place; what was looked up once is kept."""
        key = (id(index), *words[at : at + LONGEST])
        if key not in self.found:
            self.found[key] = self.look_up(words, at, index)
        size, keys = self.found[key]
        return Mention(at, at + size, keys) if size else None

    def look_up(
        self, words: Sequence[str], at: int, index: dict[str, dict[tuple[str, ...], set[str]]]
    ) -> tuple[int, frozenset[str]]:
        best: tuple[int, bool, frozenset[str]] | None = None
        for name, keys in index.get(words[at][:INDEXED], {}).items() if words[at] else ():
            size = len(name)
            there = words[at : at + size]
            if len(there) == size and all(map(self.same, there, name)):
                this = (size, tuple(there) == name, frozenset(keys))
                if best is None or this[:2] > best[:2]:
                    best = this
        return (best[0], best[2]) if best else (0, frozenset())

    def same(self, word: str, name: str) -> bool:
        return is_same(word, name, self.language.endings)

    def full(self, row: Sequence[Token], start: int, end: int) -> list[Mention]:
        """The full names in a range of tokens."""
        words = [folded_token(each) if each.kind == WORD else "" for each in row[start:end]]
        found = [Mention(start + each.start, start + each.end, each.keys) for each in self.mentions(words, self.names)]
        return [each for each in found if row[each.start].is_capital or each.end - each.start > 1]

    def family(self, token: Token) -> frozenset[str]:
        """Those whose family name a word is."""
        found = self.longest([folded_token(token)], 0, self.families)
        return found.keys if found else frozenset()

    def in_role(self, row: Sequence[Token], start: int, end: int) -> tuple[frozenset[str], bool]:
        """Those whose role a range of tokens names, and whether it names the organisation as well."""
        words = [folded_token(each) for each in row[start:end] if each.kind == WORD]
        held = [
            (key, any(self.contains(words, name) for name in names), len(title))
            for key, title, names in self.roles
            if title and self.contains(words, title)
        ]
        whole = [each for each in held if each[1]] or held
        longest = max((each[2] for each in whole), default=0)
        keys = frozenset(key for key, _, size in whole if size == longest)
        return keys, any(each[1] for each in held)

    def has_role(self, key: str, titles: Sequence[str], said: Iterable[str] = ()) -> bool:
        """Whether all of some titles are words of somebody's roles, or what the text calls them."""
        words = [*said, *(word for role in self.by_key[key].roles for word in folded(role.title))]
        return all(any(self.same(title, word) or word.endswith(title) for word in words) for title in titles)

    def is_part_of_role(self, key: str, token: Token) -> bool:
        """Whether a word is one of somebody's role or of its organisation."""
        word = folded_token(token)
        roles = self.by_key[key].roles
        return any(
            self.same(word, part)
            for role in roles
            for name in (role.title, *role.organization)
            for part in folded(name)
        )

    def contains(self, words: Sequence[str], name: tuple[str, ...]) -> bool:
        """Whether the words of a name stand among others, one after the other."""
        size = len(name)
        return bool(name) and any(
            all(map(self.same, words[at : at + size], name)) for at in range(len(words) - size + 1)
        )

    def may_precede(self, token: Token, key: str) -> bool:
        """Whether a word before a family name leaves it the speaker's: a title or role, or a part of the name."""
        lists = self.language
        if not is_name(token, lists) or token.lower in lists.titles or token.lower.endswith(lists.title_ends):
            return True
        word, speaker = folded_token(token), self.by_key[key]
        parts = [part for name in speaker.names for part in folded(name)]
        parts += [
            part
            for role in speaker.roles
            for part in (*folded(role.title), *(w for n in role.organization for w in folded(n)))
        ]
        return any(self.same(word, part) for part in parts)
