"""A speaker who is there already is not recorded a second time by accident."""

import pytest

from claims.models import Speaker
from tests.support import factories as make
from tests.support.clients import Keyed

pytestmark = pytest.mark.django_db

BODY = {"kind": "person", "name": "Dmitri Peskow", "sort_name": "Peskow, Dmitri"}


@pytest.mark.parametrize("there", [{"name": "Dmitry Peskov"}, {"name": "D. P.", "other_names": ["Дмитрий Песков"]}])
@pytest.mark.parametrize("new", [{}, {"name": "The spokesman", "other_names": ["Dmitriy Peskov"]}])
def test_a_speaker_with_one_of_the_names_in_any_spelling_is_a_candidate(coder: Keyed, there: dict, new: dict) -> None:
    known = make.SpeakerFactory(**there)
    make.SpeakerFactory(name="Dmitry Medvedev")
    make.SpeakerFactory(name="Dmitry Peskov Junior")
    answer = coder.post("speakers/", BODY | new)
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/#similar-speakers")
    assert answer.json()["candidates"] == [
        {"slug": known.slug, "url": f"http://localhost/api/v1/speakers/{known.slug}/", "name": known.name}
    ]
    assert Speaker.objects.count() == 3


def test_a_speaker_with_one_of_the_identifiers_is_a_candidate(coder: Keyed) -> None:
    known = make.SpeakerFactory(identifiers={"wikidata": "Q1"})
    make.SpeakerFactory(identifiers={"wikidata": "Q2"})
    answer = coder.post("speakers/", BODY | {"identifiers": {"wikidata": "Q1"}})
    assert [each["slug"] for each in answer.json()["candidates"]] == [known.slug]
    waived = coder.post("speakers/?allow_similar=true", BODY | {"identifiers": {"wikidata": "Q1"}})
    assert (waived.status_code, waived.json()["errors"][0]["code"]) == (409, "speaker_identifier_unique")


def test_another_speaker_with_the_same_name_is_recorded_on_request(coder: Keyed) -> None:
    make.SpeakerFactory(name="Dmitry Peskov")
    assert coder.post("speakers/?allow_similar=true", BODY).status_code == 201


def test_of_an_array_the_pointer_says_which_one_is_there(coder: Keyed) -> None:
    make.SpeakerFactory(name="Dmitry Peskov")
    answer = coder.post("speakers/", [{**BODY, "name": "Kaja Kallas", "sort_name": "Kallas, Kaja"}, BODY])
    assert [each["pointer"] for each in answer.json()["errors"]] == ["/1/name"]
    assert Speaker.objects.count() == 1


@pytest.mark.parametrize("identifiers", [0, "Q1", ["Q1"], None, {"wikidata": 7}, {"wikidata": ["Q1"]}])
def test_identifiers_of_another_json_type_are_refused_with_a_problem(coder: Keyed, identifiers: object) -> None:
    body = {"kind": "person", "name": "Ann", "sort_name": "Ann", "identifiers": identifiers}
    assert coder.post("speakers/", body).status_code == 400
