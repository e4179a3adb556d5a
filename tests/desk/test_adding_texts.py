"""The desk's page for adding a text: what is found is shown, and recorded when somebody has looked at it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from claims.models import Source
from claims.services import texts
from claims.texts import Proposal
from tests.support import factories as make
from tests.support.desk import desk, page, told
from tests.support.files import pdf

pytestmark = pytest.mark.django_db

READ = "/desk/texts/"
TEXT = "“This was not accidental,” said Anitta Hipper.\n\nShe said no more."
PAGE = """<!DOCTYPE html><html lang="de-DE"><head><title>Titel</title><meta property="og:site_name" content="Blatt">
<link rel="canonical" href="https://news.example/a"></head><body><p>„Kein Zufall“, sagte sie.</p></body></html>"""


@pytest.fixture
def coder(db):
    return desk("coder")


def upload(client, data, name="page.html", **sent):
    return client.post(READ, {"file": SimpleUploadedFile(name, data), **sent})


def proposed(response):
    """The fields of the second step, as a browser sends them."""
    assert response.status_code == 200, response
    assert response.context["keep"] == "keep", response.context["form"].errors
    form = response.context["form"]
    values = {each.html_name: each.value() for each in form}
    sent = {name: "" if value is None else str(value).replace("\n", "\r\n") for name, value in values.items()}
    return sent | {"keep": "yes"}


def said(response):
    return " ".join(response.content.decode().split())


def test_a_pasted_text_is_shown_and_then_recorded_character_by_character(coder):
    first = coder.post(READ, {"pasted": TEXT.replace("\n", "\r\n")})
    assert not Source.objects.exists()
    answer = coder.post(READ, proposed(first) | {"headline": "NATO meets", "published_on": "2025-09-23"})
    source = Source.objects.get()
    assert (source.content, source.headline, source.kind) == (TEXT, "NATO meets", "news_article")
    assert (str(source.published_on), source.published_on_precision) == ("2025-09-23", "day")
    assert answer["Location"] == f"/desk/read/{source.slug}/"
    assert told(coder, answer) == "The text was recorded."


def test_an_uploaded_page_comes_with_what_it_says_about_itself(coder):
    sent = proposed(upload(coder, PAGE.encode()))
    assert {name: sent[name] for name in ("headline", "publisher", "language", "url", "content")} == {
        "headline": "Titel",
        "publisher": "Blatt",
        "language": "de-DE",
        "url": "https://news.example/a",
        "content": "„Kein Zufall“, sagte sie.",
    }
    coder.post(READ, sent)
    assert Source.objects.get().url == "https://news.example/a"


def test_a_file_of_more_than_two_megabytes_is_taken_here(coder):
    sent = proposed(upload(coder, pdf(["Words."]) + b"%" * 3_000_000, "a.pdf"))
    assert sent["content"] == "Words."


def test_a_text_of_the_largest_size_passes_both_steps(coder):
    text = "“Я” 語" * 333_333
    coder.post(READ, proposed(coder.post(READ, {"pasted": text})))
    assert Source.objects.get().content == text


def test_a_body_that_is_too_large_is_refused_here_as_well(coder):
    answer = upload(coder, b"x" * (21 * 1024 * 1024), "a.txt")
    assert (answer.status_code, answer.json()["detail"]) == (413, "A body has at most 22,020,096 bytes.")


def test_a_file_that_is_larger_than_the_form_says_is_refused_with_its_size(coder):
    answer = upload(coder, b"x" * (10 * 1024 * 1024 + 1), "a.txt")
    assert "The file has 10,485,761 bytes, and at most 10,485,760 are read." in said(answer)


def test_what_cannot_be_read_is_said_and_nothing_is_recorded(coder):
    assert "its pages are pictures" in said(upload(coder, pdf([""]), "scan.pdf"))
    assert "This is no text" in said(upload(coder, b"\0\1\2" * 99, "a.txt"))
    assert "characters, and at most 2,000,000 can be kept" in said(coder.post(READ, {"pasted": "x" * 2_000_001}))
    assert not Source.objects.exists()


@pytest.mark.parametrize("sent", [{}, {"pasted": "Words.", "file": SimpleUploadedFile("a.txt", b"Others.")}])
def test_one_way_is_needed_and_only_one_and_what_was_pasted_stays_on_the_page(coder, sent):
    answer = coder.post(READ, sent)
    assert "Give one of these, and only one." in said(answer)
    assert sent.get("pasted", "") in said(answer)


def test_what_was_guessed_is_said(coder):
    russian = "Дмитрий Песков заявил в понедельник, что обвинения Дании совершенно беспочвенны, и больше ничего."
    answer = upload(coder, russian.encode("cp1251"), "a.txt")
    assert "it was read as cp1251. See whether all letters are right." in said(answer)
    assert proposed(answer)["content"] == russian


def test_the_times_of_subtitles_are_said_not_to_be_kept(coder):
    answer = upload(coder, b"WEBVTT\n\n00:01.000 --> 00:02.000\nWords.\n", "a.vtt")
    assert "The times of its subtitles are not kept" in said(answer)


def test_a_text_that_the_database_refuses_is_said_at_the_first_step(coder, monkeypatch):
    """Its version of Unicode may know more marks than Python's."""
    refused = Proposal("a" * 10_000 + "\u0301" * 40, "news_article")
    monkeypatch.setattr("claims.desk.texts.pasted", lambda text: refused)
    assert "no more than 30 marks may follow one another" in said(coder.post(READ, {"pasted": TEXT}))


def test_a_text_that_is_here_already_opens_its_source(coder):
    there = make.SourceFactory(content=TEXT)
    answer = coder.post(READ, {"pasted": TEXT})
    assert answer["Location"] == f"/desk/read/{there.slug}/"
    assert told(coder, answer) == "This text is here already. Nothing was recorded."


def test_a_text_that_somebody_else_records_between_the_steps_opens_their_source(coder):
    sent = proposed(coder.post(READ, {"pasted": TEXT}))
    there = make.SourceFactory(content=TEXT)
    answer = coder.post(READ, sent)
    assert answer["Location"] == f"/desk/read/{there.slug}/"
    assert Source.objects.count() == 1


def test_another_text_at_an_address_that_is_here_is_shown_with_its_source_and_not_lost(coder):
    there = make.SourceFactory(content="Another text.", url="https://news.example/a", headline="The first")
    first = upload(coder, PAGE.encode())
    assert f'<a href="{page(there)}">The first</a>' in said(first)
    second = coder.post(READ, proposed(first))
    assert f'<a href="{page(there)}">The first</a>' in said(second)
    assert "„Kein Zufall“, sagte sie." in said(second)
    assert Source.objects.get().content == "Another text."


def test_a_source_without_its_text_gets_it_from_an_editor():
    there = make.SourceFactory(url="http://news.example/a/")
    editor = desk("editor")
    answer = editor.post(READ, proposed(upload(editor, PAGE.encode())))
    assert answer["Location"] == f"/desk/read/{there.slug}/"
    assert told(editor, answer) == "The source with this address has this text."
    assert Source.objects.get().content == "„Kein Zufall“, sagte sie."


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("language", "German", "A language is written as in BCP 47"),
        ("url", "ftp://x", "Enter a valid URL"),
        ("published_on", "yesterday", "Enter a valid date"),
        ("content", "", "This field is required"),
        ("kind", "", "This field is required"),
        ("headline", "a\u202eb", "U+202E"),
        ("content", "a" * 10_000 + "\u0301" * 40, "no more than 30 marks may follow one another"),
        ("content", "x" * 2_000_001, "A text has at most 2,000,000 characters."),
    ],
)
def test_an_error_stands_on_the_page_with_all_that_was_typed(coder, field, value, words):
    sent = proposed(coder.post(READ, {"pasted": TEXT})) | {"publisher": "The Site", field: value}
    answer = coder.post(READ, sent)
    assert answer.status_code == 200
    assert words in said(answer)
    assert 'value="The Site"' in said(answer)
    assert not Source.objects.exists()


def test_an_address_is_asked_for_only_where_the_deployment_fetches(coder, settings, monkeypatch):
    assert 'name="address"' not in said(coder.get(READ))
    assert "Give one of these" in said(coder.post(READ, {"address": "https://news.example/a"}))
    settings.FETCH_SOURCES = True
    assert 'name="address"' in said(coder.get(READ))
    found = Proposal("Words.", "news_article", headline="Fetched", url="https://news.example/a")
    monkeypatch.setattr(texts, "proposal_at", lambda address: found)
    assert proposed(coder.post(READ, {"address": "https://news.example/a"}))["headline"] == "Fetched"


def test_a_private_address_is_not_fetched_and_said(coder, settings):
    settings.FETCH_SOURCES = True
    assert "is no address of the public web" in said(coder.post(READ, {"address": "http://127.0.0.1/"}))


def test_the_page_is_for_coders_and_those_above_them(client):
    assert reverse("add-text") == READ
    for role in ("coder", "reviewer", "editor", "administrator"):
        assert desk(role).get(READ).status_code == 200, role
    nobody = desk("nobody")
    assert nobody.get(READ).status_code == 403
    assert nobody.post(READ, {"pasted": TEXT}).status_code == 403
    assert client.get(READ)["Location"] == f"/admin/login/?next={READ}"
    assert client.post(READ, {"pasted": TEXT})["Location"] == f"/admin/login/?next={READ}"


def test_the_page_works_without_scripts_and_under_the_policy_of_the_desk(coder):
    answer = coder.get(READ)
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    main = said(answer).partition('<div id="content-main">')[2].partition("</form>")[0]
    assert "<script" not in main
    assert "style=" not in main
    assert "onclick" not in main


def test_the_first_page_of_the_desk_leads_here(coder):
    assert f'<a href="{READ}">Add a text</a>' in said(coder.get("/admin/"))
