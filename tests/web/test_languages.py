"""The pages in the languages of their readers: by address, by what the browser asks for, and never at the API."""

import pytest
from django.test import Client
from django.urls import get_script_prefix, reverse
from django.utils import translation

from tests.support.addresses import ADDRESSES
from tests.support.desk import desk
from tests.support.html import Page
from tests.support.world import make_world

pytestmark = pytest.mark.django_db

PAGES = ("/", "/search/", "/search/?q=drones", "/corrections/", "/problems/")


def language_of(response):
    text = response.content.decode()
    return text.partition('<html lang="')[2].partition('"')[0]


def is_there(reader, address):
    response = reader.get(address, follow=True)
    return response.status_code == 200 and bool(list(response))  # read to its end, so that files are closed


@pytest.mark.parametrize("address", PAGES)
def test_the_address_says_the_language_whatever_the_browser_asks_for(reader, address):
    for code, other in (("de", "en"), ("en", "de")):
        response = reader.get(f"/{code}{address}", headers={"Accept-Language": other})
        assert (response.status_code, language_of(response), response["Content-Language"]) == (200, code, code)
        assert "Accept-Language" not in response.get("Vary", "")


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT", "de"),
        ("DE-ch,en;q=0.5", "de"),
        ("en-GB,en;q=0.9,de;q=0.8", "en"),
        ("fr,de;q=0.2", "de"),
        ("fr", "en"),
        ("de;q=0", "en"),
        ("*", "en"),
        ("deutsch", "en"),
        ("de" * 1000, "en"),
        ("\x00;;q=;", "en"),
    ],
)
def test_without_one_the_browser_is_asked(reader, accepted, language):
    response = reader.get("/", headers={"Accept-Language": accepted})
    assert language_of(response) == language
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


@pytest.mark.parametrize("address", PAGES)
def test_a_link_leads_to_the_same_page_in_the_other_language(reader, address):
    english, german = (reader.get(f"{code}{address}").content.decode() for code in ("/en", "/de"))
    assert f'<a href="/de{address}" hreflang="de" lang="de"' in english
    assert f'<a href="/en{address}" hreflang="en" lang="en"' in german


def test_the_link_shows_nothing_of_the_address_as_markup(reader):
    page = reader.get('/de/search/?q="><script>alert(1)</script>').content.decode()
    assert "<script>" not in page


@pytest.mark.parametrize("address", PAGES)
def test_all_links_of_a_german_page_stay_german_or_have_no_language(reader, article, address):
    links = [link for link in Page(reader.get(f"/de{address}").content.decode()).addresses if link.startswith("/")]
    assert [link for link in links if not link.startswith(("/de/", "/en/", "/api/", "/static/"))] == []
    assert [link for link in links if not is_there(reader, link)] == []


@pytest.mark.parametrize(
    "address", ["/de/api/v1/claims/", "/de/static/web/site.css", "/de/healthz", "/de/favicon.ico", "/de/de/", "/fr/"]
)
def test_what_has_no_language_has_no_address_with_one(reader, address):
    assert reader.get(address).status_code == 404


@pytest.mark.parametrize(
    ("address", "right"),
    [("/de", "/de/"), ("/de?q=a", "/de/?q=a"), ("/de/search?q=a", "/de/search/?q=a"), ("/de//x.example/search", None)],
)
def test_an_address_without_its_slash_keeps_the_language(reader, address, right):
    response = reader.get(address)
    assert (response.status_code, response.get("Location")) == ((301, right) if right else (404, None))


def test_a_language_does_not_outlast_its_request(reader):
    for address in ("/de/", "/de/nothing/", "/de/api/v1/"):
        reader.get(address)
        assert (get_script_prefix(), reverse("home"), translation.get_language()) == ("/", "/", "en")


def test_a_language_ends_with_a_request_that_fails(reader, monkeypatch):
    monkeypatch.setattr("claims.web.page.read_together", lambda questions: 1 / 0)
    reader.raise_request_exception = False
    assert reader.get("/de/topics/").status_code == 500
    assert (get_script_prefix(), translation.get_language()) == ("/", "en")


def test_the_api_answers_the_same_whatever_language_is_asked_for(reader):
    """Every address, with an error at each as well; an answer is composed anew each time."""
    make_world(3)
    differing = []
    for each in ADDRESSES:
        address = each.path()
        if not address.startswith("/api/"):
            continue
        for asked in (address, f"{address}?unknown=1"):
            for method in ("get", "options", "post"):
                answers = []
                for language in ("en", "de"):
                    reader.get(f"/{language}/")
                    response = getattr(reader, method)(
                        asked, headers={"Accept-Language": language, "X-Request-Id": "the-same-id"}
                    )
                    answers.append((response.status_code, response.content, response.get("Vary", "")))
                if answers[0] != answers[1] or "Accept-Language" in answers[0][2]:
                    differing.append((method, asked))
    assert differing == []


def test_the_desk_keeps_the_language_through_its_login():
    client = Client(SERVER_NAME="localhost")
    response = client.get("/de/desk/texts/")
    assert (response.status_code, response["Location"]) == (302, "/de/admin/login/?next=/de/desk/texts/")
    assert client.post("/de/desk/texts/")["Location"] == "/de/admin/login/?next=/de/desk/texts/"
    response = client.get("/de/desk/read/")
    assert (response.status_code, response["Location"]) == (302, "/de/admin/login/?next=/de/desk/read/")


@pytest.mark.parametrize("address", ["/admin/", "/desk/read/", "/desk/texts/", "/desk/drafts/"])
def test_the_desk_is_there_in_both_languages_with_its_policy(address):
    client = desk("administrator")
    for code in ("en", "de"):
        response = client.get(f"/{code}{address}")
        assert (response.status_code, language_of(response)) == (200, code)
        assert response["Content-Security-Policy"].startswith("default-src 'none'")
