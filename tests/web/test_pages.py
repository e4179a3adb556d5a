"""The pages for people: links, content, security headers, and the health check."""

import re
from collections.abc import Iterator

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError, connection
from django.urls import reverse
from rest_framework.exceptions import APIException, ValidationError

from claims.web.questions import ABOUT_ANYTHING, ABOUT_THE_ARTICLE
from tests.support import factories as make
from tests.support.html import Page, read_page

PAGES = ("/", "/search/", "/corrections/", "/problems/", "/developers/")
QUESTIONS = [question for group in ABOUT_THE_ARTICLE + ABOUT_ANYTHING for question in group.questions]
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "script-src": "'self'",
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}


def canonical(html):
    """The only address that is whole, since it names the host."""
    return re.search(r'<link rel="canonical" href="([^"]*)">', html)[1]


def is_there(reader, address):
    response = reader.get(address, follow=True)
    return response.status_code == 200 and bool(list(response))  # read to its end, so that files are closed


def problem_codes(above: type[APIException] = APIException) -> Iterator[str]:
    """The code of every exception that the API's handler turns into a problem with a `type`."""
    for exception in above.__subclasses__():
        if not issubclass(exception, ValidationError):  # has a code for each field, and no own code
            yield str(exception.default_code).replace("_", "-")
            yield from problem_codes(exception)


@pytest.mark.django_db
def test_every_link_of_the_pages_leads_somewhere(reader, article):
    for address in PAGES:
        page = read_page(reader, address)
        assert len(page.addresses) > 3
        for link in page.addresses:
            if link.startswith("http://localhost/"):
                assert is_there(reader, link.removeprefix("http://localhost"))
            elif link.startswith("?"):
                assert is_there(reader, f"{address}{link}")
            elif link.startswith("#"):
                assert link[1:] in page.ids
            else:
                assert is_there(reader, link), link


@pytest.mark.django_db
@pytest.mark.parametrize("address", PAGES)
def test_the_pages_have_one_script_and_load_nothing_from_elsewhere(reader, address):
    response = reader.get(address)
    directives = [directive.strip().split(" ", 1) for directive in response["Content-Security-Policy"].split(";")]
    assert dict(directives) == POLICY
    html = response.content.decode()
    page = Page(html)
    assert not {"style", "iframe", "img"} & {*page.tags}
    assert [each for each in page.addresses if each.endswith(".js")] == ["/static/web/suggest.js"]
    assert page.tags.count("script") == 1
    assert " style=" not in html
    assert not re.search(r"https?:|//", " ".join(each for each in page.addresses if each != canonical(html)))
    for file in ("web/site.css", "web/icon.svg", "web/suggest.js"):
        with open(finders.find(file), encoding="utf-8") as asset:  # noqa: PTH123 - the finder gives a name
            assert not re.search(r"url\(|@import|<script", asset.read())


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.django_db
def test_the_pages_have_one_heading_a_language_and_a_main_part(reader, address):
    page = read_page(reader, address)
    assert (page.tags.count("h1"), page.tags.count("main"), page.tags.count("title")) == (1, 1, 1)
    assert len(page.ids) == len(set(page.ids))
    assert '<html lang="en">' in reader.get(address).content.decode()


@pytest.mark.django_db
def test_corrections_are_on_a_page_the_newest_first(reader):
    first, said = make.CorrectionFactory(what="A typing error."), make.StatementFactory(text="Two <b>drones</b>")
    second = make.correct(said, "corrected", what="The number.", why="The recording.")
    page = read_page(reader, "/corrections/")
    assert [each for each in page.ids if each.startswith("correction-")] == [
        f"correction-{second.pk}",
        f"correction-{first.pk}",
    ]
    for words in ("corrected", said.speaker.name, "Two <b>drones</b>", "The number.", "The recording."):
        assert words in page.text
    assert [link for link in page.addresses if said.slug in link or second.replacement.slug in link] == [
        f"/statements/{slug}/" for slug in (said.slug, second.replacement.slug)
    ]


def test_every_problem_that_the_api_can_answer_with_is_explained(reader):
    ids = read_page(reader, reverse("problems")).ids
    assert {*problem_codes(), "server-error"} <= {*ids}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "address", "accept"),
    [
        ("get", "/api/v1/claims/?speker=x", "*/*"),
        ("get", "/api/v1/claims/no-such-claim/", "*/*"),
        ("get", "/no/such/address", "*/*"),
        ("post", "/api/v1/claims/", "*/*"),
        ("put", "/api/v1/claims/", "*/*"),
        ("get", "/api/v1/claims/", "image/png"),
        ("get", "/api/v1/schema/", "image/png"),
        ("get", "/api/v1/docs/", "image/png"),
    ],
)
def test_the_type_of_a_problem_leads_to_its_explanation(reader, method, address, accept):
    place, anchor = getattr(reader, method)(address, headers={"Accept": accept}).json()["type"].split("#")
    assert anchor in read_page(reader, place).ids


@pytest.mark.django_db
def test_the_health_check_asks_the_database(reader, monkeypatch):
    response = reader.get("/healthz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert "no-store" in response["Cache-Control"]

    def broken():
        raise OperationalError("connection refused")

    monkeypatch.setattr(connection, "cursor", broken)
    assert reader.get("/healthz").status_code == 503


def test_a_browser_finds_the_icon_without_being_told(reader):
    assert is_there(reader, "/favicon.ico")


def test_the_pages_are_for_reading_only(reader):
    assert {reader.post(address).status_code for address in (*PAGES, "/healthz")} == {405}
