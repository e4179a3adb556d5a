"""What the SQL functions know of characters is what Unicode says, which Python's `unicodedata` has."""

import re
import unicodedata
from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db

# The version of Unicode that `unicode.sql` was made from. Another Python may have a later one.
VERSION = "14.0.0"
ESCAPE = re.compile(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})")
CHARACTERS = [chr(code) for code in range(1, 0x110000) if not 0xD800 <= code <= 0xDFFF]
often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="\0"), max_size=30)


def asked(sql: str, *values: object) -> str:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return str(cursor.fetchone()[0])


def members(inside: str) -> Iterator[str]:
    """The characters of the inside of a bracket expression."""
    codes = ESCAPE.sub(lambda found: chr(int(found[1] or found[2], 16)), inside)
    for first, last in re.findall("(.)(?:-(.))?", codes, re.DOTALL):
        yield from map(chr, range(ord(first), ord(last or first) + 1))


def ranges(characters: set[str]) -> str:
    """A bracket expression of characters, as `unicode.sql` has it."""
    parts: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if parts and parts[-1][1] == code - 1:
            parts[-1][1] = code
        else:
            parts.append([code, code])
    written = [[f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}" for code in part] for part in parts]
    return "".join(first if first == last else f"{first}-{last}" for first, last in written)


@pytest.mark.parametrize("category", ["P", "Z", "S", "M", "Cf", "Cc"])
def test_a_category_has_the_characters_that_unicode_gives_it(category: str) -> None:
    known = {char for char in CHARACTERS if unicodedata.category(char).startswith(category)}
    held = asked("SELECT claims_characters(%s)", category)
    if unicodedata.unidata_version == VERSION:
        assert held == ranges(known)
    assert set(members(held)) <= known


def test_between_cited_words_stand_punctuation_spaces_and_formats_of_every_script() -> None:
    known = [char for char in CHARACTERS if unicodedata.category(char) not in {"Cn", "Co"}]
    with connection.cursor() as cursor:
        cursor.execute("SELECT c FROM unnest(%s::text[]) c WHERE c ~ ('^' || claims_besides_words() || '$')", [known])
        besides = {char for (char,) in cursor}
    expected = {char for char in known if unicodedata.category(char)[0] in "PZ" or unicodedata.category(char) == "Cf"}
    # A mark of omission in Chinese, which Unicode counts as mathematics.
    expected |= {"\t", "\n", "\r", "⋯"}
    if unicodedata.unidata_version == VERSION:
        assert besides == expected
    assert besides <= expected


def test_noncharacters_are_those_that_unicode_names_so() -> None:
    last_two = {chr(plane * 0x10000 + code) for plane in range(17) for code in (0xFFFE, 0xFFFF)}
    held = set(members(asked("SELECT claims_characters('noncharacter')")))
    assert held == last_two | set(map(chr, range(0xFDD0, 0xFDF0)))


def test_what_a_display_ignores_is_ignorable() -> None:
    held = set(members(asked("SELECT claims_characters('ignorable')")))
    assert held.issuperset("\u00ad\u034f\u200b\u202e\u2060\u3164\ufe0f\U000e0020")
    assert held.isdisjoint("\u0600\u06dd\u2800 aé\u0301")


def test_plain_characters_are_seen_are_no_marks_and_compose_with_none() -> None:
    held = set(members(asked("SELECT claims_characters('plain')")))
    assert held.isdisjoint(members(asked("SELECT claims_characters('ignorable')")))
    assert {unicodedata.category(char)[0] for char in held} <= {"L", "N", "P", "S"}
    assert all(unicodedata.normalize("NFC", char) == char for char in held)
    # Only a vowel or a final consonant of Hangul, or a mark, composes with the character before it.
    assert held.isdisjoint(map(chr, range(0x1160, 0x1200)))


def folded(text: str) -> str:
    """The fold of Unicode (D146): decomposed, then in one case."""
    return unicodedata.normalize("NFKD", text).casefold()


def test_every_character_is_folded_as_unicode_folds_it() -> None:
    known = [char for char in CHARACTERS if unicodedata.category(char) not in {"Cn", "Co"}]
    with connection.cursor() as cursor:
        cursor.execute("SELECT c, claims_casefold(c) FROM unnest(%s::text[]) c", [known])
        wrong = {char: fold for char, fold in cursor if fold != folded(char) and fold != folded(folded(char))}
    assert wrong == {}


@given(text=TEXTS)
@often
def test_texts_that_differ_in_case_or_in_the_form_of_characters_are_the_same(text: str) -> None:
    fold = asked("SELECT claims_same(%s)", text)
    assert asked("SELECT claims_same(%s)", fold) == fold
    others = [text.casefold(), *(unicodedata.normalize(form, text) for form in ("NFC", "NFD", "NFKC", "NFKD"))]
    assert {asked("SELECT claims_same(%s)", other) for other in others} == {fold}


@given(one=TEXTS, other=TEXTS)
@often
def test_letters_are_folded_one_by_one(one: str, other: str) -> None:
    lengths = [len(asked("SELECT claims_letters(%s)", text)) for text in (one, other, one + other)]
    assert lengths[0] + lengths[1] == lengths[2]
