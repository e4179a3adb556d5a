"""The page at `/`: what is new, disputed, changed and corrected; it does not count, and does not grow."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support import factories as make
from tests.support.html import read_page

pytestmark = pytest.mark.django_db


def test_it_shows_what_is_disputed_and_what_was_recorded_last(reader, article):
    page = read_page(reader, "/")
    assert "Russia is responsible for the drones over Copenhagen Airport." in page.text
    assert "/claims/?cursor=" not in page.addresses
    assert "What is disputed" in page.text
    assert "What was recorded last" in page.text
    assert "/claims/russia-responsible-for-copenhagen-drones/" in page.addresses


def test_it_shows_who_changed_position_in_which_words(reader):
    claim, who = make.ClaimFactory(text="The harbour was closed."), make.SpeakerFactory(name="Anna Larsen")
    for position, day, words in (("affirms", "2024-01-01", "We closed it."), ("denies", "2024-02-01", "Never closed.")):
        said = make.StatementFactory(speaker=who, made_on=day, text=words)
        make.StanceFactory(statement=said, claim=claim, position=position)
    text = read_page(reader, "/").text
    section = text.partition("Who changed position")[2].partition("What was recorded last")[0]
    assert [words in section for words in ("Anna Larsen", "We closed it.", "Never closed.")] == [True] * 3


def test_it_shows_what_was_corrected(reader):
    make.correct(make.StatementFactory(text="Two drones."), "retracted")
    page = read_page(reader, "/")
    assert "retracted Two drones." in " ".join(page.text.split())


def test_it_is_one_statement_however_much_is_recorded_and_does_not_grow(reader):
    for _ in range(12):
        make.StanceFactory(claim__text="A claim that is said.")
    reader.get("/topics/")
    with CaptureQueriesContext(connection) as asked:
        page = read_page(reader, "/")
    assert len(asked) == 1
    assert "count(*)" not in asked[0]["sql"].lower()
    said = [each for each in page.addresses if each.startswith("/statements/") and "?" not in each]
    assert len(said) == 8 + 1  # and the list itself
