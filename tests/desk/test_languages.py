"""The desk in German: nothing on its pages is left in English, and its forms stay in the language of their address."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib import admin
from django.urls import reverse

from claims.models import Source, Stance, Statement
from claims.services import judged
from tests.support import catalogue as catalogues
from tests.support import factories as make
from tests.support.desk import desk, filled, page, told
from tests.support.reading_page import FIRST, SECOND, TEXT, fields, html, span

pytestmark = pytest.mark.django_db

TABLES = [model for model in admin.site._registry if model._meta.app_label == "claims"]
# Rows of the tables and names of accounts, which are not translated; a German word that is an
# English one as well; and the alternative text of icons that Django’s templates have in English.
CONTENT = {"other", "coder", "Start", "Search", "True", "False", "None"}
SHOWN = {"alt", "aria-label", "placeholder", "title", "value"}


class Words(HTMLParser):
    """Every text that a page shows, and those of attributes that are shown or read aloud."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.texts: set[str] = set()
        self.hidden = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        given = dict(attrs)
        self.hidden = tag in {"script", "style"}
        shown = SHOWN if tag == "input" and given.get("type") in {"submit", "button"} else SHOWN - {"value"}
        self.texts |= {" ".join((given[name] or "").split()) for name in shown & given.keys()}
        self.texts |= {given[name] for name in given if tag == "template" and name.startswith("data-")}

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.texts.add(" ".join(data.split()).rstrip(":."))


def texts(value: Any) -> list[str]:
    return list(value) if isinstance(value, tuple) else [value]


def english(response: Any) -> set[str]:
    """The texts of our catalogue that a page shows untranslated."""
    assert response.status_code == 200
    untranslated: set[str] = set()
    messages = [each for each in catalogues.catalogue("de") if each.id]
    german = {said for each in messages for said in texts(each.string)}
    for each in messages:
        for said in texts(each.id):
            if said not in german:
                plain = re.sub(r"\s+", " ", said).rstrip(":.")
                untranslated |= {plain, plain[0].upper() + plain[1:]}
    return Words(response.content.decode()).texts & (untranslated - german - CONTENT)


@pytest.fixture
def administrator() -> Any:
    return desk("administrator")


@pytest.mark.parametrize("table", TABLES, ids=lambda each: each.__name__)
def test_the_pages_of_a_table_are_german(article: None, administrator: Any, table: Any) -> None:
    assert english(administrator.get(f"/de{page(table)}")) == set()
    if admin.site._registry[table].has_add_permission(administrator.get("/de/admin/").wsgi_request):
        assert english(administrator.get(f"/de{page(table, 'add')}")) == set()
    if row := table._default_manager.first():
        assert english(administrator.get(f"/de{page(row)}")) == set()


@pytest.mark.parametrize("address", ["/admin/", "/desk/read/", "/desk/texts/", "/desk/drafts/"])
def test_the_pages_for_texts_are_german(article: None, administrator: Any, address: str) -> None:
    assert english(administrator.get(f"/de{address}")) == set()


def test_the_reading_page_is_german_and_its_text_keeps_its_language(source: Source) -> None:
    client = desk("coder")
    response = client.get(f"/de/desk/read/drones/?at={span(FIRST)}")
    assert english(response) == set()
    assert '<div id="source-text" lang="en" dir="auto">' in html(response)
    assert 'data-no-connection="Es gibt keine Verbindung."' in html(response)
    assert "22. September" not in html(client.get("/desk/read/"))
    assert "23. September 2025" in html(client.get("/de/desk/read/"))
    assert "23 September 2025" in html(client.get("/en/desk/read/"))


def test_a_text_is_added_read_and_confirmed_in_german_without_javascript() -> None:
    client, claim = desk("coder"), make.ClaimFactory(slug="seen", first_appearance=None)
    first = client.post("/de/desk/texts/", {"pasted": TEXT})
    sent = {each.html_name: each.value() or "" for each in first.context["form"]}
    added = client.post("/de/desk/texts/", sent | {"keep": "yes", "published_on": "2025-09-23", "headline": "Drones"})
    source = Source.objects.get(headline="Drones")
    assert added["Location"] == f"/de/desk/read/{source.slug}/"
    assert told(client, added) == "Der Text wurde erfasst."
    card = f"{added['Location']}?at={span(FIRST)}"
    refused = client.post(card, {**fields(client.get(card)), "intent": "record", "position": "denies"})
    assert refused.status_code == 422
    assert "Wählen Sie die Behauptung" in html(refused)
    values = {**fields(client.get(card)), "intent": "record", "claim": claim.slug, "position": "denies"}
    recorded = client.post(card, values)
    assert (recorded.status_code, recorded["Location"]) == (303, f"{added['Location']}?at={span(SECOND)}")
    stance = Stance.objects.get(statement__source=source)
    own = client.get(card)
    assert "bestreitet" in html(own)
    reviewer = desk("reviewer")
    assert "Jemand anderes" not in html(reviewer.get(card))
    sent = {"intent": "reject", "stance": stance.pk, "seen": judged.version(stance), "reason": ""}
    assert "Eine Ablehnung braucht einen Grund" in html(reviewer.post(card, sent))
    assert reviewer.post(card, {**sent, "intent": "confirm"})["Location"].startswith("/de/desk/read/")
    stance.refresh_from_db()
    assert stance.review_status == "confirmed"
    assert Statement.objects.get(source=source).text == FIRST


def test_a_rule_that_the_database_keeps_is_explained_in_german(administrator: Any) -> None:
    stance = make.StanceFactory(coder=administrator.user, review_status="suggested", reviewer=None)
    response = administrator.post(
        f"/de{reverse('admin:claims_stance_review', args=[stance.pk])}",
        {"verdict": "confirm", f"seen-{stance.pk}": judged.version(stance)},
    )
    assert response["Location"].startswith("/de/admin/")
    assert "Das haben Sie selbst vorgeschlagen" in told(administrator, response)


def test_a_broken_constraint_is_explained_in_german(administrator: Any) -> None:
    address = "/de/admin/claims/speaker/add/"
    sent = filled(administrator.get(address), kind="person", name="Ada", country="de")
    response = administrator.post(address, sent)
    assert "Ein Land besteht aus zwei Großbuchstaben" in html(response)


def test_dates_are_typed_as_the_language_writes_them(administrator: Any) -> None:
    source = make.SourceFactory(published_on="2025-09-22", published_on_precision="day")
    assert 'value="22.09.2025"' in html(administrator.get(f"/de{page(source)}"))
    assert 'value="22/09/2025"' in html(administrator.get(page(source)))


def test_the_links_of_the_desk_keep_the_language(article: None, administrator: Any) -> None:
    for address in ("/de/admin/", "/de/admin/claims/stance/", "/de/desk/read/", "/de/desk/texts/"):
        links = re.findall(r'(?:href|action)="(/[^"]*)"', html(administrator.get(address)))
        assert len(links) > 3
        assert [each for each in links if not each.startswith(("/de/", "/en/", "/static/"))] == []
