"""Offsets count the code points of the text, whatever the text is: what they cut out stands there."""

from datetime import date
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.reading import Role, Speaker, name_stems, read
from claims.reading.lists import known

SPEAKERS = [Speaker("ann-lee", ("Ann Lee", "Енн Лі"), "Lee", (Role("Mayor", ("Ely",)),)), Speaker("ely", ("Ely",))]
PIECES = [
    *"“”„«»‘’\"'—–-,.:;!? \n\t\r()「」…\u00a0\u202f\u200b\u0301\u05d0\U0001f600",
    "Ann Lee", "she", "said", "the mayor of Ely", "according to", "“No,” said Lee. ", "— Ні, — сказала Енн Лі",
    "é", "e\u0301",
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
LANGUAGES = st.sampled_from([*known(), "", "ja", "xx-YY"])


@given(TEXTS, LANGUAGES)
@settings(max_examples=400, deadline=None)
def test_the_words_of_every_candidate_stand_in_the_text_without_marks_and_spaces(text, language):
    for each in read(text, language, date(2025, 9, 23), SPEAKERS):
        words = text[each.first : each.last]
        assert 0 <= each.start <= each.first < each.last <= each.end <= len(text)
        assert words == words.strip()
        assert each.source is None or text[slice(*each.source)].strip() != ""


@given(TEXTS, LANGUAGES)
@settings(max_examples=200, deadline=None)
def test_candidates_follow_one_after_the_other_and_do_not_overlap(text, language):
    every = read(text, language, None, SPEAKERS)
    assert all(one.end <= other.start for one, other in pairwise(every))


@given(TEXTS, st.text(alphabet="\U0001f600é \u0301", max_size=20))
@settings(max_examples=200, deadline=None)
def test_a_paragraph_before_moves_all_offsets_by_its_length(text, before):
    plain = read(text, "en", None, SPEAKERS)
    moved = read(f"{before}.\n\n\n{text}", "en", None, SPEAKERS)
    by = len(before) + 4
    assert [(each.first, each.last) for each in moved] == [(each.first + by, each.last + by) for each in plain]


@given(TEXTS, LANGUAGES)
@settings(max_examples=100, deadline=None)
def test_stems_of_names_are_words_that_a_pattern_can_hold(text, language):
    assert all(each.isascii() and each.isalnum() for each in name_stems(text, language))


def test_a_candidate_moves_with_its_source():
    text = "“No,” said Lee."
    (only,) = read(text, "en")
    moved = only.moved(7)
    assert (moved.start, moved.end, moved.first, moved.last, moved.source) == (7, 12, 8, 10, (18, 21))
