"""The desk's forms: rules of the database are errors in words, nothing is half written, and what is cited stays."""

from typing import Any

import pgtrigger
import pytest
from django.urls import reverse
from django.utils import timezone

from claims.models import Affiliation, Claim, ClaimTally, Correction, Position, Speaker, Stance, Statement
from claims.services.rules import constraint_words
from tests.support import factories as make
from tests.support.desk import desk, errors, filled, inline, page, save, told
from tests.support.tables import TABLES as MODELS

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("role", ["coder", "reviewer", "editor"])
def test_the_form_of_a_statement_does_not_change_whether_it_stands(role: str) -> None:
    statement = make.StatementFactory()
    assert errors(save(desk(role), statement, status="retracted", venue="Brussels")) == ""
    assert Statement.objects.values_list("status", "venue").get() == ("active", "Brussels")


def test_an_editor_retracts_a_statement_at_the_desk_and_its_page_says_why() -> None:
    statement = make.StatementFactory()
    client = desk("editor")
    link = f"{page(Correction, 'add')}?statement={statement.pk}"
    assert link in client.get(page(statement)).content.decode()
    assert client.get(link).context["adminform"].form.initial["statement"] == str(statement.pk)
    made = {"statement": statement.pk, "status": "retracted", "what": "Nobody said it.", "why": "The recording."}
    assert errors(save(client, Correction, **made)) == ""
    correction = Correction.objects.get()
    assert (correction.editor, Statement.objects.get().status) == (client.user, "retracted")
    shown = desk("coder").get(page(statement)).content.decode()
    assert "Nobody said it." in shown
    assert link not in shown


def test_a_statement_that_replaces_another_one_is_named_at_the_desk_and_then_supersedes_it() -> None:
    statement, other = make.StatementFactory.create_batch(2)
    made = {"statement": statement.pk, "status": "corrected", "what": "The number.", "why": "A typing error."}
    client = desk("editor")
    assert "is replaced by another one" in errors(save(client, Correction, **made))
    assert errors(save(client, Correction, **made, replacement=other.pk)) == ""
    other.refresh_from_db()
    assert other.supersedes == statement


def test_the_words_of_a_correction_are_put_better_at_the_desk_and_what_it_did_stays() -> None:
    correction = make.CorrectionFactory()
    client = desk("editor")
    changed = {"what": "In better words.", "status": "active", "statement": make.StatementFactory().pk}
    assert errors(save(client, correction, **changed)) == ""
    row = Correction.objects.get()
    assert (row.what, row.status, row.statement) == ("In better words.", "retracted", correction.statement)
    assert desk("administrator").post(page(correction, "delete"), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("table", [ClaimTally, Position])
def test_nobody_writes_what_the_database_derives(table: Any) -> None:
    make.StanceFactory()
    client, row = desk("administrator"), table.objects.get()
    assert client.post(page(row), {"changed": "on"}).status_code == 403
    assert client.post(page(row, "delete"), {"post": "yes"}).status_code == 403
    assert client.post(page(table, "add"), {}).status_code == 403


def quote_with(statement: Any, *citations: dict[str, Any], **changes: Any) -> dict[str, Any]:
    made = {"kind": "quote", "text": "no", "speaker": statement.speaker_id, "source": statement.source_id}
    return {**made, "made_on": "2025-09-23", **inline("citations", *citations), **changes}


def test_a_quote_is_recorded_with_its_citation_in_one_form() -> None:
    told = make.StatementFactory(source__content="He said no.")
    claim = make.ClaimFactory()
    client = desk("coder")
    stance = {"claim": claim.pk, "position": "denies", "explicitness": "explicit", "excerpt": "no"}
    words = quote_with(told, {"exact": "no", "prefix": "said "}, **inline("stances", stance))
    assert errors(save(client, Statement, **words)) == ""
    made = Statement.objects.get(kind="quote")
    assert made.slug == f"{made.speaker.slug}-2025-09-23-no"
    assert (made.citations.get().prefix, made.stances.get().coder) == ("said ", client.user)
    assert made.stances.get().review_status == "suggested"


REFUSED = {
    "needs a citation": lambda said: (Statement, quote_with(said)),
    "do not stand in the text of its source": lambda said: (Statement, quote_with(said, {"exact": "yes"}, text="yes")),
    "holds words that none of its citations has": lambda said: (
        Statement,
        quote_with(said, {"exact": "no"}, text="no, never"),
    ),
    "Give both offsets or neither": lambda said: (Statement, quote_with(said, {"exact": "no", "start": 3})),
    "are recorded already": lambda said: (
        Statement,
        quote_with(said, kind="paraphrase", text=said.text),
    ),
    "a Monday for a week": lambda said: (said, {"made_on_precision": "week"}),
    "speaks on nobody’s behalf": lambda said: (said, {"on_behalf_of": said.speaker_id}),
    "would lead back to itself": lambda said: (said, {"supersedes": said.pk}),
    "somebody else’s": lambda said: (said, {"affiliation": make.AffiliationFactory().pk}),
    "does not stand in statement": lambda said: (
        Stance,
        {"statement": said.pk, "claim": make.ClaimFactory().pk, "position": "affirms", "explicitness": "explicit"}
        | {"excerpt": "other words"},
    ),
    "says under which condition": lambda said: (
        Stance,
        {"statement": said.pk, "claim": make.ClaimFactory().pk, "position": "qualifies", "explicitness": "explicit"},
    ),
    "Roles are held in organisations": lambda said: (
        Affiliation,
        {"person": said.speaker_id, "organization": make.SpeakerFactory().pk, "role": "Minister"},
    ),
    "must map schemes to values": lambda said: (said.speaker, {"identifiers": '{"wikidata": 1}'}),
    "another speaker’s already": lambda said: (
        said.speaker,
        {"identifiers": f'{{"w": "{make.SpeakerFactory(identifiers={"w": "Q1"}).identifiers["w"]}"}}'},
    ),
    "cannot be kept": lambda said: (said.speaker, {"identifiers": '{"w": "\\u0000"}'}),
    "two capital letters": lambda said: (said.speaker, {"country": "xx"}),
}


@pytest.mark.parametrize("words", REFUSED)
def test_a_broken_rule_is_an_error_of_the_form_and_nothing_is_written(words: str) -> None:
    said = make.StatementFactory(source__content="He said no.")
    what, changes = REFUSED[words](said)
    counts = [model.objects.count() for model in MODELS]
    before = list(type(said).objects.values()), list(Speaker.objects.values())
    assert words in errors(save(desk("editor"), what, **changes))
    assert [model.objects.count() for model in MODELS] == counts
    assert (list(type(said).objects.values()), list(Speaker.objects.values())) == before


def test_every_rule_that_postgresql_checks_is_explained_in_words() -> None:
    assert [name for name, words in constraint_words().items() if not words or "violated" in words] == []


def test_who_did_not_see_what_somebody_else_saved_does_not_overwrite_it() -> None:
    claim, client = make.ClaimFactory(), desk("coder")
    mine = filled(client.get(page(claim)), context="Mine.")
    with pgtrigger.ignore():  # now() would be the start of the test's transaction
        Claim.objects.update(context="Theirs.", updated_at=timezone.now())
    assert "Somebody else saved this" in errors(client.post(page(claim), mine))
    assert Claim.objects.get().context == "Theirs."


@pytest.mark.parametrize("row", [make.SpeakerFactory, make.ClaimFactory, make.SourceFactory, make.TopicFactory])
def test_an_editor_deletes_what_nothing_cites(row: Any) -> None:
    written = row()
    assert desk("editor").post(page(written, "delete"), {"post": "yes"}).status_code == 302
    assert not type(written).objects.exists()


def test_what_is_cited_is_not_deleted_and_the_page_shows_what_cites_it() -> None:
    stance = make.StanceFactory()
    client = desk("editor")
    for row in (stance.claim, stance.statement.speaker, stance.statement.source):
        assert client.get(page(row, "delete")).context["protected"]
        assert client.post(page(row, "delete"), {"post": "yes"}).context["protected"]
        chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
        assert client.post(page(type(row)), chosen).context["protected"]
        assert type(row).objects.filter(pk=row.pk).exists()


def test_a_deletion_that_breaks_a_rule_is_refused_and_nothing_is_deleted() -> None:
    citation = make.quote("no").citations.get()
    client = desk("coder")
    response = client.post(page(citation, "delete"), {"post": "yes"})
    assert "needs a citation" in told(client, response)
    chosen = {"action": "delete_selected", "_selected_action": [citation.pk], "post": "yes"}
    assert "needs a citation" in told(client, client.post(page(type(citation)), chosen))
    assert type(citation).objects.exists()


def test_a_field_offers_rows_by_their_names() -> None:
    speaker = make.SpeakerFactory(name="Mark Rutte")
    asked = {"app_label": "claims", "model_name": "statement", "field_name": "speaker", "term": "rutte"}
    found = desk("coder").get(reverse("admin:autocomplete"), asked).json()
    assert found["results"] == [{"id": str(speaker.pk), "text": "Mark Rutte"}]
