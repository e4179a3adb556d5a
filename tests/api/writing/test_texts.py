"""Texts in bodies: stored in one form, refused at their place, and told as they stand in the source."""

from typing import Any

import pytest

from claims.models import Citation, Speaker
from tests.support import factories as make
from tests.support.clients import Keyed

pytestmark = pytest.mark.django_db

CONTENT = "“Don’t panic,” she said. “Nobody shot.”"


def quote(*citations: dict[str, Any], **fields: Any) -> dict[str, Any]:
    said = {"speaker": make.SpeakerFactory().slug, "source": make.SourceFactory().slug, "made_on": "2025-09-23"}
    return {**said, "kind": "quote", "citations": list(citations), **fields}


def test_a_text_is_answered_as_it_is_stored(coder: Keyed) -> None:
    body = {
        "kind": "person",
        "name": "A\u0308der\u00a0 János",
        "sort_name": "A\u0308der",
        "other_names": ["Á", "A\u0301"],
    }
    made = coder.post("speakers/", body).json()
    assert (made["name"], made["sort_name"], made["other_names"]) == ("Äder János", "Äder", ["Á"])


@pytest.mark.parametrize(
    ("collection", "body", "pointer", "rule"),
    [
        ("topics", {"name": "Secu\u200brity"}, "/name", "text_is_visible"),
        ("topics", {"name": "Secu\nrity"}, "/name", "text_has_no_controls"),
        (
            "speakers",
            {"kind": "group", "name": "G", "sort_name": "G", "other_names": ["A\u202e"]},
            "/other_names",
            "text_is_visible",
        ),
        (
            "sources",
            {"kind": "document", "external_url": "https://nato.int/\u200ba"},
            "/external_url",
            "text_is_visible",
        ),
        ("sources", {"kind": "document", "headline": "\u0301 x"}, "/headline", "text_marks_have_a_base"),
    ],
)
def test_a_text_is_refused_where_it_stands_in_the_body(
    editor: Keyed, collection: str, body: dict[str, Any], pointer: str, rule: str
) -> None:
    answer = editor.post(f"{collection}/", body)
    assert answer.status_code == 400
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [(pointer, rule)]
    of_an_array = editor.post(f"{collection}/", [body]).json()
    assert [error["pointer"] for error in of_an_array["errors"]] == [f"/0{pointer}"]


def test_a_refused_citation_comes_with_the_words_as_they_stand_in_the_source(coder: Keyed) -> None:
    source = make.SourceFactory(content=CONTENT).slug
    body = quote({"exact": "Don't panic"}, text="Don't panic", source=source)
    answer = coder.post("statements/", body)
    assert answer.status_code == 400
    problem = answer.json()
    assert problem["errors"][0]["code"] == "citation_is_verbatim"
    assert problem["meant"] == "Don’t panic"
    assert "which has “Don’t panic”" in problem["detail"]
    again = {**body, "text": problem["meant"], "citations": [{"exact": problem["meant"]}]}
    assert coder.post("statements/", again).status_code == 201


def test_a_refusal_that_knows_no_words_has_none(coder: Keyed) -> None:
    source = make.SourceFactory(content=CONTENT).slug
    problem = coder.post("statements/", quote({"exact": "Run away"}, text="Run away", source=source)).json()
    assert problem["errors"][0]["code"] == "citation_is_verbatim"
    assert "meant" not in problem


def test_a_body_that_is_written_again_in_decomposed_form_changes_nothing(coder: Keyed) -> None:
    made = coder.post("statements/", quote({"exact": "Ärger"}, text="Ärger")).json()
    citation = Citation.objects.get().pk
    again = {"text": "A\u0308rger", "citations": [{"exact": "A\u0308rger"}]}
    answer = coder.patch(f"statements/{made['slug']}/", again)
    assert answer.json()["updated_at"] == made["updated_at"]
    assert Citation.objects.get().pk == citation


def test_what_was_reviewed_may_be_written_again_in_decomposed_form(coder: Keyed) -> None:
    said = make.quote("Ärger")
    make.StanceFactory(statement=said)
    assert coder.patch(f"statements/{said.slug}/", {"text": "A\u0308rger"}).status_code == 200


def exacts(slug: str) -> list[str]:
    return list(Citation.objects.filter(statement__slug=slug).order_by("pk").values_list("exact", flat=True))


def test_citations_without_offsets_are_recorded_in_the_order_of_the_body(coder: Keyed) -> None:
    first, second, third = ({"exact": words} for words in ("Don’t panic", "she said", "Nobody shot"))
    slug = coder.post("statements/", quote(second, text="she said")).json()["slug"]
    path = f"statements/{slug}/"
    assert coder.patch(path, {"text": "she said … Nobody shot", "citations": [second, third]}).status_code == 200
    whole = {"text": "Don’t panic … she said … Nobody shot", "citations": [first, second, third]}
    assert coder.patch(path, whole).status_code == 200
    assert exacts(slug) == ["Don’t panic", "she said", "Nobody shot"]
    keys = list(Citation.objects.order_by("pk").values_list("pk", flat=True))
    assert coder.patch(path, whole).status_code == 200
    assert list(Citation.objects.order_by("pk").values_list("pk", flat=True)) == keys
    answer = coder.patch(path, {"citations": [third, second, first]})
    assert [error["code"] for error in answer.json()["errors"]] == ["statement_quote_in_order"]


def test_a_name_is_trimmed_and_no_two_spaces_follow_each_other(coder: Keyed) -> None:
    coder.post("speakers/", {"kind": "person", "name": "\u3000Mark  Rutte ", "sort_name": "Rutte,\u2009Mark"})
    assert Speaker.objects.values_list("name", "sort_name").get() == ("Mark Rutte", "Rutte, Mark")
