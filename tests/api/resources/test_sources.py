"""Sources by their address: found in any spelling, and recorded once."""

from urllib.parse import quote

import pytest

from claims.models import Source
from tests.support import factories as make

pytestmark = pytest.mark.django_db

PAGE = "https://bücher.example/café"
# The same page.
SPELLING = "http://XN--Bcher-KVA.example:80/caf%c3%a9/?utm_source=mail#top"


@pytest.fixture
def page():
    make.SourceFactory(url="https://bücher.example/other", slug="other")
    make.SourceFactory(slug="offline")
    return make.SourceFactory(url=PAGE, slug="page")


def test_a_source_is_found_by_any_spelling_of_its_address(get, page):
    for address in (PAGE, SPELLING, "bücher.example/café"):
        found = get(f"sources/?external_url={quote(address)}")["results"]
        assert [each["slug"] for each in found] == ["page"]
    assert get("sources/?external_url=https://example.org/")["results"] == []


def test_a_source_without_an_address_is_at_none(get, page):
    assert get(f"sources/?external_url={quote('https://?utm_source=x')}")["results"] == []


def test_a_long_address_can_be_asked_for(get):
    address = f"https://example.org/{'a' * 1_900}"
    make.SourceFactory(url=address, slug="long")
    assert [each["slug"] for each in get(f"sources/?external_url={address}")["results"]] == ["long"]


THERE = {"slug": "page", "url": "http://localhost/api/v1/sources/page/"}


def test_a_source_that_is_there_is_named_when_it_is_recorded_again(coder, page):
    answer = coder.post("sources/", {"kind": "news_article", "external_url": SPELLING})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/#rule-broken")
    assert [each["code"] for each in answer.json()["errors"]] == ["source_url_unique"]
    assert answer.json()["existing"] == THERE
    assert Source.objects.count() == 3


def test_in_an_array_the_row_that_is_there_is_named_and_so_is_the_place_of_the_other_one(coder, page):
    new = {"kind": "news_article", "external_url": "https://example.org/"}
    answer = coder.post("sources/", [new, {"kind": "news_article", "external_url": SPELLING}])
    assert (answer.status_code, answer.json()["existing"]) == (409, THERE)
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/1/external_url"]


@pytest.mark.parametrize("method", ["patch", "put"])
def test_a_source_that_is_there_is_named_when_another_one_gets_its_address(editor, page, method):
    answer = getattr(editor, method)("sources/other/", {"kind": "news_article", "external_url": SPELLING})
    assert (answer.status_code, answer.json().get("existing")) == (409, THERE)


def test_other_broken_rules_name_no_row(coder, page):
    answer = coder.post(
        "sources/", {"kind": "news_article", "published_on": "2025-09-23", "published_on_precision": "month"}
    )
    assert answer.status_code == 400
    assert "existing" not in answer.json()
