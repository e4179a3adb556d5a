"""Texts that several people add at the same time: each becomes one source."""

import pytest

from claims.models import Source
from claims.services.policy import OPERATOR
from claims.services.texts import keep
from tests.support import factories as make
from tests.support.transactions import at_once, interleaved

pytestmark = pytest.mark.django_db(transaction=True)

WRITERS = 6
TEXT = "“This was not accidental,” said Anitta Hipper."


def add(content=TEXT, url=""):
    return keep(OPERATOR, {"kind": "news_article", "content": content, "url": url})


def test_the_same_text_pasted_by_several_people_at_once_is_one_source():
    found = at_once(*[add] * WRITERS)
    assert sorted(each.is_new for each in found) == [False] * (WRITERS - 1) + [True]
    assert {each.source.pk for each in found} == {Source.objects.get().pk}


def test_the_same_address_with_other_texts_at_once_is_one_source():
    works = [lambda n=n: add(f"{TEXT} {n}", "https://news.example/a") for n in range(WRITERS)]
    found = at_once(*works)
    assert sorted(each.is_new for each in found) == [False] * (WRITERS - 1) + [True]
    assert sorted(each.has_text for each in found) == [False] * (WRITERS - 1) + [True]
    assert Source.objects.count() == 1


def test_the_second_of_two_waits_for_the_first_and_finds_its_source():
    assert interleaved(add, add) == (None, None)
    assert Source.objects.count() == 1


def test_a_text_whose_first_writer_fails_is_recorded_by_the_second():
    def fail():
        make.SourceFactory(slug="NOT A SLUG")

    assert interleaved(add, add, last=fail) == ("source_slug_well_formed", None)
    assert Source.objects.count() == 1


def test_an_address_that_another_door_records_at_the_same_moment_is_found():
    """The API does not take the lock of those who add texts."""
    found = []

    def other_door():
        make.SourceFactory(url="http://NEWS.example/a/")

    def this_door():
        found.append(add(url="https://news.example/a"))

    assert interleaved(other_door, this_door) == (None, None)
    source = Source.objects.get()
    assert [(each.source.pk, each.is_new, each.has_text) for each in found] == [(source.pk, False, True)]
    assert source.content == TEXT


def test_a_text_that_somebody_saves_in_a_source_without_one_is_not_overwritten():
    there = make.SourceFactory(url="https://news.example/a")
    found = []

    def save():
        Source.objects.filter(pk=there.pk).update(content="Another text.")

    assert interleaved(save, lambda: found.append(add(url="https://news.example/a"))) == (None, None)
    assert [each.has_text for each in found] == [False]
    assert Source.objects.get().content == "Another text."


def test_a_source_that_is_deleted_at_the_same_moment_is_not_found():
    there = make.SourceFactory(url="https://news.example/a")
    found = []
    assert interleaved(there.delete, lambda: found.append(add(url="https://news.example/a"))) == (None, None)
    assert [each.is_new for each in found] == [True]
    assert Source.objects.get().content == TEXT
