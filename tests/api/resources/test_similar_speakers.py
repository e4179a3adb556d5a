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
    (wrong,) = answer.json()["errors"]
    assert wrong["candidates"] == [
        {"slug": known.slug, "url": f"http://localhost/api/v1/speakers/{known.slug}/", "name": known.name}
    ]
    assert Speaker.objects.count() == 3


def test_a_speaker_with_one_of_the_identifiers_is_a_candidate(coder: Keyed) -> None:
    known = make.SpeakerFactory(identifiers={"wikidata": "Q1"})
    make.SpeakerFactory(identifiers={"wikidata": "Q2"})
    answer = coder.post("speakers/", BODY | {"identifiers": {"wikidata": "Q1"}})
    assert [each["slug"] for each in answer.json()["errors"][0]["candidates"]] == [known.slug]
    waived = coder.post("speakers/", BODY | {"identifiers": {"wikidata": "Q1"}, "distinct_from": [known.slug]})
    assert (waived.status_code, waived.json()["errors"][0]["code"]) == (409, "speaker_identifier_unique")


def test_another_speaker_with_the_same_name_is_recorded_on_request(coder: Keyed) -> None:
    known = make.SpeakerFactory(name="Dmitry Peskov")
    assert coder.post("speakers/", BODY | {"distinct_from": [known.slug]}).status_code == 201


def test_a_namesake_that_was_not_named_is_still_a_candidate(coder: Keyed) -> None:
    known, other = make.SpeakerFactory(name="Dmitry Peskov"), make.SpeakerFactory(name="Dmitrij Peskow")
    answer = coder.post("speakers/", BODY | {"distinct_from": [known.slug]})
    assert [each["slug"] for each in answer.json()["errors"][0]["candidates"]] == [other.slug]


@pytest.mark.parametrize("slugs", [["nobody"], "dmitry", [7], ["a\0"]])
def test_a_speaker_is_distinct_from_one_that_is_there(coder: Keyed, slugs: object) -> None:
    answer = coder.post("speakers/", BODY | {"distinct_from": slugs})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].startswith("/distinct_from")


def test_a_former_slug_names_the_speaker_as_well(coder: Keyed, editor: Keyed) -> None:
    make.SpeakerFactory(slug="peskov", name="Dmitry Peskov")
    assert editor.patch("speakers/peskov/", {"slug": "dmitry-peskov"}).status_code == 200
    assert coder.post("speakers/", BODY | {"distinct_from": ["peskov"]}).status_code == 201


def test_a_change_of_a_speaker_is_not_compared(coder: Keyed) -> None:
    make.SpeakerFactory(name="Dmitry Peskov")
    body = BODY | {"slug": "press-office", "name": "Press office"}
    assert coder.post("speakers/", body).status_code == 201
    assert coder.patch("speakers/press-office/", {"name": "Dmitri Peskow"}).status_code == 200


def test_of_an_array_each_row_that_is_there_is_named_at_once(coder: Keyed) -> None:
    known = make.SpeakerFactory(name="Dmitry Peskov")
    other = make.SpeakerFactory(name="Kaja Kallas", identifiers={"wikidata": "Q2"})
    rows = [BODY, {**BODY, "name": "Mark Rutte"}, {**BODY, "name": "K. K.", "identifiers": {"wikidata": "Q2"}}]
    answer = coder.post("speakers/", rows)
    assert [(each["pointer"], [one["slug"] for one in each["candidates"]]) for each in answer.json()["errors"]] == [
        ("/0/name", [known.slug]),
        ("/2/name", [other.slug]),
    ]
    assert Speaker.objects.count() == 2


@pytest.mark.parametrize("identifiers", [0, "Q1", ["Q1"], None, {"wikidata": 7}, {"wikidata": ["Q1"]}])
def test_identifiers_of_another_json_type_are_refused_with_a_problem(coder: Keyed, identifiers: object) -> None:
    body = {"kind": "person", "name": "Ann", "sort_name": "Ann", "identifiers": identifiers}
    assert coder.post("speakers/", body).status_code == 400
