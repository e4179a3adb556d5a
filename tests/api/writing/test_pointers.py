"""An error of a broken rule points at the value that broke it."""

import pytest

from tests.support import factories as make

pytestmark = pytest.mark.django_db

WORDS = "“This was not accidental,” she said."


def pointed(answer):
    """The status of an answer, and the pointer and the code of its error."""
    (error,) = answer.json()["errors"]
    return answer.status_code, error["pointer"], error["code"]


@pytest.fixture
def said():
    source = make.SourceFactory(content=WORDS)
    return {"speaker": make.SpeakerFactory().slug, "source": source.slug, "made_on": "2025-09-23", "kind": "quote"}


@pytest.mark.parametrize(
    ("collection", "body", "pointer", "code"),
    [
        ("speakers", {"kind": "person", "name": "A", "country": "XX"}, "/country", "speaker_country_known"),
        ("sources", {"kind": "document", "language": "Deutsch"}, "/language", "source_language_well_formed"),
        (
            "sources",
            {"kind": "document", "published_on": "2025-09-23", "published_on_precision": "month"},
            "/published_on_precision",
            "source_published_precision_consistent",
        ),
        (
            "sources",
            {"kind": "document", "content_sha256": "x"},
            "/content_sha256",
            "source_content_sha256_well_formed",
        ),
    ],
)
def test_a_rule_of_one_row_points_at_its_field(editor, collection, body, pointer, code):
    assert pointed(editor.post(f"{collection}/", body)) == (400, pointer, code)


def test_words_that_are_not_in_the_source_are_pointed_at(coder, said):
    citations = [{"exact": "was not accidental"}, {"exact": "was an accident"}]
    body = {**said, "text": "was not accidental … was an accident", "citations": citations}
    assert pointed(coder.post("statements/", body)) == (400, "/citations/1/exact", "citation_is_verbatim")


def test_offsets_that_do_not_fit_are_pointed_at(coder, said):
    citation = {"exact": "was not accidental", "start": 0, "end": 18}
    body = {**said, "text": "was not accidental", "citations": [citation]}
    assert pointed(coder.post("statements/", body)) == (400, "/citations/0/start", "citation_offsets_match")


def test_a_quote_without_a_citation_is_told_which_list_is_empty(coder, said):
    body = {**said, "text": "was not accidental"}
    assert pointed(coder.post("statements/", body)) == (400, "/citations", "statement_quote_is_cited")


def test_words_of_a_quote_that_nothing_cites_are_pointed_at(coder, said):
    body = {**said, "text": "was not accidental at all", "citations": [{"exact": "was not accidental"}]}
    assert pointed(coder.post("statements/", body)) == (400, "/text", "statement_quote_is_verbatim")


def test_a_stance_within_a_statement_is_pointed_at(coder, said):
    stances = [
        {"claim": make.ClaimFactory().slug, "position": "affirms", "explicitness": "explicit"},
        {"claim": make.ClaimFactory().slug, "position": "denies", "explicitness": "explicit", "excerpt": "by accident"},
    ]
    body = {**said, "kind": "paraphrase", "text": "It was meant.", "stances": stances}
    assert pointed(coder.post("statements/", body)) == (400, "/stances/1/excerpt", "stance_excerpt_in_statement")


def test_a_row_of_an_array_is_pointed_at(editor):
    bodies = [{"kind": "document"}, {"kind": "document", "language": "Deutsch"}]
    assert pointed(editor.post("sources/", bodies)) == (400, "/1/language", "source_language_well_formed")


def test_words_that_are_recorded_already_name_their_statement(coder, said):
    body = {**said, "text": "was not accidental", "citations": [{"exact": "was not accidental"}], "slug": "first"}
    assert coder.post("statements/", body).status_code == 201
    answer = coder.post("statements/", {**body, "slug": "second"})
    assert pointed(answer) == (409, "/text", "statement_recorded_once")
    assert answer.json()["existing"] == {"slug": "first", "url": "http://localhost/api/v1/statements/first/"}
    assert "add the stance to that one" in answer.json()["detail"]


def test_slugs_of_an_array_that_are_taken_are_told_how_to_write_once_more(editor):
    make.TopicFactory(slug="drones")
    answer = editor.post("topics/", [{"name": "Jets", "slug": "jets"}, {"name": "Drones", "slug": "drones"}])
    assert pointed(answer) == (400, "/1/slug", "unique")
    told = "There is one with this slug already. PUT to its address replaces it."
    assert answer.json()["errors"][0]["detail"] == told
