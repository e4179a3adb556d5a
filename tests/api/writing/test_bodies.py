"""Bodies are read strictly: a number is no text, and leading spaces are kept."""

import pytest

from claims.models import Citation, Source
from tests.support import factories as make

pytestmark = pytest.mark.django_db

WORDS = "“This was not accidental,” she said."


def wrong(answer):
    """The errors of an answer: pointer → sentence."""
    return {error["pointer"]: error["detail"] for error in answer.json()["errors"]}


@pytest.mark.parametrize(
    ("collection", "body", "pointer", "needed"),
    [
        ("topics", {"name": 5}, "/name", "a text"),
        ("topics", {"name": True}, "/name", "a text"),
        ("speakers", {"other_names": ["Dmitry", 7]}, "/other_names/1", "a text"),
        ("claims", {"checkable": "true"}, "/checkable", "true or false"),
        ("claims", {"checkable": 1}, "/checkable", "true or false"),
        ("claims", {"incidents": [{"incident": "x", "aspect": 3}]}, "/incidents/0/aspect", "a text"),
        ("incidents", {"latitude": "55.6"}, "/latitude", "a number"),
        ("incidents", {"latitude": True}, "/latitude", "a number"),
        ("statements", {"affiliation": "1"}, "/affiliation", "a whole number"),
        ("statements", {"citations": [{"exact": "no", "start": "1"}]}, "/citations/0/start", "a whole number"),
        ("statements", {"citations": [{"exact": "no", "start": 1.5}]}, "/citations/0/start", "a whole number"),
        ("statements", {"made_on": 20250923}, "/made_on", "a text"),
        ("statements", {"kind": 1}, "/kind", "a text"),
    ],
)
def test_a_value_of_another_type_is_refused_where_it_stands(editor, collection, body, pointer, needed):
    answer = editor.post(f"{collection}/", body)
    assert answer.status_code == 400
    assert wrong(answer)[pointer] == f"This has to be {needed}."


def test_a_body_of_an_action_is_read_as_strictly(editor):
    stance, speaker = make.StanceFactory(review_status="suggested"), make.SpeakerFactory()
    assert wrong(editor.post(f"stances/{stance.pk}/reject/", {"reason": 5})) == {"/reason": "This has to be a text."}
    assert "/reson" in wrong(editor.post(f"stances/{stance.pk}/reject/", {"reason": "no", "reson": "no"}))
    assert "/mergd" in wrong(editor.post(f"speakers/{speaker.slug}/merge/", {"merged": "x", "mergd": "y"}))


def test_the_characters_before_and_after_cited_words_are_kept_with_their_spaces(coder):
    source = coder.post("sources/", {"kind": "document", "content": f"\n {WORDS}\n"}).json()["slug"]
    assert Source.objects.get().content == f"\n {WORDS}\n"
    cited = {"prefix": " “This ", "exact": "was not accidental", "suffix": ",” ", "start": 8, "end": 26}
    said = {"speaker": make.SpeakerFactory().slug, "source": source, "made_on": "2025-09-23", "kind": "quote"}
    answer = coder.post("statements/", {**said, "text": "was not accidental", "citations": [cited]})
    assert answer.status_code == 201, answer.content
    assert Citation.objects.values("prefix", "exact", "suffix", "start", "end").get() == cited
