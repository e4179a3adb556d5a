"""Correcting statements through the API: what was wrong, why and when, for everybody to read."""

import pytest

from claims.models import Change, Correction, Stance, Statement
from tests.support import factories as make
from tests.support.clients import error_codes

pytestmark = pytest.mark.django_db

WHY = {"what": "She did not say that.", "why": "The recording."}


@pytest.fixture
def stance() -> Stance:
    """A confirmed stance of a quote that stands."""
    said = make.quote("three drones", source=make.SourceFactory(content="She saw three drones, not two drones."))
    taken: Stance = make.StanceFactory(statement=said)
    return taken


def test_a_retracted_statement_stays_readable_marked_and_out_of_the_positions(editor, get, stance):
    path = f"statements/{stance.statement.slug}/"
    body = {"statement": stance.statement.slug, "status": "retracted", **WHY}
    answer = editor.post("corrections/", body)
    assert answer.status_code == 201, answer.content
    made = answer.json()
    assert (made["status"], made["what"], made["why"]) == ("retracted", WHY["what"], WHY["why"])
    assert made["statement"]["status"] == "retracted"
    assert answer["Location"] == made["url"]
    said = get(path)
    assert (said["text"], said["status"]) == ("three drones", "retracted")
    assert [each["why"] for each in said["corrections"]] == ["The recording."]
    assert get("statements/")["results"][0]["corrections"] == said["corrections"]
    assert get(f"claims/{stance.claim.slug}/positions/")["results"] == []
    assert get("corrections/")["results"] == [made]
    assert Correction.objects.get().editor == editor.user


def test_everybody_reads_corrections_the_newest_first_and_nobody_learns_who_made_them(editor, get):
    made = [
        editor.post("corrections/", {"statement": make.StatementFactory().slug, "status": "retracted", **WHY}).json()
        for _ in range(3)
    ]
    assert get("corrections/")["results"] == made[::-1]
    assert "ed-editor" not in str(get("corrections/"))


def test_corrections_are_found_by_what_they_are_about(get):
    incident = make.IncidentFactory()
    said = make.StatementFactory(incidents=[incident])
    make.correct(said, "misattributed", corrected_at="2025-10-01T08:00:00Z")
    make.correct(make.StatementFactory())

    def found(query: str) -> list[str]:
        return [row["statement"]["slug"] for row in get(f"corrections/?{query}")["results"]]

    for query in (
        f"statement={said.slug}",
        f"speaker={said.speaker.slug}",
        f"source={said.source.slug}",
        f"incident={incident.slug}",
        "status=misattributed",
        "corrected_at__lt=2025-10-02T00:00:00Z",
    ):
        assert found(query) == [said.slug], query
    assert len(found("corrected_at__gte=2025-10-01T08:00:00Z")) == 2


def test_a_corrected_statement_and_what_replaces_it_are_one_request(editor, get, stance):
    said = stance.statement
    changes = {
        "text": "two drones",
        "citations": [{"exact": "two drones"}],
        "stances": [{"claim": stance.claim.slug, "position": "denies", "explicitness": "explicit"}],
    }
    body = {"statement": said.slug, "status": "corrected", **WHY, "replace_with": changes}
    answer = editor.post("corrections/", body)
    assert answer.status_code == 201, answer.content
    replaced = answer.json()["replacement"]
    assert replaced["text"] == "two drones"
    new = get(f"statements/{replaced['slug']}/")
    assert new["supersedes"]["slug"] == said.slug
    assert (new["status"], new["kind"], new["speaker"]["slug"]) == ("active", "quote", said.speaker.slug)
    assert [each["exact"] for each in new["citations"]] == ["two drones"]
    old = get(f"statements/{said.slug}/")
    assert old["status"] == "corrected"
    assert old["corrections"][0]["replacement"] == replaced
    assert [each["slug"] for each in old["superseded_by"]] == [replaced["slug"]]
    assert Stance.objects.get(statement__slug=replaced["slug"]).review_status == "suggested"


def test_words_of_somebody_else_are_given_to_them_with_the_role_that_they_held(editor, get):
    role = make.AffiliationFactory(role="Minister")
    said = make.quote("no", incidents=[make.IncidentFactory()])
    body = {"statement": said.slug, "status": "misattributed", **WHY, "replace_with": {"speaker": role.person.slug}}
    answer = editor.post("corrections/", body)
    assert answer.status_code == 201, answer.content
    new = get(f"statements/{answer.json()['replacement']['slug']}/")
    assert (new["speaker"]["slug"], new["affiliation"]["role"]) == (role.person.slug, "Minister")
    assert [each["exact"] for each in new["citations"]] == ["no"]
    assert new["incidents"] == get(f"statements/{said.slug}/")["incidents"]


def test_a_statement_that_is_there_already_can_be_named_as_the_replacement(editor, get, stance):
    said, later = stance.statement, make.StatementFactory()
    body = {"statement": said.slug, "status": "corrected", **WHY, "replacement": later.slug}
    assert editor.post("corrections/", body).status_code == 201
    assert get(f"statements/{later.slug}/")["supersedes"]["slug"] == said.slug
    other = make.StatementFactory(supersedes=make.StatementFactory())
    assert error_codes(editor.post("corrections/", {**body, "replacement": other.slug})) == {
        "/replacement": "correction_replacement_supersedes"
    }


@pytest.mark.parametrize(
    ("changes", "errors"),
    [
        ({"what": ""}, {"/what": "blank"}),
        ({"why": None}, {"/why": "null"}),
        ({"status": "deleted", "reason": "x"}, {"/status": "invalid-choice", "/reason": "invalid"}),
        ({"statement": "nobody-said-it"}, {"/statement": "does-not-exist"}),
        ({"status": "corrected"}, {"/status": "correction_corrected_has_replacement"}),
        ({"corrected_at": "2999-01-01T00:00:00Z"}, {"/corrected_at": "correction_not_in_the_future"}),
        ({"corrected_at": "yesterday"}, {"/corrected_at": "invalid"}),
        (
            {"replace_with": {"speeker": "x", "kind": "shout"}},
            {"/replace_with/speeker": "invalid", "/replace_with/kind": "invalid-choice"},
        ),
        ({"replace_with": {}}, {"/replace_with": "statement_recorded_once"}),
        ({"replace_with": {"text": "four drones"}}, {"/replace_with/text": "statement_quote_is_verbatim"}),
        ({"replace_with": {"status": "active"}}, {"/replace_with/status": "invalid"}),
        (
            {"replace_with": {"text": "x"}, "replacement": "nothing"},
            {"/replace_with": "conflict", "/replacement": "does-not-exist"},
        ),
        ({"replace_with": []}, {"/replace_with": "invalid"}),
    ],
)
def test_of_a_correction_with_a_mistake_nothing_is_written(editor, stance, changes, errors):
    body = {"statement": stance.statement.slug, "status": "retracted", **WHY, **changes}
    answer = editor.post("corrections/", body)
    assert answer.status_code in {400, 409}, answer.content
    assert error_codes(answer) == errors
    assert not Correction.objects.exists()
    assert Statement.objects.get().status == "active"


@pytest.mark.parametrize("role", ["coder", "reviewer", None])
def test_correcting_takes_an_editor(role, request, reader, stance):
    body = {"status": "retracted", **WHY}
    paths = {
        "/api/v1/corrections/": {**body, "statement": stance.statement.slug},
        f"/api/v1/statements/{stance.statement.slug}/correct/": body,
    }
    for path, sent in paths.items():
        if role is None:
            assert reader.post(path, sent, content_type="application/json").status_code == 401
        else:
            assert request.getfixturevalue(role).post(path, sent).status_code == 403
    assert not Correction.objects.exists()


def test_whether_a_statement_stands_is_changed_by_a_correction_only(coder, editor, stance):
    path = f"statements/{stance.statement.slug}/"
    for somebody in (coder, editor):
        answer = somebody.patch(path, {"status": "retracted"})
        [error] = answer.json()["errors"]
        assert (answer.status_code, error["pointer"], error["code"]) == (400, "/status", "needs-correction")
        assert "POST /api/v1/corrections/" in error["detail"]
        assert somebody.patch(path, {"status": "active", "incidents": []}).status_code == 200
    assert stance.claim.positions.exists()


def test_a_statement_is_not_recorded_as_taken_back(editor):
    body = {"speaker": make.SpeakerFactory().slug, "source": make.SourceFactory().slug, "kind": "paraphrase"}
    answer = editor.post("statements/", {**body, "text": "x", "made_on": "2025-09-01", "status": "retracted"})
    assert error_codes(answer) == {"/status": "needs-correction"}


def test_writing_a_retracted_statement_anew_does_not_reinstate_it(editor):
    said = make.correct(make.StatementFactory()).statement
    whole = {"speaker": said.speaker.slug, "source": said.source.slug, "kind": "paraphrase", "made_on": "2025-09-23"}
    answer = editor.put(f"statements/{said.slug}/", {**whole, "text": said.text})
    assert (answer.status_code, answer.json()["status"]) == (200, "retracted"), answer.content


@pytest.mark.parametrize("path", ["statements/{said}/", "corrections/{correction}/"])
def test_statements_and_corrections_are_not_deleted_and_the_answer_says_what_to_do(editor, path):
    correction = make.CorrectionFactory()
    answer = editor.delete(path.format(said=correction.statement.slug, correction=correction.pk))
    assert answer.status_code == 405
    assert "correct" in answer.json()["detail"]
    assert "DELETE" not in answer["Allow"]
    assert Correction.objects.exists()


def test_a_mistaken_retraction_is_put_right_by_another_correction(editor, get, stance):
    slug = stance.statement.slug
    editor.post("corrections/", {"statement": slug, "status": "retracted", **WHY})
    again = {"statement": slug, "status": "active", "what": "She did say it.", "why": "Minute 12 of the recording."}
    assert editor.post("corrections/", again).status_code == 201
    said = get(f"statements/{slug}/")
    assert said["status"] == "active"
    assert [each["status"] for each in said["corrections"]] == ["retracted", "active"]
    assert get(f"claims/{stance.claim.slug}/positions/")["results"]


def test_the_words_of_a_correction_can_be_put_better_and_its_history_keeps_them(editor, get):
    correction = make.CorrectionFactory(what="Teh words.")
    path = f"corrections/{correction.pk}/"
    assert editor.patch(path, {"what": "The words."}).json()["what"] == "The words."
    assert error_codes(editor.patch(path, {"status": "active"})) == {"": "correction_is_final"}
    assert error_codes(editor.patch(path, {"replace_with": {"text": "x"}})) == {"/replace_with": "invalid"}
    newest, first = get(f"{path}history/")["results"]
    assert newest["changes"] == [{"field": "what", "old": "Teh words.", "new": "The words."}]
    assert first["kind"] == "created"
    assert {each["field"] for each in first["changes"]}.isdisjoint({"editor"})


def test_a_replacement_that_is_recorded_later_is_named_later(editor, get):
    correction = make.CorrectionFactory()
    later = make.StatementFactory()
    answer = editor.patch(f"corrections/{correction.pk}/", {"replacement": later.slug})
    assert answer.status_code == 200, answer.content
    assert get(f"statements/{later.slug}/")["supersedes"]["slug"] == correction.statement.slug


def test_a_whole_correction_keeps_what_it_did(editor):
    correction = make.CorrectionFactory()
    whole = {"statement": correction.statement.slug, "status": "retracted", "what": "All of it.", "why": "Invented."}
    answer = editor.put(f"corrections/{correction.pk}/", whole)
    assert answer.status_code == 200, answer.content
    row = Correction.objects.get()
    assert (row.what, row.corrected_at) == ("All of it.", correction.corrected_at)


def test_what_changed_since_the_editor_looked_is_not_corrected(editor, coder, stance):
    path = f"statements/{stance.statement.slug}/"
    tag = editor.get(path)["ETag"]
    coder.patch(path, {"incidents": [make.IncidentFactory().slug]})
    body = {"status": "retracted", **WHY}
    assert editor.post(f"{path}correct/", body, **{"If-Match": tag}).status_code == 412
    assert not Correction.objects.exists()
    answer = editor.post(f"{path}correct/", body, **{"If-Match": editor.get(path)["ETag"]})
    assert (answer.status_code, answer.json()["status"]) == (200, "retracted")
    assert answer["ETag"] == editor.get(path)["ETag"]


@pytest.mark.parametrize("path", ["corrections/", "statements/{said}/correct/"])
def test_a_correction_that_is_sent_twice_is_made_once(editor, path):
    said = make.StatementFactory()
    body = {"status": "retracted", **WHY} | ({} if "{said}" in path else {"statement": said.slug})
    first, again = (
        editor.post(path.format(said=said.slug), body, **{"Idempotency-Key": "correction-1"}) for _ in range(2)
    )
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert Correction.objects.count() == 1


def test_a_log_of_corrections_is_recorded_as_a_whole_with_the_days_they_were_made_on(editor, get):
    said = make.StatementFactory.create_batch(2)
    log = [
        {"statement": one.slug, "status": "retracted", **WHY, "corrected_at": f"2025-10-0{day}T00:00:00Z"}
        for one, day in zip(said, (2, 1), strict=True)
    ]
    assert error_codes(editor.post("corrections/", [*log, log[0]])) == {"/2/corrected_at": "correction_recorded_once"}
    assert not Correction.objects.exists()
    assert editor.post("corrections/", log).status_code == 201
    assert [row["statement"]["slug"] for row in get("corrections/")["results"]] == [one.slug for one in said]


def test_a_correction_is_in_the_feed_and_in_the_history_of_the_statement(editor, get):
    said = make.StatementFactory()
    body = {"statement": said.slug, "status": "retracted", **WHY}
    made = editor.post("corrections/", body, **{"X-Request-Id": "req-12345678"}).json()
    news = [(row["collection"], row["key"], row["kind"]) for row in get("changes/?limit=200")["results"]]
    assert sorted(news[-2:]) == [("corrections", str(made["id"]), "created"), ("statements", said.slug, "changed")]
    entry = get(f"statements/{said.slug}/history/")["results"][0]
    assert entry["changes"] == [{"field": "status", "old": "active", "new": "retracted"}]
    assert entry["request"] == "req-12345678"
    assert Change.objects.filter(collection="corrections").get().user == editor.user


def test_who_names_a_statement_is_told_when_its_address_changes(get):
    said = make.StatementFactory()
    correction = make.correct(said, "corrected", replacement=make.StatementFactory(supersedes=said))
    for row in (said, correction.replacement, said.speaker):
        type(row).objects.filter(pk=row.pk).update(slug=f"renamed-{row.pk}-{row._meta.model_name}")
        told = get("changes/?limit=200&collection=corrections")["results"]
        assert (told[-1]["key"], told[-1]["kind"]) == (str(correction.pk), "changed")
    assert len(told) == 4
