"""Cards for articles of others: what they say, who may frame them, and that nothing in them is dangerous."""

import re

import pytest
from django.contrib.staticfiles import finders
from django.db import transaction

from claims.api.http.kept import answers
from claims.models import Claim, Redirect
from tests.support import factories as make
from tests.support.html import Page, read_page

pytestmark = pytest.mark.django_db

POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"


@pytest.fixture(autouse=True)
def nothing_kept():
    answers.clear()


def framed(response):
    """Whether any site may show the response in a frame, under the policy of the cards."""
    return (
        response["Content-Security-Policy"] == POLICY
        and "X-Frame-Options" not in response
        and response["Cross-Origin-Resource-Policy"] == "cross-origin"
        and response["Referrer-Policy"] == "no-referrer"
        and response["X-Robots-Tag"] == "noindex"
    )


@pytest.fixture
def cards():
    """The addresses of a card of each kind."""
    claim, incident = make.ClaimFactory(slug="it"), make.IncidentFactory(slug="there")
    make.IncidentClaimFactory(claim=claim, incident=incident)
    with transaction.atomic():
        make.quote("It was not accidental", slug="said")
    return ["/embed/claims/it/", "/embed/incidents/there/", "/embed/statements/said/"]


@pytest.mark.django_db(transaction=True)
def test_a_card_may_be_framed_by_anybody_when_composed_when_kept_and_in_german(reader, cards, monkeypatch):
    for address in cards:
        composed, german = reader.get(address), reader.get(f"/de{address}")
        with monkeypatch.context() as patch:
            patch.setattr("claims.web.page.render_to_string", None)  # nothing is composed
            kept = reader.get(address)
        assert {each.status_code for each in (composed, kept, german)} == {200}
        assert framed(composed)
        assert framed(kept)
        assert framed(german)
        assert kept.content == composed.content
        assert not composed.cookies
        assert 'lang="de"' in german.content.decode()


@pytest.mark.django_db(transaction=True)
def test_a_client_that_has_a_card_gets_304_until_the_card_changes(reader, cards):
    for address in cards:
        tag = reader.get(address)["ETag"]
        response = reader.get(address, headers={"If-None-Match": tag})
        assert (response.status_code, response.content) == (304, b"")
        assert "X-Frame-Options" not in response
    Claim.objects.update(text="It was open.")
    assert "It was open." in reader.get(cards[0]).content.decode()


def test_no_other_page_may_be_framed(reader, cards):
    for address in cards:
        page = reader.get(address.removeprefix("/embed"))
        assert page["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in page["Content-Security-Policy"]


def test_a_card_has_no_script_no_form_and_loads_its_own_style_sheet_only(reader, cards):
    for address in cards:
        html = reader.get(address).content.decode()
        page = Page(html)
        assert not {"script", "style", "iframe", "img", "form"} & {*page.tags}
        assert not re.search(r"\sstyle=|\son\w+=", html)
        assert "/static/web/embed.css" in page.addresses
    with open(finders.find("web/embed.css"), encoding="utf-8") as sheet:  # noqa: PTH123 - the finder gives a name
        assert not re.search(r"url\(|@import", sheet.read())


def test_links_of_a_card_leave_the_frame_and_lead_to_the_page(reader, cards):
    for address in cards:
        response = reader.get(address)
        html, page = response.content.decode(), Page(response.content.decode())
        assert '<base target="_top">' in html
        assert address.removeprefix("/embed") in page.addresses
        assert f'<link rel="canonical" href="http://localhost{address.removeprefix("/embed")}">' in html
        assert '<meta name="robots" content="noindex">' in html
        german = Page(reader.get(f"/de{address}").content.decode())
        links = [link for link in german.addresses if not link.startswith(("/static/", "http://localhost/"))]
        assert [link for link in links if not link.startswith("/de/")] == []


@pytest.mark.parametrize(
    ("theme", "scheme"),
    [("", "light dark"), ("light", "light"), ("dark", "dark"), ("blue", "light dark"), ('"><script>', "light dark")],
)
def test_the_article_may_choose_the_colours(reader, cards, theme, scheme):
    html = reader.get(cards[0], {"theme": theme}).content.decode()
    assert f'<meta name="color-scheme" content="{scheme}">' in html
    assert "<script>" not in html


def test_a_claim_shows_the_few_with_most_statements_on_each_side_and_how_many_others(reader):
    claim = make.ClaimFactory(slug="it", text="The harbour was closed.")
    for number in range(5):
        speaker = make.SpeakerFactory(name=f"Affirming {number}")
        for _ in range(number + 1):
            make.take(speaker, claim, "affirms", "2025-09-23")
    make.take(make.SpeakerFactory(name="Denying"), claim, "denies", "2025-09-23")
    make.take(make.SpeakerFactory(name="Asking"), claim, "questions", "2025-09-23")
    text = " ".join(read_page(reader, "/embed/claims/it/").text.split())
    assert "Claim · event · disputed The harbour was closed." in text
    assert "Affirmed by 5 speakers" in text
    assert "Left open by 1 speaker" in text
    assert "Affirmed by Affirming 4Affirming 3Affirming 2and 2 others Denied by Denying" in text
    assert "Asking" not in text


def test_a_statement_shows_the_words_the_speaker_the_role_then_the_day_and_the_source(reader):
    person = make.SpeakerFactory(name="Anna Larsen")
    port = make.OrganizationFactory(name="Port of Ostby")
    make.AffiliationFactory(person=person, organization=port, role="Harbour master")
    source = make.SourceFactory(publisher="Ostby Courier", url="https://courier.example/1")
    make.quote(
        "We closed it", speaker=person, source=source, slug="said", made_on="2025-09-01", made_on_precision="month"
    )
    text = " ".join(read_page(reader, "/embed/statements/said/").text.split())
    assert "Statement · quote We closed it Anna Larsen, Harbour master, Port of Ostby, September 2025" in text
    assert "Source: Ostby Courier" in text
    assert "does not stand" not in text


@pytest.mark.parametrize("status", ["retracted", "corrected", "misattributed"])
def test_a_statement_that_does_not_stand_says_so_before_its_words(reader, status):
    said = make.StatementFactory(text="Two drones", slug="said")
    before = reader.get("/embed/statements/said/").content
    make.correct(said, status, what="It was three.", why="The recording.")
    html = reader.get("/embed/statements/said/").content.decode()
    assert html.encode() != before
    assert f"<title>{status.capitalize()}: " in html
    html = html.partition("<main")[2]
    words = ("does not stand", status, "It was three.", "The recording.")
    assert all(0 < html.index(each) < html.index("Two drones") for each in words)
    assert '<s><a href="/statements/said/">Two drones</a></s>' in html


def test_an_incident_shows_its_day_its_claims_and_those_that_are_disputed(reader):
    incident = make.IncidentFactory(
        slug="there", name="Oil in the harbour", start_date="2025-09-23", start_date_precision="day"
    )
    for number in range(5):
        claim = make.ClaimFactory(text=f"Claim number {number}.")
        make.IncidentClaimFactory(claim=claim, incident=incident, aspect="occurrence")
        if number:
            make.take(make.SpeakerFactory(), claim, "affirms", "2025-09-24")
            make.take(make.SpeakerFactory(), claim, "denies", "2025-09-24")
    text = " ".join(read_page(reader, "/embed/incidents/there/").text.split())
    assert "Incident · drone sighting · reported Oil in the harbour 23 September 2025" in text
    assert "5 claims about it are recorded here, 4 of them disputed:" in text
    assert "Claim number 0." not in text
    assert "and 1 other" in text


def test_a_former_slug_leads_to_the_card_at_the_present_one_in_the_same_language(reader, cards):
    Redirect.objects.create(collection="claims", old_slug="former", new_slug="it")
    for address, present in (
        ("/embed/claims/former/?theme=dark", "/embed/claims/it/?theme=dark"),
        ("/de/embed/claims/former/", "/de/embed/claims/it/"),
    ):
        response = reader.get(address)
        assert (response.status_code, response["Location"]) == (301, present)


def test_a_former_slug_that_is_the_name_of_a_collection_leads_to_the_present_one(reader):
    make.ClaimFactory(slug="it")
    Redirect.objects.create(collection="claims", old_slug="claims", new_slug="it")
    for address in ("/claims/{}/", "/embed/claims/{}/", "/preview/claims/{}.png", "/claims/{}/positions/"):
        assert reader.get(address.format("claims"))["Location"] == address.format("it")


@pytest.mark.parametrize("key", ["nothing", "0", "x" * 500])
@pytest.mark.parametrize("collection", ["claims", "incidents", "statements"])
def test_an_unknown_one_is_a_small_card_as_well(reader, collection, key):
    response = reader.get(f"/embed/{collection}/{key}/")
    assert (response.status_code, response["Content-Type"]) == (404, "text/html; charset=utf-8")
    assert framed(response)
    page = Page(response.content.decode())
    assert "There is nothing at this address" in page.text
    assert "script" not in page.tags


@pytest.mark.parametrize("key", ["Ä", "a%20b", "%00", "%3Cscript%3E"])
def test_what_can_be_no_slug_is_no_address_of_a_card(reader, key):
    assert reader.get(f"/embed/claims/{key}/").status_code == 404


@pytest.mark.parametrize("collection", ["speakers", "sources", "topics", "stances"])
def test_there_is_no_card_of_anything_else(reader, collection):
    assert reader.get(f"/embed/{collection}/it/").status_code == 404


def test_an_address_without_its_slash_leads_to_the_card(reader, cards):
    assert reader.get(cards[0].removesuffix("/"))["Location"] == cards[0]


def test_stances_that_do_not_count_are_in_no_card(reader):
    claim = make.ClaimFactory(slug="it")
    make.StanceFactory(claim=claim, statement__speaker__name="Only Suggested", review_status="suggested")
    fallen = make.take(make.SpeakerFactory(name="Taken Back"), claim, "denies", "2025-09-23")
    make.correct(fallen.statement)
    text = read_page(reader, "/embed/claims/it/").text
    assert "Only Suggested" not in text
    assert "Taken Back" not in text
    assert "Nobody affirms or denies it in what is recorded here." in text


def test_markup_in_rows_is_text_in_a_card(reader):
    speaker = make.SpeakerFactory(name="</title><script>alert(1)</script>")
    claim = make.ClaimFactory(slug="it", text="Claims that <b>bold</b> & </main> are \"odd'.", name="<i>odd</i>")
    source = make.SourceFactory(publisher="<iframe src=//evil.example>", url="https://x.example/<script>")
    make.take(speaker, claim, "affirms", "2025-09-23", slug="said", source=source, text="<script>alert(2)</script>")
    incident = make.IncidentFactory(
        slug="there", name="</bdi><img src=x onerror=alert(1)>", location_name="<svg onload=a()>"
    )
    make.IncidentClaimFactory(claim=claim, incident=incident)
    for address in ("/embed/claims/it/", "/embed/statements/said/", "/embed/incidents/there/"):
        page = read_page(reader, address)
        assert not {"script", "iframe", "img", "svg", "b", "i"} & {*page.tags}
        assert [link for link in page.addresses if not link.startswith(("/", "http://localhost/"))] == []


def test_cards_are_for_reading_only(reader, cards):
    assert {getattr(reader, method)(cards[0]).status_code for method in ("post", "put", "delete")} == {405}
    assert Claim.objects.count() == 1
