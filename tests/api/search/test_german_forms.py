"""Forms of German words that find each other in a search, beside those that stemming makes equal."""

import pytest

from tests.support import factories as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("senken", "gesenkt"),
        ("senken", "gesenkten"),
        ("fördern", "gefördert"),
        ("abschaffen", "abgeschafft"),
        ("ausweiten", "ausgeweitet"),
        ("erhoehen", "erhöht"),
        ("überwachen", "überwacht"),
        ("verringern", "verringert"),
        ("legalisieren", "legalisiert"),
        ("Kita", "Kitas"),
        ("Wölfe", "Woelfe"),
        ("Straßen", "Strassen"),
    ],
)
def test_forms_of_a_word_find_each_other(get, one, other):
    for asked, written in ((one, other), (other, one)):
        claim = make.ClaimFactory(text=f"Das wird {written} im Land.", name="Land", language="de")
        (found,) = get(f"search/?q={asked}&type=claim")["results"]
        assert found["slug"] == claim.slug
        (mark,) = found["highlights"]
        assert claim.text[mark["start"] : mark["end"]] == written
        claim.delete()


def test_letters_with_dots_are_found_within_a_word(get):
    claim = make.ClaimFactory(text="Die Videoüberwachung wird ausgeweitet.", name="x", language="de")
    (found,) = get("search/?q=Videoueberwachung&type=claim")["results"]
    assert found["slug"] == claim.slug


def test_in_quotation_marks_a_word_has_the_form_it_has(get):
    make.ClaimFactory(text="Die Steuer wird gesenkt.", name="Steuer", language="de")
    assert get('search/?q="Steuer senken"&type=claim')["results"] == []


def test_other_languages_are_searched_as_before(get):
    make.ClaimFactory(text="A gegardet is no word.", name="x", language="en")
    make.ClaimFactory(text="Der Zaun.", name="x", language="de")
    assert get("search/?q=garden&type=claim")["results"] == []
