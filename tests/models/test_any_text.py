"""Any text at all: what is stored of it is composed, shows something, and is stored the same again."""

import unicodedata
from typing import Any

import pytest
from django.db import IntegrityError, connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytestmark = pytest.mark.django_db


def asked(sql: str, *values: Any) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()[0]


# Any text that PostgreSQL can hold, and often one with marks, spaces and formats in it.
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
ODD = st.text(
    st.sampled_from(
        " \u00a0\u3000\u00ad\u0301\u0308\u0323\u200c\u200d\ufe0faeAEäÄßﬁकक्مگ👩🚀1️⃣ー한\u1100\u1161\u0345ιΩİı’-"
    ),
    max_size=12,
)
TEXTS = ANY | ODD
often = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def stored(function: str, text: str) -> str | None:
    """The text as it is stored, or None where it is refused."""
    sql = f"SELECT {function}(%s, 'claims_speaker', 'name')"
    with connection.cursor() as cursor:
        cursor.execute("SAVEPOINT before")
        try:
            cursor.execute(sql, [text])
            return str(cursor.fetchone()[0])
        except IntegrityError:
            cursor.execute("ROLLBACK TO before")
            return None


@pytest.mark.parametrize("function", ["claims_line", "claims_lines"])
@given(text=TEXTS)
@often
def test_whatever_is_stored_is_composed_and_storing_it_again_changes_nothing(function: str, text: str) -> None:
    kept = stored(function, text)
    if kept is not None:
        assert unicodedata.is_normalized("NFC", kept)
        assert stored(function, kept) == kept


@given(text=TEXTS)
@often
def test_a_text_is_stored_in_one_form_however_it_is_composed(text: str) -> None:
    kept = stored("claims_line", text)
    for form in ("NFC", "NFD"):
        assert stored("claims_line", unicodedata.normalize(form, text)) == kept  # type: ignore[arg-type]


@given(text=TEXTS)
@often
def test_a_stored_line_is_empty_or_shows_something(text: str) -> None:
    kept = stored("claims_line", text)
    if kept:
        assert asked("SELECT claims_is_visible(%s)", kept)
        assert kept == kept.strip()
        assert "  " not in kept
        assert not any(unicodedata.category(char) in {"Cc", "Zl", "Zp"} for char in kept)


WORDS = st.lists(st.text(st.characters(categories=["Lu", "Ll", "Nd"]), min_size=1, max_size=8), min_size=1, max_size=6)
# What typesetting puts between words, and into them at the end of a line.
SEPARATORS = st.sampled_from([" ", "\u00a0", "\n", "\r\n", "\u2009", " – ", "-", "-\n", "\u00ad", "\u200b", "’", "» «"])


@given(words=WORDS, between=SEPARATORS, folded=st.booleans())
@often
def test_words_are_found_as_they_stand_however_they_are_typeset(words: list[str], between: str, folded: bool) -> None:
    stands = unicodedata.normalize("NFC", between.join(words))
    sought = " ".join(words)
    held = f"… – “{stands}”, she said."
    assert asked("SELECT claims_passage(%s, %s)", held, sought.casefold() if folded else sought) == stands
