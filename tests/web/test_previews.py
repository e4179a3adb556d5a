"""Previews of links: the picture, and what stands in the head of a page."""

import re
from html import unescape
from io import BytesIO

import pytest
from django.db import transaction
from PIL import Image, ImageChops

from claims.api.http.kept import answers
from claims.models import Claim, Redirect
from claims.web import picture
from claims.web.picture import draw, plain
from claims.web.sharing import Line, Shared
from tests.support import factories as make

SITE = "Statement and claim tracker"
LARGEST = 60_000  # bytes
TALLIES = [
    Line("✓ Affirmed by 12 speakers", "affirms"),
    Line("✕ Denied by 2 speakers", "denies"),
    Line("◐ Accepted with a condition by 1 speaker", "qualifies"),
    Line("? Left open by 3 speakers", "questions"),
    Line("” Only reported by 123 speakers", "reports"),
    Line("– No comment from 1 speaker", "declines"),
]
RUSSIAN, ARABIC, HEBREW, HINDI, CHINESE = (
    "Это неправда",
    "لم يكن هذا حادثا",
    "זה לא היה מקרה",
    "यह सच नहीं है",
    "这不是真的",
)


@pytest.fixture(autouse=True)
def nothing_kept():
    answers.clear()


def image(body):
    return Image.open(BytesIO(body)).convert("RGB")


def shared(heading, name="", lines=(), **more):
    return Shared("Claim", heading, heading, list(lines), name=name, **more)


def pictured(heading, **more):
    return draw(shared(heading, **more), SITE)


@pytest.fixture
def rows(db):
    make.ClaimFactory(slug="it", name="It was closed", text="The harbour was closed.")
    make.IncidentFactory(slug="there", name="Oil in the harbour")
    with transaction.atomic():
        make.quote("We closed it", slug="said", speaker=make.SpeakerFactory(name="Anna Larsen", slug="anna"))


PICTURES = [
    "/preview/claims/it.png",
    "/preview/incidents/there.png",
    "/preview/statements/said.png",
    "/preview/speakers/anna.png",
]


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("address", PICTURES)
def test_each_kind_has_a_picture_of_the_size_that_previews_have(reader, address):
    response = reader.get(address)
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert image(response.content).size == (1200, 630)
    assert len(response.content) < LARGEST
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert response["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("address", PICTURES)
def test_a_picture_is_drawn_once_until_its_row_changes(reader, address, monkeypatch):
    drawn = []
    monkeypatch.setattr("claims.web.picture.draw", lambda *given: drawn.append(given) or draw(*given))
    first, again = reader.get(address), reader.get(address)
    unchanged = reader.get(address, headers={"If-None-Match": first["ETag"]})
    assert again.content == first.content
    assert again["ETag"] == first["ETag"]
    assert (again["Content-Type"], again["Cross-Origin-Resource-Policy"]) == ("image/png", "cross-origin")
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    assert len(drawn) == 1


@pytest.mark.usefixtures("rows")
def test_parameters_do_not_make_another_picture(reader, monkeypatch):
    monkeypatch.setattr("claims.web.picture.draw", None)  # nothing is drawn
    for language in ("", "/de"):
        response = reader.get(f"{language}{PICTURES[0]}?a=1&b=2")
        assert (response.status_code, response["Location"]) == (301, f"{language}{PICTURES[0]}")


@pytest.mark.usefixtures("rows")
def test_a_picture_changes_with_what_it_shows(reader):
    before = reader.get(PICTURES[0]).content
    Claim.objects.filter(slug="it").update(text="The harbour was open.")
    assert reader.get(PICTURES[0]).content != before


@pytest.mark.usefixtures("rows")
def test_a_picture_has_the_language_of_its_address(reader):
    assert reader.get("/de/preview/claims/it.png").content != reader.get("/en/preview/claims/it.png").content


@pytest.mark.usefixtures("rows")
def test_a_former_slug_leads_to_the_present_picture_and_an_unknown_one_to_none(reader):
    Redirect.objects.create(collection="claims", old_slug="former", new_slug="it")
    response = reader.get("/de/preview/claims/former.png")
    assert (response.status_code, response["Location"]) == (301, "/de/preview/claims/it.png")
    for address in ("/preview/claims/nothing.png", "/preview/claims/%00.png", "/preview/sources/it.png"):
        assert reader.get(address).status_code == 404


@pytest.mark.parametrize("text", ["The harbour was closed.", RUSSIAN, "Ήταν κλειστό", ARABIC, HEBREW])
def test_words_are_drawn_in_each_script_that_a_font_has(text):
    if text in {ARABIC, HEBREW} and not picture.shapes():
        pytest.skip("this machine has no FriBiDi")
    assert picture.drawable(plain(text))
    assert pictured(text) != pictured("")


@pytest.mark.parametrize("text", [HINDI, CHINESE, "Nobody 🛩 flew", "𒀀"])
def test_words_with_a_character_that_no_font_has_are_left_out_and_nobody_sees_boxes(text):
    assert pictured(text, name="Anna Larsen") == pictured("Anna Larsen")
    assert pictured(text, name=text, lines=[Line(text)]) == pictured("")


@pytest.mark.parametrize("text", [ARABIC, HEBREW, "e\u0323\u0301\u0302"])
def test_without_fribidi_what_needs_it_is_left_out(text, monkeypatch):
    monkeypatch.setattr(picture, "shapes", lambda: False)
    picture.font.cache_clear()
    try:
        assert picture.drawable(plain(text)) is None
        assert picture.drawable(plain(RUSSIAN))
        assert len(pictured(f"{RUSSIAN} closed", lines=TALLIES)) < LARGEST
    finally:
        picture.font.cache_clear()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a \u202egnp.exe", "a gnp.exe"),
        ("a\x00b\x1bc\x7f", "abc"),
        ("a\n\t b\u2028c", "a b c"),
        ("\u2066a\u2069\u200b\ufeff", "a"),
        ("\U000e0041a", "a"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("x" * 400, "x" * 320 + "…"),
    ],
)
def test_controls_and_what_turns_the_direction_are_not_drawn(text, shown):
    assert plain(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "W" * 100_000,
        "A word " * 20_000,
        "Z" + "\u0301\u0323" * 50_000,
        "\u202e" * 100_000,
        "i" * 60 + " " + "W" * 60,
        "<script>alert(1)</script>" * 1_000,
        "",
    ],
)
def test_long_and_odd_texts_give_a_picture_like_any_other(text):
    body = pictured(text, name=text, lines=[Line(text)] * 50 + TALLIES)
    assert image(body).size == (1200, 630)
    assert len(body) < LARGEST


@pytest.mark.parametrize("length", range(5, 320, 15))
def test_a_heading_and_its_tallies_stay_within_the_picture(length):
    """The margins are as empty as those of a picture without words."""
    text = ("The airspace incidents in Denmark were deliberate. " * 10)[:length]
    drawn, empty = image(pictured(text, lines=TALLIES)), image(pictured(""))
    different = ImageChops.difference(drawn, empty).convert("L").point(lambda value: 255 * (value > 40)).getbbox()
    assert different[0] >= 66
    assert different[1] >= 90
    assert different[2] <= 1200 - 66
    assert different[3] < 630 - 70


def test_each_position_is_drawn_in_its_own_colour():
    one = image(pictured("It was closed.", lines=TALLIES))
    colours = {colour for _, colour in one.getcolors(1 << 20)}
    for name in ("affirms", "denies", "qualifies", "questions"):
        red, green, blue = (int(picture.COLOURS[name][at : at + 2], 16) for at in (1, 3, 5))
        assert min(abs(r - red) + abs(g - green) + abs(b - blue) for r, g, b in colours) < 40, name


def test_a_statement_that_does_not_stand_has_a_red_bar():
    assert image(pictured("Two drones")).getpixel((600, 60)) == image(pictured("")).getpixel((600, 60))
    red, green, blue = image(pictured("Two drones", warning="Retracted.")).getpixel((1100, 60))
    assert red > 140
    assert green < 60
    assert blue < 60


def meta(response):
    found = re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)">', response.content.decode())
    return {name: unescape(value) for name, value in found if name.startswith(("og:", "twitter:", "description"))}


@pytest.mark.usefixtures("rows")
def test_the_head_of_a_page_says_what_a_preview_shows(reader):
    claim = Claim.objects.get(slug="it")
    make.take(make.SpeakerFactory(), claim, "affirms", "2025-09-23")
    make.take(make.SpeakerFactory(), claim, "denies", "2025-09-23")
    assert meta(reader.get("/claims/it/")) == {
        "description": "✓ Affirmed by 1 speaker · ✕ Denied by 1 speaker · Claim · disputed",
        "og:title": "It was closed",
        "og:description": "✓ Affirmed by 1 speaker · ✕ Denied by 1 speaker · Claim · disputed",
        "og:type": "website",
        "og:site_name": SITE,
        "og:locale": "en_GB",
        "og:url": "http://localhost/claims/it/",
        "og:image": "http://localhost/en/preview/claims/it.png",
        "og:image:type": "image/png",
        "og:image:width": "1200",
        "og:image:height": "630",
        "og:image:alt": "It was closed. ✓ Affirmed by 1 speaker · ✕ Denied by 1 speaker · Claim · disputed",
        "twitter:card": "summary_large_image",
    }


@pytest.mark.usefixtures("rows")
def test_a_german_page_has_a_german_preview(reader):
    said = meta(reader.get("/de/statements/said/"))
    assert (said["og:locale"], said["og:image"]) == ("de_DE", "http://localhost/de/preview/statements/said.png")
    assert said["og:description"] == "Anna Larsen · 23. September 2025 · Aussage · Zitat"


@pytest.mark.usefixtures("rows")
@pytest.mark.parametrize("page", ["claims/it", "incidents/there", "statements/said", "speakers/anna"])
def test_the_picture_that_a_page_names_is_there(reader, page):
    for code in ("en", "de"):
        address = meta(reader.get(f"/{code}/{page}/"))["og:image"]
        assert reader.get(address.removeprefix("http://localhost")).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("status", ["retracted", "corrected", "misattributed"])
def test_the_preview_of_a_statement_that_does_not_stand_says_so_first(reader, status):
    make.correct(make.StatementFactory(slug="fallen", text="Two drones", speaker__name="Anna"), status)
    said = meta(reader.get("/statements/fallen/"))
    assert said["og:title"] == f"{status.capitalize()}: Anna: Two drones"
    assert said["og:description"].startswith(f"{status.capitalize()}. This statement does not stand. · Anna")
    assert image(reader.get("/preview/statements/fallen.png").content).getpixel((1100, 60))[1] < 60


@pytest.mark.django_db
def test_a_long_statement_is_cut_in_a_title_and_still_a_quotation(reader):
    make.quote("It was not. " * 50 + "End.", slug="long", speaker=make.SpeakerFactory(name="Anna"))
    title = meta(reader.get("/statements/long/"))["og:title"]
    assert title.startswith("Anna: “It was not. It")
    assert title.endswith("…”")
    assert len(title) < 180


@pytest.mark.django_db
def test_a_german_preview_of_a_statement_that_does_not_stand_says_so_in_german(reader):
    make.correct(make.StatementFactory(slug="fallen", text="Two drones", speaker__name="Anna"))
    said = meta(reader.get("/de/statements/fallen/"))
    assert said["og:title"] == "Zurückgezogen: Anna: Two drones"
    assert said["og:description"].startswith("Zurückgezogen. Diese Aussage gilt nicht. · Anna")


@pytest.mark.django_db
def test_a_preview_says_in_which_role_and_for_whom_somebody_spoke(reader):
    anna, port = make.SpeakerFactory(name="Anna"), make.OrganizationFactory(name="Port of Ostby")
    make.AffiliationFactory(person=anna, organization=port, role="Harbour master")
    make.StatementFactory(slug="one", speaker=anna, on_behalf_of=port)
    make.StatementFactory(slug="two", speaker=anna, on_behalf_of=make.OrganizationFactory(name="Ostby"))
    for slug, spoke in (
        ("one", "Anna, Harbour master, Port of Ostby"),
        ("two", "Anna, Harbour master, Port of Ostby, for Ostby"),
    ):
        assert meta(reader.get(f"/statements/{slug}/"))["og:description"].startswith(f"{spoke} · 23 September 2025 · ")


@pytest.mark.django_db
def test_markup_in_rows_is_text_in_the_head(reader):
    name = '"><script>alert(1)</script>'
    make.ClaimFactory(slug="odd", name=name, text=name)
    response = reader.get("/claims/odd/")
    assert meta(response)["og:title"] == name
    assert b"<script>alert" not in response.content


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/claims/", "/claims/nothing/", "/search/", "/corrections/"])
def test_a_page_that_is_not_about_one_row_has_no_picture(reader, path):
    assert b"og:image" not in reader.get(path).content
