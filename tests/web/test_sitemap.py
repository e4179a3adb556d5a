"""The sitemap names every page there is, in parts; robots.txt names the sitemap, and where not to go."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from claims.api.http.kept import answers
from claims.web import sitemap
from tests.support import factories as make
from tests.support.plans import busiest, explained, work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_dead_rows")]
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(autouse=True)
def nothing_kept():
    answers.clear()


def read(reader, address):
    response = reader.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "application/xml; charset=utf-8")
    return etree.fromstring(response.content)


def parts(reader):
    return read(reader, "/sitemap.xml").xpath("s:sitemap/s:loc/text()", namespaces=NAMES)


def pages(reader):
    return [
        address
        for part in parts(reader)
        for address in read(reader, part).xpath("s:url/s:loc/text()", namespaces=NAMES)
    ]


def test_it_names_every_row_that_has_a_page_and_stands(reader):
    make.StanceFactory(
        statement__slug="said", statement__speaker__slug="ann", statement__source__slug="paper", claim__slug="so-it-is"
    )
    make.TopicFactory(slug="drones")
    make.IncidentFactory(slug="airport")
    make.correct(make.StatementFactory(slug="wrong", speaker__slug="bob", source__slug="other"))
    named = pages(reader)
    assert sorted(named) == [
        "http://localhost/claims/so-it-is/",
        "http://localhost/incidents/airport/",
        "http://localhost/sources/other/",
        "http://localhost/sources/paper/",
        "http://localhost/speakers/ann/",
        "http://localhost/speakers/bob/",
        "http://localhost/statements/said/",
        "http://localhost/topics/drones/",
    ]
    assert {each: reader.get(each).status_code for each in named} == dict.fromkeys(named, 200)


def test_each_page_has_its_address_in_each_language(reader):
    make.TopicFactory(slug="drones")
    (part,) = parts(reader)
    links = read(reader, part).xpath("s:url/x:link", namespaces=NAMES)
    assert [(each.get("rel"), each.get("hreflang"), each.get("href")) for each in links] == [
        ("alternate", "en", "http://localhost/en/topics/drones/"),
        ("alternate", "de", "http://localhost/de/topics/drones/"),
        ("alternate", "x-default", "http://localhost/topics/drones/"),
    ]


def test_a_part_is_bounded_and_none_is_empty(reader, monkeypatch):
    monkeypatch.setattr(sitemap, "BLOCK", 3)
    rows = make.TopicFactory.create_batch(12)
    for row in rows[2:8]:
        row.delete()
    left = [f"http://localhost/topics/{row.slug}/" for row in rows[:2] + rows[8:]]
    sizes = [len(read(reader, each).findall("s:url", NAMES)) for each in parts(reader)]
    assert pages(reader) == left
    assert 1 <= min(sizes) <= max(sizes) <= 3


def test_there_are_no_other_parts(reader):
    make.TopicFactory()
    for address in ("topics-999999", "topics-99999999999999999999", "claims-0", "users-0", "topics--1"):
        assert reader.get(f"/sitemap-{address}.xml").status_code == 404


def test_the_index_of_nothing_is_an_index(reader):
    assert parts(reader) == []


def test_each_is_read_by_one_statement(reader):
    make.StanceFactory()
    for address in ("/sitemap.xml", parts(reader)[0]):
        with CaptureQueriesContext(connection) as asked:
            assert reader.get(address).status_code == 200
        assert len(asked) == 1


def test_the_index_goes_from_part_to_part_and_not_over_all_rows(reader, monkeypatch):
    monkeypatch.setattr(sitemap, "BLOCK", 100)
    make.TopicFactory.create_batch(300)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE claims_topic")
    with explained() as plans:
        found = len(parts(reader))
    assert found in {3, 4}
    assert work(plans).rows < 50, busiest(plans)


def test_the_sitemap_has_a_tag_and_no_language(reader):
    first = reader.get("/sitemap.xml", headers={"Accept-Language": "de"})
    assert reader.get("/sitemap.xml", headers={"If-None-Match": first["ETag"]}).status_code == 304
    assert "Accept-Language" not in first["Vary"]
    assert "Content-Language" not in first
    assert [reader.get(f"/de{each}").status_code for each in ("/sitemap.xml", "/robots.txt")] == [404, 404]


def test_robots_are_told_where_the_sitemap_is_and_where_not_to_go(reader):
    response = reader.get("/robots.txt")
    assert (response.status_code, response["Content-Type"]) == (200, "text/plain; charset=utf-8")
    assert response.content.decode() == (
        "User-agent: *\n"
        "Disallow: /admin/\nDisallow: /desk/\nDisallow: /search/?\n"
        "Disallow: /en/admin/\nDisallow: /en/desk/\nDisallow: /en/search/?\n"
        "Disallow: /de/admin/\nDisallow: /de/desk/\nDisallow: /de/search/?\n"
        "\nSitemap: http://localhost/sitemap.xml\n"
    )
