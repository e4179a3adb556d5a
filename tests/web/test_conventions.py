"""What holds for every page over the collections: form, links, caching, languages, former and unknown addresses."""

import re
from itertools import pairwise

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.api.collections import COLLECTIONS
from tests.support import factories as make
from tests.support.html import Page
from tests.support.pages import LISTS, OF_ROWS, PAGES
from tests.support.redirects import rename
from tests.support.streams import status_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 4

every_page = pytest.mark.parametrize("page", PAGES, ids=str)
every_page_of_a_row = pytest.mark.parametrize("page", OF_ROWS, ids=str)
# Statements that a page takes: most read everything by one; the matrix takes the claims of its columns from the first
# one, and a source the name of its publisher.
STATEMENTS = {"incident-page": 2, "incident-matrix-page": 2, "source-page": 2}


def headings(html):
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]


@every_page
def test_it_has_a_title_a_main_part_and_headings_in_their_order(reader, page):
    html = reader.get(page.path()).content.decode()
    read = Page(html)
    assert (read.tags.count("h1"), read.tags.count("main"), read.tags.count("title")) == (1, 1, 1)
    levels = headings(html)
    assert levels[0] == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []
    assert len(read.ids) == len(set(read.ids))


@every_page
def test_it_names_where_the_same_is_as_json(reader, page):
    if page.name == "search-page":
        return
    read = Page(reader.get(page.path()).content.decode())
    named = [each for each in read.addresses if each.startswith("/api/v1/")]
    assert named
    assert {status_of(each, reader) for each in named} == {200}


@every_page
@pytest.mark.parametrize("language", ["en", "de"])
def test_every_link_leads_to_a_page_in_the_same_language(reader, page, language):
    html = reader.get(f"/{language}{page.path()}").content.decode()
    links = {each for each in Page(html).addresses if each.startswith(("/", "?")) and not each.startswith("/static/")}
    assert links
    absolute = {each if each.startswith("/") else f"/{language}{page.path()}{each}" for each in links}
    assert {each for each in absolute if not each.startswith(("/en/", "/de/", "/api/v1/"))} == set()
    assert {each: status_of(each, reader) for each in absolute} == dict.fromkeys(absolute, 200)


@every_page_of_a_row
def test_it_is_read_by_one_statement_or_two(reader, page):
    address = page.path()
    reader.get("/claims/")  # what a connection asks once
    with CaptureQueriesContext(connection) as asked:
        assert reader.get(address).status_code == 200
    assert len(asked) == STATEMENTS.get(page.name, 1), [each["sql"][:200] for each in asked]


@every_page
def test_it_is_revalidated_with_its_tag(reader, page):
    if page.name == "search-page":
        return
    response = reader.get(page.path())
    assert response["Cache-Control"] == "public, no-cache"
    assert response["Vary"] == "Accept-Encoding, Accept-Language"
    unchanged = reader.get(page.path(), headers={"If-None-Match": response["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    head = reader.head(page.path())
    assert (head.content, head["ETag"]) == (b"", response["ETag"])


@every_page
def test_each_language_has_its_own_tag_and_is_kept_by_itself(reader, page):
    if page.name == "search-page":
        return
    asked = [reader.get(page.path(), headers={"Accept-Language": each}) for each in ("en", "de", "en", "de")]
    tags = [each["ETag"] for each in asked]
    assert tags[:2] == tags[2:]
    assert tags[0] != tags[1]
    assert [f'<html lang="{each}"' in asked[n].content.decode() for n, each in enumerate(("en", "de") * 2)] == [
        True
    ] * 4


@every_page
def test_it_is_compressed_and_sets_no_cookie(reader, page):
    response = reader.get(page.path(), headers={"Accept-Encoding": "gzip"})
    assert response["Content-Encoding"] == "gzip"
    assert not response.cookies


@every_page_of_a_row
def test_a_former_slug_is_redirected_in_the_language_of_the_address(reader, page):
    former = page.path()
    row = COLLECTIONS[page.route.split("/")[0]].model.objects.order_by("pk").first()
    rename(row, f"present-{row.slug}")
    response = reader.get(f"/de{former}")
    assert (response.status_code, response["Location"]) == (
        301,
        f"/de{former}".replace(f"/{row.slug}/", f"/present-{row.slug}/"),
    )


@every_page_of_a_row
def test_an_unknown_slug_is_a_404_in_words(reader, page):
    present = page.path().split("/")[2]
    response = reader.get(page.path().replace(f"/{present}/", "/no-such-thing/"))
    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert "no-such-thing" in response.content.decode()


@pytest.mark.parametrize("page", LISTS, ids=str)
def test_a_list_says_what_is_wrong_with_a_parameter(reader, page):
    response = reader.get(f"{page.path()}?nonsense=1")
    assert (response.status_code, response["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "nonsense" in response.content.decode()


@every_page
def test_what_others_append_to_a_shared_link_changes_nothing(reader, page):
    if page.name == "search-page":
        return
    assert reader.get(f"{page.path()}?utm_source=mail&fbclid=x").status_code == 200


def test_the_pages_of_a_list_follow_each_other(reader):
    for _ in range(26):
        make.ClaimFactory()
    first = Page(reader.get("/de/claims/").content.decode())
    following = [each for each in first.addresses if "cursor=" in each]
    assert len(following) == 1
    assert following[0].startswith("/de/claims/?")
    second = reader.get(following[0])
    assert second.status_code == 200
    assert 'rel="prev"' in second.content.decode()
    shown = [each for each in first.addresses if each.startswith("/de/claims/") and "?" not in each]
    also = [each for each in Page(second.content.decode()).addresses if each.startswith("/de/claims/")]
    assert not {*shown} & {*also} - {"/de/claims/"}


@every_page
def test_it_names_itself_and_its_languages_in_its_head(reader, page):
    html = reader.get(f"/de{page.path()}?utm_source=mail").content.decode()
    assert f'<link rel="canonical" href="http://localhost{page.path()}">' in html
    assert f'hreflang="x-default" href="http://localhost{page.path()}">' in html
    assert [f'hreflang="{code}" href="/{code}{page.path()}' in html for code in ("en", "de")] == [True, True]


def test_the_canonical_address_of_a_list_has_its_filters(reader):
    html = reader.get("/de/claims/?disputed=true&fbclid=x").content.decode()
    assert '<link rel="canonical" href="http://localhost/claims/?disputed=true">' in html
