"""Finding people as one speaks of them: with titles, roles and initials, the exact name first."""

import pytest

from tests.support.clients import Get
from tests.support.factories import AffiliationFactory, ClaimFactory, OrganizationFactory, SpeakerFactory

pytestmark = pytest.mark.django_db


def first(get: Get, query: str) -> str | None:
    rows = get(f"search/?q={query}")["results"]
    return rows[0].get("name") if rows else None


@pytest.mark.parametrize(
    "query", ["Mr Peskov", "Dmitry S. Peskov", "Spokesman Peskov", "Kremlin spokesman Peskov", "господин Песков"]
)
def test_a_person_comes_before_texts_that_say_the_very_words(get: Get, query: str) -> None:
    peskov = SpeakerFactory(name="Dmitry Peskov")
    AffiliationFactory(person=peskov, organization=OrganizationFactory(name="Kremlin"), role="Spokesman")
    ClaimFactory.create_batch(20, text="Nothing at all.", name="x")
    ClaimFactory(text=f"{query}: no comment.", name="x")
    assert first(get, query) == "Dmitry Peskov"


def test_of_two_people_of_one_name_the_role_tells_which(get: Get) -> None:
    for name, role in (("Anna Smith", "Minister of Health"), ("Bella Smith", "Mayor"), ("Carla Smith", "Ambassador")):
        AffiliationFactory(person=SpeakerFactory(name=name), role=role)
    assert first(get, "Mayor Smith") == "Bella Smith"
    assert first(get, "Health Minister Smith") == "Anna Smith"
    assert first(get, "ambassador Smith") == "Carla Smith"
    assert first(get, "B. Smith") == "Bella Smith"


def speakers(get: Get, query: str) -> list[str]:
    return [row["name"] for row in get(f"search/?q={query}&type=speaker&limit=50")["results"]]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Die PARTEI", "Die PARTEI"),
        ("Freie Wähler", "FREIE WÄHLER"),
        ("Grüne", "GRÜNE"),
        ("Bündnis 90/Die Grünen", "GRÜNE"),
        ("Bündnis", "Bündnis Nord"),
        ("Partei für Arbeit, Rechtsstaat, Tierschutz, Elitenförderung und basisdemokratische Initiative", "Die PARTEI"),
        ("B*", "B*"),
        ("B", "B"),
        ("DDP", "DDP"),
        ("DP", "DP"),
    ],
)
def test_the_exact_name_comes_first_then_another_name_then_beginnings(get: Get, query: str, name: str) -> None:
    long = "Partei für Arbeit, Rechtsstaat, Tierschutz, Elitenförderung und basisdemokratische Initiative"
    for each, others in {
        "Die Partei der Vernunft": [],
        "PARTEI, Die": [],
        "Die PARTEI": [long],
        "Freie Wähler Nord": ["FW Freie Wähler"],
        "Freie Wähler Süd": [],
        "FREIE WÄHLER": [f"Freie Wähler {number}" for number in range(20)],
        "Grüne Liste": [],
        "Die Grüne": [],
        "GRÜNE": ["BÜNDNIS 90/DIE GRÜNEN", "Grüne Alternative", "Alternative Liste"],
        "Neues Bündnis": [],
        "Bündnis Nord": [],
        "B": [],
        "B*": [],
        "DP": [],
        "DDP": [],
    }.items():
        OrganizationFactory(name=each, other_names=others)
    assert speakers(get, query)[0] == name


def test_a_common_word_of_a_name_does_not_bring_every_name_with_it(get: Get) -> None:
    for word in ("Franken", "Violetten", "Grauen", "Frauen", "Humanisten", "Rechte", "Heimat", "Wahl"):
        OrganizationFactory(name=f"Die {word}", other_names=[f"Partei {word}", f"Liste {word} Deutschland"])
    assert speakers(get, "Die Violetten") == ["Die Violetten"]
    assert speakers(get, "Die Urbane") == []
    assert speakers(get, "Partei der Humanisten") == ["Die Humanisten"]


def test_words_beside_a_name_find_it_but_no_other_name(get: Get) -> None:
    SpeakerFactory(name="Dmitry Peskov")
    SpeakerFactory(name="Dmitry Medvedev")
    OrganizationFactory(name="Government of Poland")
    OrganizationFactory(name="NATO")
    assert speakers(get, "Peskov drones over Poland") == ["Dmitry Peskov"]
    assert speakers(get, "NATO drones") == ["NATO"]
    assert speakers(get, "Dmitry saw drones") == []
    assert speakers(get, "drones over Poland") == []


@pytest.mark.parametrize("name", ["习近平", "محمد بن سلمان", "Κυριάκος Μητσοτάκης", "岸田 文雄"])
def test_a_name_in_any_script_is_found_as_it_is_written(get: Get, name: str) -> None:
    SpeakerFactory(slug="one", name="Somebody", other_names=["Anybody", name])
    SpeakerFactory(slug="two", name=name)
    SpeakerFactory(slug="three", name="Nobody")
    rows = get(f"search/?q={name}&type=speaker")["results"]
    assert [row["slug"] for row in rows] == ["two", "one"]
    assert [row["highlights"] for row in rows] == [
        [{"field": "name", "start": 0, "end": len(name)}],
        [{"field": "other_names/1", "start": 0, "end": len(name)}],
    ]
