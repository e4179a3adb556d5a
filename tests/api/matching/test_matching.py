"""Has something like this been claimed before? Passages and the claims that they are about."""

import random
from typing import Any

import pytest

from claims.models import Claim
from claims.search import matching
from tests.support import factories as make

RESPONSIBLE = "russia-responsible-for-copenhagen-drones"
pytestmark = pytest.mark.django_db


def found(answer: Any) -> list[str]:
    return [each["claim"]["slug"] for each in answer["results"]]


@pytest.fixture
def claims() -> dict[str, Claim]:
    texts = {
        "drones": "Russia is responsible for the drones over Copenhagen Airport.",
        "jets": "Three Russian jets entered the airspace of Estonia in September 2025.",
        "cables": "The cables in the Baltic Sea were cut on purpose.",
        "poland": "Nineteen drones crossed into Poland on 10 September 2025.",
    }
    return {slug: make.ClaimFactory(slug=slug, text=text, name=text[:60], context="") for slug, text in texts.items()}


@pytest.mark.parametrize(
    ("passage", "slug"),
    [
        ("Did Russia send the drones over Copenhagen airport?", "drones"),
        ("RUSSIAN DRONES shut down #CopenhagenAirport https://example.org/x", "drones"),
        ("Somebody cut the Baltic cables deliberately", "cables"),
        ("three jets in Estonia’s airspace", "jets"),
        ("19 drones crossed into Poland on 10 September", "poland"),
    ],
)
def test_a_passage_finds_its_claim_first(get, claims, passage, slug):
    answer = get(f"claims/match/?text={passage.replace('#', '%23')}")
    assert found(answer)[0] == slug
    scores = [each["score"] for each in answer["results"]]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_the_words_in_common_are_named_where_they_stand(get, claims):
    passage = "Nobody knows who sent drones over #CopenhagenAirport"
    answer = get(f"claims/match/?text={passage.replace('#', '%23')}&limit=1")
    (match,) = answer["results"]
    assert [each["word"] for each in match["words"]] == ["drones", "Copenhagen", "Airport"]
    assert all(passage[each["start"] : each["end"]] == each["word"] for each in match["words"])


def test_a_match_says_who_affirms_and_who_denies(get, claims):
    for position, slug in (("affirms", "frederiksen"), ("denies", "peskov")):
        statement = make.StatementFactory(speaker=make.SpeakerFactory(slug=slug))
        make.StanceFactory(statement=statement, claim=claims["drones"], position=position, review_status="confirmed")
    (match,) = get("claims/match/?text=drones over Copenhagen Airport&limit=1&brief=false")["results"]
    assert [each["speaker"]["slug"] for each in match["affirmed_by"]] == ["frederiksen"]
    assert [each["speaker"]["slug"] for each in match["denied_by"]] == ["peskov"]
    assert match["claim"]["disputed"] is True
    assert match["claim"]["tallies"]["denies"] == 1


def test_a_match_is_brief_unless_asked_otherwise(get, claims):
    path = "claims/match/?text=The cables were cut. Drones over Copenhagen.&sentences=true"
    for asked, beside in (("", set()), ("&brief=true", set()), ("&brief=false", {"affirmed_by", "denied_by"})):
        answer = get(path + asked)
        brief = {"score", "words", "claim"}
        assert {frozenset(match) for match in answer["results"]} == {frozenset(brief | beside)}
        assert {frozenset(match) for one in answer["sentences"] for match in one["results"]} == {frozenset(brief)}
        claim = {"slug", "url", "name", "text", "language", "tallies", "disputed", "agreement"}
        assert set(answer["results"][0]["claim"]) == claim


def test_the_words_of_a_sentence_are_those_in_it(get, claims):
    passage = "The cables were cut. The Baltic cables were cut."
    first, second = get(f"claims/match/?text={passage}&sentences=true&limit=1")["sentences"]
    assert [word["word"] for word in first["results"][0]["words"]] == ["cables", "cut"]
    assert [word["word"] for word in second["results"][0]["words"]] == ["Baltic", "cables", "cut"]


def test_the_sentences_of_a_passage_share_a_number_of_claims(reader):
    Claim.objects.bulk_create(
        make.ClaimFactory.build(name=f"Cable {n}", text=f"Cable {n} was cut.", slug=f"cable-{n}") for n in range(60)
    )
    passage = {"text": " ".join(f"Cable {n} was cut." for n in range(10)), "sentences": True, "limit": 50}
    answer = reader.post("/api/v1/claims/match/", passage, content_type="application/json").json()
    assert [len(each["results"]) for each in answer["sentences"]] == [20] * 10


def test_what_is_only_suggested_is_nobodys_position(get, claims):
    statement = make.StatementFactory(speaker=make.SpeakerFactory(slug="peskov"))
    make.StanceFactory(statement=statement, claim=claims["drones"], position="denies", review_status="suggested")
    (match,) = get("claims/match/?text=drones over Copenhagen Airport&limit=1&brief=false")["results"]
    assert match["denied_by"] == []


def test_of_claims_in_the_same_words_the_first_is_found_first(get, claims):
    make.ClaimFactory(slug="again", text=claims["cables"].text, name=claims["cables"].name, context="")
    answer = get("claims/match/?text=The cables in the Baltic Sea were cut on purpose")
    assert found(answer)[:2] == ["cables", "again"]
    assert answer["results"][0]["score"] > answer["results"][1]["score"]


def test_a_claim_in_another_language_is_found_in_its_language(get, claims):
    make.ClaimFactory(slug="drohnen", text="Die Drohnen flogen über den Häfen.", name="Drohnen", language="de")
    assert found(get("claims/match/?text=im Hafen")) == ["drohnen"]
    assert found(get("claims/match/?text=im Hafen&language=en")) == []


def test_a_long_passage_is_answered_sentence_by_sentence(reader, claims):
    passage = (
        "I was on holiday. The cables in the Baltic Sea were cut! And three Russian jets entered Estonia’s airspace."
    )
    path = "/api/v1/claims/match/"
    answer = reader.post(path, {"text": passage, "sentences": True}, content_type="application/json").json()
    assert [(each["text"], found(each)[:1]) for each in answer["sentences"]] == [
        ("I was on holiday.", []),
        ("The cables in the Baltic Sea were cut!", ["cables"]),
        ("And three Russian jets entered Estonia’s airspace.", ["jets"]),
    ]
    assert set(found(answer)[:2]) == {"cables", "jets"}
    assert all(passage[each["start"] : each["end"]] == each["text"] for each in answer["sentences"])
    for text, by_sentence in ((passage, False), ((passage + " ") * 6, True)):
        answer = reader.post(path, {"text": text}, content_type="application/json").json()
        assert bool(answer["sentences"]) == by_sentence


def test_of_very_many_sentences_the_first_are_read_and_the_answer_says_so(reader, claims):
    body = {"text": "The cables were cut. " * 30, "sentences": True}
    answer = reader.post("/api/v1/claims/match/", body, content_type="application/json").json()
    assert (len(answer["sentences"]), answer["cut"]) == (20, True)


@pytest.mark.parametrize("query", ["text=%21%21%21", "text=the", "text=%3A%2A%26%7C%28%27%5C", "text=zzz"])
def test_a_passage_without_telling_words_finds_nothing(get, claims, query):
    assert get(f"claims/match/?{query}") == {"cut": False, "results": [], "sentences": []}


@pytest.mark.parametrize(
    ("query", "parameter", "code"),
    [
        ("", "text", "required"),
        ("text=", "text", "invalid"),
        ("text=%00", "text", "invalid"),
        (f"text={'x' * 10_001}", "text", "invalid"),
        ("text=a&text=b", "text", "repeated"),
        ("text=a&limit=0", "limit", "invalid"),
        ("text=a&limit=51", "limit", "invalid"),
        ("text=a&sentences=maybe", "sentences", "invalid"),
        ("text=a&language=english language", "language", "invalid"),
        ("text=a&limt=3", "limt", "unknown"),
    ],
)
def test_what_cannot_be_asked_is_refused_by_name(reader, query, parameter, code):
    answer = reader.get(f"/api/v1/claims/match/?{query}")
    assert answer.status_code == 400
    assert [(each["parameter"], each["code"]) for each in answer.json()["errors"]] == [(parameter, code)]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ([], ""),
        ({"text": 1}, "/text"),
        ({"text": "a", "limit": "1"}, "/limit"),
        ({"text": "a", "limit": True}, "/limit"),
        ({"text": "a", "sentences": "true"}, "/sentences"),
        ({"text": "a", "more": 1}, "/more"),
        ({"text": "a\u0000"}, "/text"),
    ],
)
def test_what_a_body_cannot_ask_is_refused_with_its_pointer(reader, body, pointer):
    answer = reader.post("/api/v1/claims/match/", body, content_type="application/json")
    assert answer.status_code == 400
    assert [each["pointer"] for each in answer.json()["errors"]] == [pointer]


def test_an_answer_that_the_client_has_is_not_sent_again(reader, claims):
    path = "/api/v1/claims/match/?text=drones"
    tag = reader.get(path)["ETag"]
    assert reader.get(path, headers={"If-None-Match": tag}).status_code == 304
    make.ClaimFactory(text="Drones flew over Oslo.")
    assert reader.get(path, headers={"If-None-Match": tag}).status_code == 200


def test_words_that_too_many_claims_have_lead_to_the_newest_and_the_answer_says_so(get, claims, monkeypatch):
    monkeypatch.setattr("claims.search.matching.LOOK_UPS", 2)
    for number in range(6):
        make.ClaimFactory(slug=f"flight-{number}", text=f"A balloon flew, number {number}.", name="Balloon")
    answer = get("claims/match/?text=balloon")
    assert (answer["cut"], set(found(answer))) == (True, {f"flight-{number}" for number in (2, 3, 4, 5)})


def test_two_hundred_words_are_one_question_like_others(get, claims):
    chance = random.Random(7)  # noqa: S311
    words = ["drones", "Copenhagen", *("".join(chance.choices("abcdefgh", k=7)) for _ in range(200))]
    assert found(get(f"claims/match/?text={' '.join(words)}&sentences=false"))[0] == "drones"


def cosine(passage: str, keys: Any) -> list[float]:
    """A model that gives one claim a similarity of 1 and all others 0."""
    return [float(Claim.objects.get(pk=key).slug == "poland") for key in keys]


def test_a_model_of_the_deployment_is_one_more_piece_of_evidence(get, claims, settings, monkeypatch):
    passage = "claims/match/?text=drones over an airport"
    assert found(get(passage))[0] == "drones"
    settings.MATCHING_EVIDENCE = f"{__name__}.cosine"
    weights = {part: dict(each) for part, each in matching.load_weights().items() if part != "about"}
    weights["ranking"]["model"] = 100
    monkeypatch.setattr(matching, "load_weights", lambda: weights)
    assert found(get(passage))[0] == "poland"


class TestTwoCopies:
    """A claim that is there already is not recorded again by accident."""

    BODY = {
        "text": "Russia is responsible for drones over the Copenhagen Airport.",
        "name": "Russia responsible for Copenhagen drones",
        "kind": "attribution",
        "checkable": True,
    }

    def test_a_copy_is_refused_with_what_is_there(self, coder, claims):
        answer = coder.post("claims/", self.BODY)
        assert (answer.status_code, answer.json()["type"]) == (409, "/problems/#similar-claims")
        (wrong,) = answer.json()["errors"]
        (candidate,) = wrong["candidates"]
        assert (wrong["pointer"], candidate["slug"], candidate["text"]) == ("/text", "drones", claims["drones"].text)
        assert coder.get(candidate["url"].removeprefix("http://localhost")).status_code == 200
        assert Claim.objects.count() == len(claims)

    def test_whoever_names_the_claim_that_it_is_not_may(self, coder, claims):
        assert coder.post("claims/", {**self.BODY, "distinct_from": ["jets"]}).status_code == 409
        assert coder.post("claims/", {**self.BODY, "distinct_from": ["drones"]}).status_code == 201

    def test_no_parameter_waives_the_comparison(self, coder, claims):
        assert coder.post("claims/?allow_similar=true", self.BODY).status_code == 400

    def test_another_claim_is_recorded(self, coder, claims):
        body = {**self.BODY, "text": "Denmark closed its largest airport for four hours.", "name": "Airport closed"}
        assert coder.post("claims/", body).status_code == 201

    def test_two_copies_in_one_array_are_refused_at_the_second(self, coder, claims):
        body = {**self.BODY, "text": "Denmark closed its largest airport for four hours.", "name": "Airport closed"}
        answer = coder.post("claims/", [body, {**body, "name": "The airport closed"}])
        (wrong,) = answer.json()["errors"]
        assert (answer.status_code, wrong["pointer"]) == (409, "/1/text")
        (candidate,) = wrong["candidates"]
        assert candidate.pop("score") >= 0.7
        assert candidate == {"slug": "airport-closed", "pointer": "/0", "text": body["text"]}
        assert Claim.objects.count() == len(claims)
        # It is sent again with the claim of the array that it is not.
        again = {**body, "name": "The airport closed", "distinct_from": ["airport-closed"]}
        assert coder.post("claims/", [body, again]).status_code == 201

    def test_of_an_array_all_candidates_of_all_rows_are_named_at_once(self, coder, claims):
        texts = [
            "Three Russian jets entered Estonia’s airspace in September 2025.",
            "The moon is made of cheese.",
            "The cables in the Baltic Sea were cut on purpose!",
            "The cables in the Baltic Sea were cut on purpose.",
        ]
        rows = [{**self.BODY, "text": text, "name": f"Row {number}"} for number, text in enumerate(texts)]
        answer = coder.post("claims/", rows)
        assert {
            each["pointer"]: {one.get("pointer", one["slug"]) for one in each["candidates"]}
            for each in answer.json()["errors"]
        } == {"/0/text": {"jets"}, "/2/text": {"cables"}, "/3/text": {"cables", "/2"}}
        assert Claim.objects.count() == len(claims)

    def test_rows_of_an_array_are_waived_one_by_one(self, coder, claims):
        rows = [
            {**self.BODY, "text": claims[slug].text, "name": slug, "distinct_from": distinct}
            for slug, distinct in (("jets", ["jets"]), ("cables", []))
        ]
        answer = coder.post("claims/", rows)
        assert [each["pointer"] for each in answer.json()["errors"]] == ["/1/text"]
        rows[1]["distinct_from"] = ["cables"]
        assert coder.post("claims/", rows).status_code == 201

    def test_two_hundred_copies_in_one_array_are_all_named(self, coder):
        body = {**self.BODY, "text": "Denmark closed its largest airport for four hours.", "name": "Airport closed"}
        make.ClaimFactory(slug="closed", text=body["text"], name=body["name"])
        answer = coder.post("claims/", [body] * 200)
        assert [each["pointer"] for each in answer.json()["errors"]] == [f"/{number}/text" for number in range(200)]

    def test_a_row_that_breaks_a_rule_does_not_hide_the_candidates_of_those_before(self, coder, claims):
        texts = ["The moon is made of cheese.", "A whale swam up the Rhine."]
        rows = [self.BODY, *({**self.BODY, "text": text, "slug": "moon"} for text in texts)]
        answer = coder.post("claims/", rows)
        assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [
            ("/0/text", "similar"),
            ("/2", "claims_claim_slug_key"),
        ]


def test_a_language_may_be_written_in_any_case(get: Any) -> None:
    make.ClaimFactory(text="Balloons flew over Atlantis.", language="en")
    answers = [
        get(f"claims/match/?text=balloon+atlantis&language={tag}")["results"] for tag in ("en", "EN", "en-gb", "EN-us")
    ]
    assert answers[0]
    assert all(answer == answers[0] for answer in answers)
