"""The page at `/`: what is new, disputed, changed and corrected; it does not count, and does not grow."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.models import Claim
from claims.web import page as pages
from tests.support import factories as make
from tests.support.html import read_page
from tests.support.redirects import rename

pytestmark = pytest.mark.django_db


def test_it_names_who_affirms_and_who_denies_what_is_disputed(reader):
    claim = make.ClaimFactory(text="The harbour was closed.")
    for number in range(5):
        make.StanceFactory(claim=claim, position="affirms", statement__speaker__name=f"Speaker {number}")
    make.StanceFactory(claim=claim, position="denies", statement__speaker__name="Anna Larsen")
    page = read_page(reader, "/")
    text = " ".join(page.text.split())
    assert text.index("What is disputed") < text.index("The harbour was closed.") < text.index("What was recorded last")
    assert f"/claims/{claim.slug}/" in page.addresses
    assert re.search(r"Affirmed by Speaker \d, Speaker \d, Speaker \d and 2 others ?✕ Denied by Anna Larsen", text)


def test_a_disputed_claim_that_is_renamed_meanwhile_is_read_again(reader, monkeypatch):
    claim = make.ClaimFactory(slug="former")
    for position in ("affirms", "denies"):
        make.StanceFactory(claim=claim, position=position)
    read = pages.read_together

    def renamed_after_the_first_statement(questions):
        found = read(questions)
        if Claim.objects.filter(slug="former").exists():
            rename(claim, "present")
        return found

    monkeypatch.setattr(pages, "read_together", renamed_after_the_first_statement)
    assert "/claims/present/" in read_page(reader, "/").addresses


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


def test_it_is_revalidated_with_its_tag(reader):
    make.StatementFactory()
    first = reader.get("/")
    again = reader.get("/", headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    make.correct(make.StatementFactory(), "retracted")
    assert reader.get("/", headers={"If-None-Match": first["ETag"]}).status_code == 200


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


def test_who_stands_on_each_side_is_one_more_statement_for_five_claims_at_most(reader):
    for _ in range(7):
        claim = make.ClaimFactory()
        for position in ("affirms", "denies"):
            make.StanceFactory(claim=claim, position=position)
    reader.get("/topics/")
    with CaptureQueriesContext(connection) as asked:
        page = read_page(reader, "/")
    assert len(asked) == 2
    assert page.text.count("Denied by") == 5
