"""Keeping a text as a source: each text and each address once, by the same policy as everywhere."""

from datetime import date
from hashlib import sha256

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError

from claims.choices import Role
from claims.models import Change, Source
from claims.services import texts
from claims.services.authorship import Author, written_by
from claims.services.policy import OPERATOR, Actor, NotPermittedError
from claims.services.rules import refusal
from claims.services.texts import keep
from claims.texts import Proposal, UnreadableError
from claims.texts.fetch import Page
from tests.support import factories as make

pytestmark = pytest.mark.django_db

TEXT = "“This was not accidental,” said Anitta Hipper."


def article(**fields):
    return {"kind": "news_article", "content": TEXT, **fields}


def test_a_text_becomes_a_source_with_its_fields_and_its_hash():
    found = keep(OPERATOR, article(headline="NATO meets", publisher="The Site", published_on=date(2025, 9, 23)))
    assert (found.is_new, found.has_text) == (True, True)
    source = Source.objects.get()
    assert (source.slug, source.content, source.published_on_precision) == (
        "the-site-nato-meets-2025-09-23",
        TEXT,
        "day",
    )
    assert source.content_sha256 == sha256(TEXT.encode()).hexdigest()


def test_the_same_text_opens_the_source_that_is_there_whoever_recorded_it():
    there = make.SourceFactory(content=TEXT, url="https://news.example/a")
    make.SourceFactory(content=TEXT + " ")
    assert keep(OPERATOR, article(url="https://other.example/b")) == (there, False, True)
    assert Source.objects.count() == 2


def test_a_text_is_the_same_in_either_form_of_its_characters():
    there = keep(OPERATOR, article(content="Café")).source
    assert there.content == "Caf\u00e9"
    assert keep(OPERATOR, article(content="Cafe\u0301")) == (there, False, True)


@pytest.mark.parametrize(
    "address", ["http://news.example/a/", "https://news.example/a?utm_source=x", "HTTPS://NEWS.example:443/a"]
)
def test_the_same_address_in_another_spelling_opens_the_source_that_is_there(address):
    there = make.SourceFactory(content="Another text.", url="https://news.example/a")
    assert keep(OPERATOR, article(url=address)) == (there, False, False)
    assert Source.objects.get().content == "Another text."


def test_a_source_without_its_text_gets_it():
    there = make.SourceFactory(url="https://news.example/a", headline="As it was")
    assert keep(OPERATOR, article(url="https://news.example/a", headline="Another")) == (there, False, True)
    there.refresh_from_db()
    assert (there.content, there.headline) == (TEXT, "As it was")


def test_a_coder_gives_no_text_to_a_source_that_others_use():
    there = make.SourceFactory(url="https://news.example/a")
    coder = Actor(Role.CODER, get_user_model().objects.create(username="carla").pk)
    assert keep(coder, article(url="https://news.example/a")) == (there, False, False)
    there.refresh_from_db()
    assert there.content == ""


def test_a_text_in_which_quotes_of_its_source_do_not_stand_is_refused_and_nothing_is_changed():
    there = make.SourceFactory(url="https://news.example/a")
    make.CitationFactory(statement__source=there, statement__kind="quote", statement__text="baseless", exact="baseless")
    with pytest.raises(DatabaseError) as error:
        keep(OPERATOR, article(url="https://news.example/a"))
    assert refusal(error.value) is not None
    there.refresh_from_db()
    assert there.content == ""


def test_a_reader_keeps_nothing():
    with pytest.raises(NotPermittedError):
        keep(Actor(Role.READER), article())
    assert not Source.objects.exists()


def test_the_history_says_who_added_a_text():
    user = get_user_model().objects.create(username="carla")
    with written_by(lambda: Author(user.pk, "a-request")):
        keep(Actor(Role.CODER, user.pk), article())
    change = Change.objects.get(collection="sources")
    assert (change.user, change.request, change.kind) == (user, "a-request", "created")


def test_a_text_with_too_many_marks_is_refused_with_the_rule_of_the_database():
    with pytest.raises(DatabaseError) as error:
        keep(OPERATOR, article(content="a" * 10_000 + "\u0323\u0301" * 500_000))
    assert refusal(error.value).rule == "text_marks_bounded"


def test_by_default_no_address_is_fetched(settings, monkeypatch):
    assert settings.FETCH_SOURCES is False
    monkeypatch.setattr(texts, "fetch", lambda address: pytest.fail("it was fetched"))
    with pytest.raises(UnreadableError, match="This tracker does not fetch addresses"):
        texts.proposal_at("https://news.example/a")


def test_where_it_is_allowed_a_fetched_page_is_read_with_its_address(settings, monkeypatch):
    settings.FETCH_SOURCES = True
    sent = "<p>“Words”, she said, and nothing else.</p>".encode()
    monkeypatch.setattr(texts, "fetch", lambda address: Page(sent, "text/html; charset=utf-8", f"{address}/b"))
    found = texts.proposal_at("https://news.example/a")
    assert found == Proposal(
        "“Words”, she said, and nothing else.",
        "news_article",
        publisher=found.publisher,
        language="en",
        url="https://news.example/a/b",
        notes=("The language was guessed from frequent words: en.",),
    )
