"""Pasted text: URLs are dropped, tags split into words, paragraphs into sentences, and offsets stay right."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.search.text import plain, sentences


@pytest.mark.parametrize(
    ("pasted", "read"),
    [
        ("See https://example.org/a?b=c now", "See now"),
        ("pic.twitter.com/3S32De8ekP — Army", "— Army"),
        ("#NoMoreDrones", "# No More Drones"),
        ("@realDonaldTrump’s", "@ real Donald Trump ’s"),
        ("#G7Summit2025", "# G 7 Summit 2025"),
        ("NATO’s Article 4", "NATO’s Article 4"),
        ("#NATOSummit", "# NATO Summit"),
        ("a@b", "a@ b"),
    ],
)
def test_a_post_is_read_as_its_words(pasted, read):
    assert plain(pasted).text.split() == read.split()


@pytest.mark.parametrize(
    ("passage", "split"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("“It was not accidental.” She left.", ["“It was not accidental.”", "She left."]),
        ("Mr. Peskov of Gazprom spoke. He denied it.", ["Mr. Peskov of Gazprom spoke.", "He denied it."]),
        ("J. Smith said 3.5 times.", ["J. Smith said 3.5 times."]),
        ("A headline\nA second one", ["A headline", "A second one"]),
        ("Дроны летали. Песков отрицал.", ["Дроны летали.", "Песков отрицал."]),
        ("the end of it. and more", ["the end of it. and more"]),
        (" … !", []),
    ],
)
def test_a_paragraph_is_split_into_sentences(passage, split):
    assert [each.text for each in sentences(passage)] == split


PASSAGES = st.text(alphabet=st.sampled_from("aBé Дя.!?…\n#@_1 “”👩‍🚀\u0301ש"), max_size=60) | st.text(max_size=60)


@given(PASSAGES)
def test_offsets_point_at_what_they_name(passage):
    found = list(sentences(passage))
    assert all(passage[each.start : each.end] == each.text for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(PASSAGES)
def test_each_character_that_is_compared_knows_its_place(passage):
    text, places = plain(passage)
    assert len(text) == len(places)
    assert all(character in (" ", passage[place]) for character, place in zip(text, places, strict=True))
    assert places == sorted(places)


@given(PASSAGES)
def test_no_word_is_lost_between_sentences(passage):
    there = {place for each in sentences(passage) for place in range(each.start, each.end)}
    assert all(place in there for place, character in enumerate(passage) if character.isalnum())


@pytest.mark.parametrize(
    "passage", ["a" * 10_000, "." * 10_000, "A. " * 3_300, "#aB" * 3_300, "a@" * 5_000, "www." * 2_500]
)
def test_reading_takes_one_pass_over_what_is_hostile(passage):
    """A regular expression that backtracks would run for minutes here."""
    assert plain(passage) is not None
    assert list(sentences(passage)) is not None


def test_a_passage_that_takes_too_long_is_a_503(reader, monkeypatch):
    monkeypatch.setattr("claims.api.matching.answers.MAX_SECONDS", -1)
    answer = reader.get("/api/v1/claims/match/?text=Russia+did+it")
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
