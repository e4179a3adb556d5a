"""Searching everything: what a query finds, in which order, and what the answer says beside the rows."""

from datetime import date
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.clients import Get
from tests.support.factories import (
    ClaimFactory,
    IncidentFactory,
    OrganizationFactory,
    SourceFactory,
    SpeakerFactory,
    StatementFactory,
    correct,
    take,
)

pytestmark = pytest.mark.django_db


def slugs(answer: Any) -> list[str]:
    return [row["slug"] for row in answer["results"]]


def claim(slug: str, text: str, language: str = "en", **fields: Any) -> Any:
    return ClaimFactory(slug=slug, text=text, name=fields.pop("name", slug), language=language, **fields)


def test_one_word_finds_rows_of_all_types_in_one_list(get: Get) -> None:
    OrganizationFactory(slug="airfield", name="Airfield Agency")
    claim("closed", "The airfield was closed.")
    StatementFactory(slug="said", text="Nobody closed the airfields.")
    IncidentFactory(slug="closure", name="Closure of an airfield")
    SourceFactory(slug="article", headline="An airfield closes")
    answer = get("search/?q=airfield")
    assert {row["type"]: row["slug"] for row in answer["results"]} == {
        "speaker": "airfield",
        "claim": "closed",
        "statement": "said",
        "incident": "closure",
        "source": "article",
    }
    scores = [row["score"] for row in answer["results"]]
    assert scores == sorted(scores, reverse=True)


def test_words_count_as_their_own_language_bends_them(get: Get) -> None:
    claim("english", "Drones were seen.")
    claim("german", "Drohnen wurden gesehen.", "de")
    claim("russian", "Видели дроны.", "ru")
    assert slugs(get("search/?q=drone")) == ["english"]
    assert slugs(get("search/?q=Drohne")) == ["german"]
    assert slugs(get("search/?q=дронов")) == ["russian"]


def test_a_statement_is_found_by_its_original_as_well_as_by_its_text(get: Get) -> None:
    StatementFactory(slug="said", text="The drones", language="en", original_text="Дроны", original_language="ru")
    assert (
        slugs(get("search/?q=drone")) == slugs(get("search/?q=дрон")) == slugs(get("search/?q=drone дрон")) == ["said"]
    )


def test_a_word_to_leave_out_is_left_out_in_each_language(get: Get) -> None:
    claim("both", "NATO saw drones.")
    claim("one", "NATO saw a balloon.")
    StatementFactory(
        slug="translated", text="NATO saw drones", language="en", original_text="НАТО NATO", original_language="ru"
    )
    assert slugs(get("search/?q=nato -drones")) == ["one"]
    assert slugs(get("search/?q=nato -drone")) == ["one"]
    assert slugs(get("search/?q=nato −drones")) == ["one"]


def test_words_are_found_together_whatever_languages_are_in_use(get: Get) -> None:
    for number, language in enumerate(["da", "de", "en", "es", "et", "fi", "fr", "it", "lt", "nl", "pl", "ru", "sv"]):
        claim(f"other-{number}", f"Something else {number}.", language=language)
        StatementFactory(text="Other", language="el", original_text="Autre", original_language=language)
    claim("both", "Drones and balloons were seen over Poland.")
    claim("one", "Balloons were seen.")
    assert slugs(get("search/?q=drones balloons")) == ["both"]
    assert slugs(get("search/?q=balloons over poland drones")) == ["both"]
    assert slugs(get("search/?q=drones bal&prefix=true")) == ["both"]


def test_a_word_that_is_a_stop_word_in_one_language_only_is_looked_for_in_the_others(get: Get) -> None:
    claim("english", "Drones die.")
    ClaimFactory(slug="german", text="Die Drohnen flogen.", name="x", language="de")
    assert slugs(get("search/?q=die")) == ["english"]
    assert slugs(get("search/?q=die drohnen")) == ["german"]
    assert slugs(get("search/?q=die drones")) == ["english"]
    assert slugs(get("search/?q=the drohnen")) == []
    assert set(slugs(get("search/?q=die or drohnen"))) == {"english", "german"}


@pytest.mark.parametrize(
    "query", ['"closed the airport"', "“closed the airport”", "„closed the airport“", '"closed the airport']
)
def test_words_in_quotes_stand_one_after_the_other(get: Get, query: str) -> None:
    claim("phrase", "Drones closed the airport.")
    claim("apart", "The airport was closed.")
    assert slugs(get(f"search/?q={query}")) == ["phrase"]
    assert set(slugs(get("search/?q=closed the airport"))) == {"phrase", "apart"}


def test_or_finds_one_or_the_other(get: Get) -> None:
    claim("drones", "Drones were seen.")
    claim("balloons", "Balloons were seen.")
    claim("jets", "Jets were seen.")
    assert set(slugs(get("search/?q=drones or balloons"))) == {"drones", "balloons"}
    assert set(slugs(get("search/?q=drones OR jets -seen"))) == {"drones"}
    assert slugs(get('search/?q="or"')) == []


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("Kęstutis spoke.", "kestutis"),
        ("Kestutis spoke.", "KĘSTUTIS"),
        ("Ke\u0328stutis spoke.", "Kęstutis"),
        ("Three MiG-31 crossed.", "MiG 31"),
        ("Three MiG 31 crossed.", "MiG-31"),
        ("Three MiG‑31 crossed.", "mig-31"),
        ("An anti-drone wall.", '"anti drone"'),
        ("An anti–drone wall.", "anti-drone"),
        ("AFP/Reuters say so.", "reuters"),
        ("Zelensky’s words.", "Zelensky's"),
        ("It was <Russian> indeed.", "russian"),
    ],
)
def test_accents_case_hyphens_and_apostrophes_do_not_matter(get: Get, text: str, query: str) -> None:
    claim("one", text)
    assert slugs(get(f"search/?q={query}&type=claim")) == ["one"]


def test_a_speaker_whose_name_it_is_comes_first(get: Get) -> None:
    for number in range(5):
        claim(f"claim-{number}", "Peskov is Peskov.", name="Peskov")
    SpeakerFactory(slug="peskov", name="Dmitry Peskov")
    answer = get("search/?q=Песков")
    assert slugs(answer)[0] == "peskov"
    assert slugs(get("search/?q=peskov"))[0] == "peskov"
    assert answer["results"][0]["highlights"] == [{"field": "name", "start": 7, "end": 13}]


def test_a_rare_word_tells_more_than_a_common_one_and_a_short_text_more_than_a_long_one(get: Get) -> None:
    for number in range(9):
        claim(f"common-{number}", f"Airports number {number} were closed.")
    claim("long", "Airports were closed for many reasons, of which nobody knows any, by a saboteur or the weather.")
    claim("short", "A saboteur closed airports.")
    assert slugs(get("search/?q=saboteur or airports"))[:2] == ["short", "long"]


def test_of_rows_that_answer_equally_well_the_oldest_comes_first(get: Get) -> None:
    for number in range(4):
        claim(f"claim-{number}", "Drones were seen.", name="Drones")
    assert slugs(get("search/?q=drones")) == [f"claim-{number}" for number in range(4)]


def test_with_one_type_the_filters_of_its_list_can_be_used(get: Get) -> None:
    peskov, other = SpeakerFactory(slug="peskov"), SpeakerFactory()
    for number, speaker in enumerate((peskov, other)):
        take(
            speaker, claim(f"claim-{number}", "Drones flew."), "denies", date(2025, 9, 20 + number), text="Drones? No."
        )
    assert slugs(get("search/?q=drones&type=claim&speaker=peskov&position=denies")) == ["claim-0"]
    assert slugs(get("search/?q=drones&type=claim&made_on__gte=2025-09-21")) == ["claim-1"]
    assert len(slugs(get("search/?q=drones&type=statement&made_on__gte=2025-09-21"))) == 1
    assert len(slugs(get("search/?q=drones&type=claim&type=statement"))) == 4


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("", {"q"}),
        ("q=", {"q"}),
        ("q=a&q=b", {"q"}),
        ("q=a&type=nonsense", {"type"}),
        ("q=a&speaker=peskov", {"speaker"}),
        ("q=a&type=claim&type=statement&speaker=peskov", {"speaker"}),
        ("q=a&facets=true&facets=true", {"facets"}),
        ("q=a&type=claim&venue=x", {"venue"}),
        ("q=a&type=claim&speaker=nobody", {"speaker"}),
        ("q=a&facets=yes", {"facets"}),
        ("q=a&count=exact&ordering=score", {"count", "ordering"}),
        (f"q={'x' * 10_000}", {"q"}),
    ],
)
def test_what_cannot_be_obeyed_is_refused_by_name(get: Get, query: str, parameters: set[str]) -> None:
    assert {error["parameter"] for error in get(f"search/?{query}", status=400)["errors"]} == parameters


def test_stances_that_wait_for_review_are_no_reason_to_find_a_claim(get: Get, coder: Any) -> None:
    stance = take(SpeakerFactory(slug="peskov"), claim("secret", "Drones flew."), "denies", date(2025, 9, 20))
    type(stance).objects.filter(pk=stance.pk).update(review_status="suggested")
    asked = "search/?q=drones&type=claim&position=denies"
    assert slugs(get(asked)) == []
    assert slugs(get("search/?q=drones&type=claim")) == ["secret"]


def test_the_text_of_a_source_is_not_searched(get: Get) -> None:
    SourceFactory(slug="article", headline="Nothing to see", content="Drones flew.")
    assert slugs(get("search/?q=drones")) == []


WORDS = ["drone", "nato", "airport", "wall"]
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=4), max_size=5)
ASKED = st.lists(
    st.lists(st.tuples(st.booleans(), st.sampled_from(WORDS)), min_size=1, max_size=3), min_size=1, max_size=2
)


@given(texts=TEXTS, asked=ASKED)
@settings(max_examples=40, deadline=None, database=None, suppress_health_check=list(HealthCheck))
def test_any_words_find_the_texts_that_have_them(
    get: Get, texts: list[list[str]], asked: list[list[tuple[bool, str]]]
) -> None:
    query = " or ".join(" ".join(f"{'-' if without else ''}{word}" for without, word in each) for each in asked)
    expected = {
        f"claim-{number}"
        for number, text in enumerate(texts)
        if any(
            not all(without for without, _ in each) and all((word in text) != without for without, word in each)
            for each in asked
        )
    }
    with transaction.atomic():
        for number, text in enumerate(texts):
            claim(f"claim-{number}", " ".join(text), name="x")
        found = slugs(get(f"search/?q={query}&type=claim"))
        transaction.set_rollback(True)
    assert set(found) == expected


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("Peskov", True),
        ("Peskov -Dmitry", False),
        ("Peskow -Peskov", False),
        ("Peskov -Mark", True),
        ("Peskov or -Dmitry Peskov", True),
    ],
)
def test_a_word_to_leave_out_is_in_no_name_either(get: Get, query: str, found: bool) -> None:
    SpeakerFactory(slug="peskov", name="Dmitry Peskov")
    assert ("peskov" in slugs(get(f"search/?q={query}&type=speaker"))) == found


def test_a_cursor_belongs_to_the_words_it_was_given_for(get: Get) -> None:
    for number in range(3):
        claim(f"number-{number}", "Balloons over Atlantis.")
    cursor = get("search/?q=balloons&limit=1")["next"].partition("cursor=")[2]
    assert len(get(f"search/?q=balloons&limit=1&cursor={cursor}")["results"]) == 1
    refused = get(f"search/?q=atlantis&limit=1&cursor={cursor}", status=400)
    assert [error["parameter"] for error in refused["errors"]] == ["cursor"]


def test_a_statement_that_was_found_says_whether_it_stands(get: Get) -> None:
    said = StatementFactory(text="Balloons over Atlantis.")
    correct(said, "retracted")
    assert [row["status"] for row in get("search/?q=balloons&type=statement")["results"]] == ["retracted"]


@pytest.mark.parametrize("namesakes", range(6))
def test_whether_a_similar_name_is_found_does_not_depend_on_how_many_others_have_the_word(
    get: Get, namesakes: int
) -> None:
    for number in range(namesakes):
        SpeakerFactory(name=f"Jonas {'ABCDEF'[number]}eck")
    SpeakerFactory(name="Joner Dahl")
    assert "Joner Dahl" in [row["name"] for row in get("search/?q=jonas")["results"]]
