"""What a script writes with: short bodies, errors that say the way out, and requests that can be sent again."""

import pytest

from claims.models import Claim, Source, Speaker, Statement, Topic
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def wrong(answer):
    """The errors of an answer: pointer → sentence."""
    return {error["pointer"]: error["detail"] for error in answer.json()["errors"]}


def test_a_short_body_is_enough(coder):
    source = coder.post(
        "sources/", {"kind": "document", "headline": "Bericht", "published_on": "2025-09-23", "language": "de"}
    )
    assert (source.status_code, source.json()["published_on_precision"]) == (201, "day")
    speaker = coder.post("speakers/", {"kind": "person", "name": "Mark Rutte"})
    assert (speaker.status_code, speaker.json()["sort_name"]) == (201, "Rutte, Mark")
    claim = coder.post("claims/", {"kind": "opinion", "name": "Grave", "text": "The situation is grave."})
    assert (claim.status_code, claim.json()["checkable"]) == (201, False)
    said = {"speaker": "mark-rutte", "source": source.json()["slug"], "made_on": "2025-09-23", "kind": "paraphrase"}
    statement = coder.post("statements/", {**said, "text": "Die Lage ist ernst."})
    assert (statement.status_code, statement.json()["language"]) == (201, "de")


def test_a_field_that_the_database_fills_takes_no_null(editor):
    answer = editor.post("claims/", {"kind": "opinion", "name": "Grave", "text": "It is grave.", "checkable": None})
    assert (answer.status_code, list(wrong(answer))) == (400, ["/checkable"])


def test_a_put_that_leaves_out_the_language_of_reviewed_words_keeps_them(editor):
    stance = make.StanceFactory(statement__source__language="de", statement__language="de")
    said = stance.statement
    body = {"speaker": said.speaker.slug, "source": said.source.slug, "made_on": "2025-09-23", "kind": said.kind}
    answer = editor.put(f"statements/{said.slug}/", {**body, "text": said.text})
    assert (answer.status_code, answer.json()["language"]) == (200, "de")


def test_put_records_a_row_under_a_new_slug_and_replaces_it_the_next_time(editor):
    body = {"name": "Drones"}
    first = editor.put("topics/drones/", body)
    assert (first.status_code, first.json()["slug"], first.headers["Location"]) == (
        201,
        "drones",
        "http://localhost/api/v1/topics/drones/",
    )
    again = editor.put("topics/drones/", {"name": "Drones and jets"})
    assert (again.status_code, again.json()["name"]) == (200, "Drones and jets")
    assert Topic.objects.count() == 1


@pytest.mark.parametrize(
    ("address", "body", "model"),
    [
        ("speakers/mark-rutte/", {"kind": "person", "name": "Mark Rutte"}, Speaker),
        ("sources/report/", {"kind": "document"}, Source),
        ("claims/grave/", {"kind": "opinion", "name": "Grave", "text": "The situation is grave."}, Claim),
    ],
)
def test_put_makes_rows_that_post_makes(coder, address, body, model):
    assert coder.put(address, body).status_code == 201
    assert model.objects.get().slug == address.split("/")[1]


def test_put_makes_a_statement_with_its_citations_and_stances(coder):
    speaker, source, claim = make.SpeakerFactory(), make.SourceFactory(), make.ClaimFactory()
    body = {
        "speaker": speaker.slug,
        "source": source.slug,
        "made_on": "2025-09-23",
        "kind": "quote",
        "text": "was not accidental",
        "citations": [{"exact": "was not accidental"}],
        "stances": [{"claim": claim.slug, "position": "affirms", "explicitness": "explicit"}],
    }
    assert coder.put("statements/not-accidental/", body).status_code == 201
    said = Statement.objects.get()
    assert (said.slug, said.citations.count(), said.stances.count()) == ("not-accidental", 1, 1)


def test_put_refuses_another_slug_for_a_new_row(editor):
    answer = editor.put("topics/drones/", {"name": "Drones", "slug": "jets"})
    assert (answer.status_code, list(wrong(answer))) == (400, ["/slug"])
    assert not Topic.objects.exists()


def test_put_with_if_match_makes_no_row(editor):
    answer = editor.put("topics/drones/", {"name": "Drones"}, **{"If-Match": "*"})
    assert answer.status_code == 412
    assert not Topic.objects.exists()


def test_put_makes_no_row_that_is_named_by_a_number(editor):
    assert editor.put("affiliations/4711/", {"role": "Spokesperson"}).status_code == 404


def test_put_compares_a_new_claim_with_those_that_are_there(coder):
    words = "Russia is responsible for the drones over Copenhagen Airport."
    make.ClaimFactory(text=words, slug="drones")
    body = {"kind": "attribution", "name": "Drones again", "text": words}
    answer = coder.put("claims/drones-again/", body)
    (wrong,) = answer.json()["errors"]
    assert (answer.status_code, wrong["candidates"][0]["slug"]) == (409, "drones")
    # The same script runs again.
    for status in (201, 200):
        assert coder.put("claims/drones-again/", {**body, "distinct_from": ["drones"]}).status_code == status


def test_a_wrong_choice_is_told_the_choices(editor):
    answer = editor.post("claims/", {"kind": "opnion", "name": "Grave", "text": "It is grave."})
    assert wrong(answer)["/kind"] == (
        "“opnion” is none of event, attribution, intent, numerical, causal, prediction, promise, position, opinion. "
        "Did you mean “opinion”?"
    )


def test_a_wrong_choice_within_a_list_is_told_the_choices(editor):
    link = {"incident": make.IncidentFactory().slug, "aspect": "blame"}
    answer = editor.post("claims/", {"kind": "opinion", "name": "Grave", "text": "It is grave.", "incidents": [link]})
    assert wrong(answer)["/incidents/0/aspect"] == (
        "“blame” is none of occurrence, responsibility, intent, cause, impact, legality, response."
    )
