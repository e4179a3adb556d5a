"""The page `/search/`: results, similar claims with who affirms and denies them, and errors."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from django.test import Client

from tests.support import factories as make
from tests.support.html import Page, read_page
from tests.support.redirects import rename

pytestmark = pytest.mark.django_db


def found(reader: Client, words: str) -> Page:
    return read_page(reader, f"/search/?q={quote(words)}")


def marked(reader: Client, words: str) -> list[str]:
    html = reader.get("/search/", {"q": words}).content.decode()
    return [unescape(each) for each in re.findall(r"<mark>(.*?)</mark>", html)]


def test_a_name_finds_its_speaker_however_it_is_spelled(reader: Client, article: None) -> None:
    for spelling in ("Peskow", "Песков"):
        page = found(reader, spelling)
        assert any(link == "/speakers/dmitry-peskov/" for link in page.addresses)


def test_a_sentence_finds_the_claim_and_who_affirms_and_who_denies_it(reader: Client, article: None) -> None:
    page = found(reader, "Russia was behind the drones over Copenhagen")
    assert "Claims that this is likely about" in page.text
    assert any(link == "/claims/russia-responsible-for-copenhagen-drones/" for link in page.addresses)
    assert re.search(r"Denied by\s+.*Dmitry Peskov", page.text)
    assert "disputed" in page.text


def test_the_words_that_were_asked_for_are_marked(reader: Client) -> None:
    make.ClaimFactory(text="Two unheard-of balloons flew over Atlantis.")
    assert marked(reader, "balloon atlantis") == ["balloons", "Atlantis"]


def test_words_in_another_text_than_the_title_are_shown_with_what_stands_around_them(reader: Client) -> None:
    make.ClaimFactory(
        text="They flew.", name="x", context=f"{'long before ' * 20}balloons over Atlantis{' long after' * 20}"
    )
    make.SpeakerFactory(name="Alliance of Atlantis", other_names=["Zeppeliners"])
    assert marked(reader, "balloon") == ["balloons"]
    text = " ".join(found(reader, "balloon").text.split())
    assert re.search(r"They flew\. …[a-z ]{59,60}balloons over Atlantis[a-z ]{40,}… claim", text)
    assert marked(reader, "zeppeliner") == ["Zeppeliners"]
    assert "Alliance of Atlantis Zeppeliners" in " ".join(found(reader, "zeppeliner").text.split())


def test_the_last_word_may_be_unfinished_as_in_the_search_that_the_page_links_to(reader: Client, article: None) -> None:
    page = reader.get("/search/", {"q": "drones copen"}).content.decode()
    assert "<mark>drones</mark> over <mark>Copenhagen</mark>" in page
    assert "/api/v1/search/?q=drones+copen&amp;prefix=true" in page


def test_a_misspelled_word_is_offered_as_it_could_have_been_meant(reader: Client, article: None) -> None:
    page = found(reader, "Kestutas Budrsy")
    assert "Kęstutis Budrys" in page.text


def test_what_was_typed_and_what_was_found_are_shown_as_text(reader: Client) -> None:
    make.ClaimFactory(text="The <b>drones</b> & <script>alert(1)</script> of Denmark")
    page = found(reader, '"><script>alert(2)</script> drones')
    assert "b" not in page.tags
    assert page.tags.count("script") == 1  # our own
    assert "<b>drones</b> & <script>alert(1)</script>" in found(reader, "drones").text


def test_without_words_there_is_a_field_and_nothing_else(reader: Client) -> None:
    for address in ("/search/", "/search/?q=", "/search/?q=%20"):
        page = read_page(reader, address)
        assert "input" in page.tags
        assert "Nothing has all of these words" not in page.text


def test_words_that_nothing_has_are_said_to_be_so(reader: Client) -> None:
    for words in ("zzzzxqj", "-drones", "!!!", "or"):
        assert "Nothing has all of these words" in found(reader, words).text


@pytest.mark.parametrize("words", ["a" * 501, "nul\0"])
def test_words_that_cannot_be_searched_for_are_answered_with_the_reason(reader: Client, words: str) -> None:
    response = reader.get("/search/", {"q": words})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


def test_a_browsers_headers_change_nothing(reader: Client, article: None) -> None:
    headers = {"Accept": "text/html", "If-None-Match": '"x"', "Authorization": "Bearer nothing"}
    assert "<mark>Peskov</mark>" in reader.get("/search/", {"q": "Peskov"}, headers=headers).content.decode()


@pytest.mark.parametrize("words", ["-drones", "drones -Copenhagen", '"drones over Copenhagen"', "drones or jets"])
def test_words_with_marks_are_no_sentence_that_claims_are_compared_with(
    reader: Client, article: None, words: str
) -> None:
    text = found(reader, words).text
    assert "Claims that this" not in text


def test_what_does_not_stand_says_so(reader: Client) -> None:
    said = make.StatementFactory(text="Unheard-of balloons flew over Atlantis.")
    make.correct(said, "retracted")
    assert "retracted" in found(reader, "balloons atlantis").text


@pytest.mark.parametrize(
    ("precision", "shown"),
    [
        ("day", "1 September 2025"),
        ("week", "the week of 1 September 2025"),
        ("month", "September 2025"),
        ("year", "2024"),
    ],
)
def test_a_date_is_shown_as_exactly_as_it_is_known(reader: Client, precision: str, shown: str) -> None:
    day = "2024-01-01" if precision == "year" else "2025-09-01"
    said = make.StatementFactory(text="Balloons over Atlantis.", made_on=day, made_on_precision=precision)
    make.correct(said, "retracted")
    assert f"· {shown} " in " ".join(f"{found(reader, 'balloons atlantis').text} ".split())
    assert f", {shown} " in " ".join(read_page(reader, "/corrections/").text.split())


def test_who_stands_where_is_said_with_the_number_of_the_others(reader: Client) -> None:
    claim = make.ClaimFactory(text="Balloons flew over Atlantis.")
    for number in range(5):
        make.StanceFactory(claim=claim, position="affirms", statement__speaker__name=f"Speaker {number}")
    make.StanceFactory(claim=claim, position="denies", statement__speaker__name="Anna Larsen")
    text = " ".join(read_page(reader, "/search/?q=balloons+atlantis&type=claim").text.split())
    assert re.search(r"Affirmed by Speaker \d, Speaker \d, Speaker \d and 2 others", text)
    assert "Denied by Anna Larsen" in text
    german = " ".join(read_page(reader, "/de/search/?q=balloons+atlantis&type=claim").text.split())
    assert re.search(r"Bejaht von Speaker \d, Speaker \d, Speaker \d und 2 weiteren", german)


def test_what_the_words_find_stands_above_the_claims_that_they_are_unlikely_about(
    reader: Client, article: None
) -> None:
    text = found(reader, "Russia was behind the drones").text
    assert 0 < text.index("Found") < text.index("Claims that this may be about")


def test_a_claim_that_the_words_are_likely_about_is_not_listed_a_second_time(reader: Client) -> None:
    make.ClaimFactory(slug="balloons", text="Balloons flew over Atlantis.")
    page = found(reader, "Balloons flew over Atlantis")
    assert page.addresses.count("/claims/balloons/") == 1
    assert "Nothing has all of these words" not in page.text


def test_a_claim_that_the_words_find_is_not_listed_a_second_time_as_one_they_may_be_about(
    reader: Client, article: None
) -> None:
    page = found(reader, "drones over Copenhagen")
    assert page.addresses.count("/claims/russia-responsible-for-copenhagen-drones/") == 1


@pytest.mark.parametrize("kind", ["speaker", "incident"])
def test_what_the_words_are_looked_for_within_is_named_also_by_a_former_slug(reader: Client, kind: str) -> None:
    row = {"speaker": make.SpeakerFactory, "incident": make.IncidentFactory}[kind](name="Öresund", slug="former")
    rename(row, "present")
    for slug in ("former", "present"):
        page = read_page(reader, f"/search/?q=drones&{kind}={slug}")
        assert f"{kind}: Öresund" in page.text
        assert "?q=drones" in page.addresses


def test_all_types_are_offered_and_the_one_that_is_shown_is_marked(reader: Client) -> None:
    html = reader.get("/search/?q=drones&type=claim").content.decode()
    offered = re.search(r'<nav class="offers".*?</nav>', html)[0]  # type: ignore[index]
    assert re.findall(r">([A-Z][a-z]+)</a>", offered) == [
        "Everything",
        "Speakers",
        "Claims",
        "Statements",
        "Incidents",
        "Sources",
    ]
    assert re.findall(r'<a href="([^"]*)" aria-current="true">', offered) == ["?q=drones&amp;type=claim"]


def test_other_words_are_offered_within_what_narrows_the_search(reader: Client, article: None) -> None:
    html = reader.get("/de/search/", {"q": "copenhgaen dones", "type": "claim"}).content.decode()
    assert '<a href="?q=copenhagen+drones&amp;type=claim">copenhagen drones</a>' in html


def test_results_are_narrowed_to_a_type_a_speaker_or_an_incident(reader: Client, article: None) -> None:
    page = read_page(reader, "/de/search/?q=drones&type=incident&speaker=mark-rutte")
    assert "?q=drones&speaker=mark-rutte" in page.addresses
    assert "?q=drones&type=incident" in page.addresses
    only = read_page(reader, "/search/?q=drones&type=incident")
    found_pages = [
        each for each in only.addresses if re.fullmatch(r"/(claims|speakers|statements|sources)/[^?]+/", each)
    ]
    assert found_pages == []
    assert 'name="speaker" value="mark-rutte"' in reader.get("/search/?q=a&speaker=mark-rutte").content.decode()


def test_a_speaker_who_does_not_exist_is_named_as_the_reason(reader: Client) -> None:
    html = reader.get("/search/?q=drones&speaker=nobody").content.decode()
    assert 'role="alert"' in html
    assert "nobody" in html


def test_the_next_page_of_results_keeps_the_words_and_what_narrows_them(reader: Client) -> None:
    for number in range(25):
        make.ClaimFactory(text=f"Balloon {number} flew over Atlantis.")
    first = read_page(reader, "/de/search/?q=balloon&type=claim")
    (following,) = [each for each in first.addresses if "cursor=" in each]
    assert following.startswith("?q=balloon&type=claim&cursor=")
    second = read_page(reader, f"/de/search/{following}")
    (back,) = [each for each in second.addresses if each.startswith("?") and "cursor=" in each]
    assert read_page(reader, f"/de/search/{back}").addresses.count(following) == 1
    rows = [[each for each in page.addresses if re.fullmatch(r"/de/claims/.+/", each)] for page in (first, second)]
    assert [len(each) for each in rows] == [20, 5]
    assert not {*rows[0]} & {*rows[1]}
