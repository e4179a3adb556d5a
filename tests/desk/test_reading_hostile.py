"""The reading page answers whatever it is sent: with a page, a refusal, a 400 or a 404, never with a 500."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from claims.choices import Role
from claims.desk.read.recording import NotRecorded, Recorder
from claims.desk.read.values import FIELDS
from claims.models import Citation, Dismissal, Draft, IncidentKind, Source, Speaker, Stance, Statement
from claims.services import judged, passages, policy
from claims.services.merge import merge
from tests.support import factories as make
from tests.support.desk import desk
from tests.support.reading_page import FIRST, SECOND, TEXT, address, errors, fields, html, record, span

pytestmark = pytest.mark.django_db

HUGE = "9" * 5_000
INTENTS = ("record", "stance", "refresh", "draft", "discard", "dismiss", "restore", "confirm", "reject", "done", "")


@pytest.mark.parametrize("name", ["from", "at", "words", "seen", "page"])
def test_any_parameter_is_answered(source: Source, name: str) -> None:
    client = desk("coder")
    for value in (HUGE, "\0", "²", "-1", f"{HUGE}-{HUGE}", "1-\0", "x" * 100_000, b"\xed\xa0\x80"):
        for path in ("/desk/read/drones/", "/desk/read/", "/desk/drafts/"):
            assert client.get(path, {name: value}).status_code in {200, 400, 404}, (path, value[:20])


def test_an_offset_of_any_length_is_past_the_end(source: Source) -> None:
    assert desk("coder").get("/desk/read/drones/", {"from": HUGE}).status_code == 200


@pytest.mark.parametrize("value", ["\0", HUGE, "²", "x" * 100_000])
@pytest.mark.parametrize("intent", ["refresh", "draft", "record"])
def test_any_value_of_a_field_is_answered(source: Source, intent: str, value: str) -> None:
    client = desk("coder")
    client.raise_request_exception = False
    sent = fields(client.get(address(FIRST))) | {"intent": intent}
    allowed = {400} if value == "\0" else {204, 303, 200, 422}
    found = {name: client.post(address(FIRST), sent | {name: value}).status_code for name in FIELDS}
    assert {name: status for name, status in found.items() if status not in allowed} == {}


@pytest.mark.parametrize("value", ["\0", HUGE, "9" * 40, "²", "-1"])
def test_any_row_that_a_form_names_is_answered(source: Source, value: str) -> None:
    client = desk("reviewer")
    client.raise_request_exception = False
    for intent in INTENTS:
        sent = {"intent": intent, "stance": value, "statement": value, "seen": value, "reason": value}
        assert client.post(address(FIRST), sent).status_code in {200, 303, 400, 404, 422}, intent


def test_every_form_needs_its_token(source: Source) -> None:
    client = Client(enforce_csrf_checks=True, SERVER_NAME="localhost")
    client.force_login(desk("coder").user)
    for intent in INTENTS:
        assert client.post(address(FIRST), {"intent": intent}).status_code == 403, intent


def test_no_coder_confirms(source: Source) -> None:
    coder, other = desk("coder"), desk("coder", "other")
    make.ClaimFactory(slug="seen")
    record(coder, FIRST, claim="seen", position="affirms")
    stance = Stance.objects.get()
    for client in (coder, other):
        client.post(address(FIRST), {"intent": "confirm", "stance": stance.pk, "seen": judged.version(stance)})
        stance.refresh_from_db()
        assert stance.review_status == "suggested"


def test_rows_of_other_sources_are_not_touched(source: Source) -> None:
    stance = make.StanceFactory()
    client = desk("reviewer")
    for sent in ({"intent": "confirm", "stance": stance.pk}, {"intent": "stance", "statement": stance.statement.slug}):
        assert client.post(address(FIRST), sent).status_code == 404


def test_a_deactivated_account_is_logged_out(source: Source) -> None:
    client = desk("coder")
    client.user.is_active = False
    client.user.save()
    assert client.get(address(FIRST)).status_code == 302
    assert client.post(address(FIRST), {"intent": "dismiss"}).status_code == 302
    assert not Dismissal.objects.exists()


def changed(source: Source) -> None:
    source.content = TEXT.replace("three large", "seven small")
    source.save()


@pytest.mark.parametrize("words", [FIRST, "three large"])
def test_words_that_changed_since_are_open_and_can_be_dismissed_again(source: Source, words: str) -> None:
    client, other = desk("coder"), desk("coder", "other")
    client.post(address(words), {"intent": "dismiss"})
    changed(source)
    assert other.get(address(words)).context["passage"].state == "open"
    other.post(address(words), {"intent": "dismiss"})
    assert other.get(address(words)).context["passage"].dismissed
    assert Dismissal.objects.get().dismissed_by == other.user


def test_a_draft_of_words_that_are_recorded_can_be_discarded(source: Source) -> None:
    client = desk("coder")
    client.post(address(FIRST), {"intent": "draft", "venue": "At the gate"})
    record(desk("coder", "other"), FIRST)
    assert 'value="discard"' in html(client.get(address(FIRST)))
    client.post(address(FIRST), {"intent": "discard"})
    assert not Draft.objects.exists()
    assert 'value="discard"' not in html(client.get(address(FIRST)))


def test_a_passage_of_any_length_is_answered() -> None:
    words = "word " * 4_000 + "end"
    text = f"Ann Lee said that {words}.\n"
    make.SourceFactory(slug="drones", content=text, language="en")
    client = desk("coder")
    at = f"/desk/read/drones/?at={span(words, text)}"
    sent = fields(client.get(at))
    for intent in ("refresh", "draft", "restore"):
        assert client.post(at, sent | {"intent": intent}).status_code in {200, 303}, intent
    assert errors(client.post(at, sent | {"intent": "record"}))
    assert "more than 10,000 characters" in errors(client.post(at, sent | {"intent": "dismiss"}))[""][0]


@pytest.mark.parametrize("change", ["merged", "renamed", "deleted"])
def test_a_card_of_a_speaker_who_changed_meanwhile_names_the_same_one_or_none(source: Source, change: str) -> None:
    client = desk("coder")
    sent = fields(client.get(address(FIRST))) | {"intent": "record"}
    holm = Speaker.objects.get(slug="holm")
    if change == "merged":
        merge(make.SpeakerFactory(slug="kept"), holm, by=None)
        client.post(address(FIRST), sent)
        assert Statement.objects.get().speaker.slug == "kept"
    elif change == "renamed":
        holm.slug = "mette-holm"
        holm.save()
        client.post(address(FIRST), sent)
        assert Statement.objects.get().speaker == holm
    else:
        holm.delete()
        assert list(errors(client.post(address(FIRST), sent))) == ["speaker"]


def test_words_that_begin_inside_of_a_word_are_no_citation(source: Source) -> None:
    client, inside = desk("coder"), address("e saw th")
    response = client.post(inside, fields(client.get(inside)) | {"speaker": "holm", "intent": "record"})
    assert "inside a word" in str(errors(response))
    assert not Citation.objects.exists()


def test_every_statement_of_a_part_is_marked(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    line = "Nobody said anything of note on this day in the long report.\n"
    text = "“We were here,” said Ann Lee.\n" + line * 2_000 + "“The end is near,” said Ann Lee.\n"
    source.content = text
    source.save()
    monkeypatch.setattr(passages, "MAX_STATEMENTS", 1)
    client = desk("coder")
    for words in ("We were here", "The end is near"):
        at = f"/desk/read/drones/?at={span(words, text)}"
        client.post(at, fields(client.get(at)) | {"speaker": "holm", "intent": "record"})
        assert client.get(at).context["passage"].state == "recorded", words


def test_words_far_down_a_text_are_found_in_two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We saw it all,” said Ann Lee.\n" * 2_000
    make.SourceFactory(slug="drones", content=text, language="en")
    starts: list[int] = []
    read = passages.read_source
    monkeypatch.setattr(passages, "read_source", lambda source, start: starts.append(start) or read(source, start))
    place = text.rindex("We saw it all")
    shown = desk("coder").get(f"/desk/read/drones/?at={place}-{place + 13}")
    assert len(starts) == 2
    assert place - 500 <= starts[1] <= place
    assert shown.context["passage"].candidate
    assert f"from={starts[1]}" in shown.context["query"]


def test_the_list_counts_each_row_once_and_joins_none(source: Source) -> None:
    client = desk("coder")
    make.ClaimFactory(slug="seen")
    record(client, FIRST, claim="seen", position="affirms")
    record(client, SECOND, speaker="holm", claim="seen", position="denies")
    for words in ("Eastern Sentry", "operation", "reporters"):
        client.post(address(words), {"intent": "dismiss"})
    for words in ("COPENHAGEN", "Monday"):
        client.post(address(words), {"intent": "draft"})
    rows = passages.sources_by_progress(client.user)
    counted = rows.values_list("statements_count", "dismissed_count", "waiting_count", "drafts_count")
    assert list(counted) == [(2, 3, 2, 2)]
    assert "claims_dismissal" not in str(rows.query).rsplit("FROM", 1)[1]
    assert "GROUP BY" not in str(rows.query).rsplit("FROM", 1)[1]


def test_drafts_are_bounded_in_number_and_size(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(passages, "MAX_DRAFTS", 1)
    client = desk("coder")
    draft = {"intent": "draft", "venue": "At the gate"}
    assert client.post(address(FIRST), draft).status_code == 303
    assert client.post(address(FIRST), draft | {"venue": "At the door"}).status_code == 303
    refused = client.post(address(SECOND), draft)
    assert "1 drafts" in errors(refused)[""][0]
    assert refused.context["card"].values["venue"] == "At the gate"
    assert "characters" in errors(client.post(address(FIRST), draft | {"text": "x" * 100_000}))[""][0]
    assert Draft.objects.get().fields == {"venue": "At the door"}


def test_opening_a_text_again_writes_nothing(source: Source) -> None:
    client = desk("coder")
    client.get(address(FIRST))
    with CaptureQueriesContext(connection) as asked:
        client.get(address(FIRST))
    assert [each["sql"] for each in asked if not each["sql"].startswith(("SELECT", "WITH"))] == []


def test_a_selection_with_its_marks_is_the_quotation_between_them(source: Source) -> None:
    client = desk("coder")
    record(client, FIRST)
    for words in (f"“{FIRST},”", f"“{FIRST}", f"{FIRST},"):
        passage = client.get(address(words)).context["passage"]
        assert (str(passage.span), passage.state) == (span(FIRST), "recorded"), words


def test_a_text_that_changes_while_a_card_is_recorded_refuses_it(source: Source) -> None:
    client = desk("coder")
    values = dict(client.get(address(FIRST)).context["card"].values)
    before = Source.objects.get(pk=source.pk)
    changed(source)
    start, actor = TEXT.index(FIRST), policy.Actor(Role.CODER, client.user.pk)
    with pytest.raises(NotRecorded):
        Recorder(before, before.content, client.user, actor).record(passages.Span(start, start + len(FIRST)), values)
    assert not Statement.objects.exists()


def test_a_draft_of_words_that_changed_is_not_recorded_until_it_is_discarded(source: Source) -> None:
    client = desk("coder")
    typed = fields(client.get(address(FIRST))) | {"kind": "paraphrase", "text": "She saw some."}
    client.post(address(FIRST), typed | {"intent": "draft"})
    changed(source)
    assert "discard its draft" in errors(record(client, FIRST))[""][0]
    client.post(address(FIRST), {"intent": "discard"})
    record(client, FIRST)
    assert Statement.objects.get().text == "We saw seven small drones over the runway"


@pytest.mark.parametrize("change", ["merged", "deleted"])
def test_a_card_of_a_claim_that_is_gone_names_the_kept_one_or_none(source: Source, change: str) -> None:
    client, claim = desk("coder"), make.ClaimFactory(slug="seen")
    if change == "merged":
        merge(make.ClaimFactory(slug="kept"), claim, by=None)
        record(client, FIRST, claim="seen", position="denies")
        assert Stance.objects.get().claim.slug == "kept"
    else:
        claim.delete()
        assert list(errors(record(client, FIRST, claim="seen", position="denies"))) == ["claim"]
        assert not Statement.objects.exists()


def test_repeated_and_foreign_values_are_refused_at_their_fields(source: Source) -> None:
    client = desk("coder")
    incident = {"incident_name": "A flight", "incident_kind": IncidentKind.objects.values_list("slug", flat=True)[0]}
    other = make.StatementFactory()
    for changes in (
        {"incidents": ["new", "new"], **incident},
        {"incidents": ["no-such"]},
        {"affiliation": str(make.AffiliationFactory().pk)},
        {"speaker": "new", "speaker_name": "Mette Holm", "speaker_distinct": ["no-such"]},
        {"speaker": "new", "speaker_name": "Mette Holm", "speaker_distinct": [other.speaker.slug]},
        {"speaker": ["holm", "no-such"]},
        {"made_on": "22.09.2025"},
        {"made_on": "2025-09-22T10:00"},
        {"made_on_precision": "century"},
    ):
        response = record(client, FIRST, **changes)
        assert response.status_code == 422, (changes, Statement.objects.exclude(pk=other.pk).values())
    assert list(Statement.objects.all()) == [other]


def test_hostile_words_of_a_look_up_are_answered(source: Source) -> None:
    client = desk("coder")
    sent = fields(client.get(address(FIRST))) | {"intent": "refresh"}
    for words in ("%_%", "' OR 1=1 --", "a & | ! ( :*", "\\", "\u202e\u200b", "𐀀" * 199, "a" * 2_000, "-" * 200, '"'):
        for name in ("speaker_words", "claim_words", "incident_words"):
            assert client.post(address(FIRST), sent | {name: words}).status_code == 200, (name, words)
