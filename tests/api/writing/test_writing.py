"""Writing through the API: what is recorded, and what is refused with which error."""

import threading
from typing import Any

import pytest
from django.db import connection

from claims.choices import Role
from claims.models import Change, Citation, Claim, Speaker, Stance, Statement, Topic
from tests.support import factories as make
from tests.support.clients import Keyed, error_codes

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote() -> dict[str, Any]:
    """A statement as a coder would post it."""
    claim = make.ClaimFactory(slug="it-was-deliberate")
    return {
        "speaker": make.SpeakerFactory(slug="anitta-hipper").slug,
        "source": make.SourceFactory(slug="report", content="“This was not accidental,” she said.").slug,
        "kind": "quote",
        "text": "This was not accidental",
        "made_on": "2025-09-23",
        "citations": [{"exact": "This was not accidental", "prefix": "“"}],
        "stances": [
            {"claim": claim.slug, "position": "affirms", "explicitness": "explicit", "excerpt": "not accidental"}
        ],
    }


def test_a_statement_comes_with_its_citation_and_its_suggested_stances_in_one_request(coder, quote):
    answer = coder.post("statements/", quote)
    assert answer.status_code == 201, answer.content
    row = answer.json()
    assert row["slug"] == "anitta-hipper-2025-09-23-this-was-not-accidental"
    assert answer["Location"] == row["url"]
    assert [each["exact"] for each in row["citations"]] == ["This was not accidental"]
    stance = Stance.objects.get()
    assert (stance.review_status, stance.coder) == ("suggested", coder.user)
    assert coder.get(row["url"].removeprefix("http://localhost")).json() == row


@pytest.mark.parametrize(
    ("field", "value", "pointer"),
    [
        ("citations", [{"exact": "This was accidental"}], "/citations/0/exact"),
        ("citations", [], "/citations"),
        (
            "stances",
            [{"claim": "no-such-claim", "position": "affirms", "explicitness": "explicit"}],
            "/stances/0/claim",
        ),
        ("speaker", 7, "/speaker"),
        ("made_on", "22.9.2025", "/made_on"),
        ("text", "a\0b", "/text"),
        ("kind", "shout", "/kind"),
        ("speeker", "x", "/speeker"),
    ],
)
def test_of_a_statement_with_a_mistake_nothing_is_written(coder, quote, field, value, pointer):
    answer = coder.post("statements/", {**quote, field: value})
    assert answer.status_code == 400, answer.content
    assert pointer in error_codes(answer)
    assert not Statement.objects.exists()
    assert not Stance.objects.exists()
    assert not Citation.objects.exists()


def test_all_mistakes_of_a_body_are_reported_at_once(coder, quote):
    answer = coder.post("statements/", {**quote, "kind": "shout", "speeker": "x", "source": "nowhere", "made_on": ""})
    assert {"/kind", "/speeker", "/source", "/made_on"} <= error_codes(answer).keys()


def test_a_quote_that_is_not_verbatim_is_refused_by_the_rules_name(coder, quote):
    answer = coder.post("statements/", {**quote, "citations": [{"exact": "This was no accident"}], "text": "x"})
    assert error_codes(answer) == {"/citations/0/exact": "citation_is_verbatim"}


def test_an_array_is_recorded_as_a_whole_or_not_at_all(editor):
    topics = [{"name": f"Topic {n}"} for n in range(3)]
    assert [row["name"] for row in editor.post("topics/", topics).json()] == ["Topic 0", "Topic 1", "Topic 2"]
    before = Topic.objects.count()
    answer = editor.post("topics/", [{"name": "Good"}, {"name": ""}, {"nome": "x"}])
    assert error_codes(answer).keys() >= {"/1/name", "/2/name", "/2/nome"}
    answer = editor.post("topics/", [{"name": "Good", "slug": "good"}, {"name": "Bad", "slug": "Not A Slug"}])
    assert error_codes(answer) == {"/1/slug": "topic_slug_well_formed"}
    assert Topic.objects.count() == before
    assert editor.post("topics/", []).status_code == 400


def test_patch_changes_what_it_names_and_put_gives_the_rest_its_defaults(editor):
    speaker = make.SpeakerFactory(summary="A spokesman.", country="RU")
    path = f"speakers/{speaker.slug}/"
    assert editor.patch(path, {"country": "DK"}).json()["summary"] == "A spokesman."
    whole = {"kind": "person", "name": "Dmitry Peskov", "sort_name": "Peskov, Dmitry", "slug": speaker.slug}
    answer = editor.put(path, whole)
    assert answer.status_code == 200, answer.content
    speaker.refresh_from_db()
    assert (speaker.name, speaker.summary, speaker.country) == ("Dmitry Peskov", "", "")


def test_a_list_of_links_replaces_the_list_and_keeps_what_is_the_same(coder):
    first, second = make.IncidentClaimFactory(aspect="intent"), make.IncidentFactory()
    links = [{"incident": first.incident.slug, "aspect": "intent"}, {"incident": second.slug, "aspect": "impact"}]
    answer = coder.patch(f"claims/{first.claim.slug}/", {"incidents": links})
    assert answer.status_code == 200, answer.content
    assert {(link.incident.slug, link.aspect) for link in first.claim.incident_links.all()} == {
        (first.incident.slug, "intent"),
        (second.slug, "impact"),
    }
    assert first.claim.incident_links.filter(pk=first.pk).exists()


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(editor):
    speaker = make.SpeakerFactory()
    path = f"speakers/{speaker.slug}/"
    tag = editor.get(path)["ETag"]
    changed = editor.patch(path, {"country": "DK"}, **{"If-Match": tag})
    assert changed.status_code == 200
    late = editor.patch(path, {"country": "NO"}, **{"If-Match": tag})
    assert late.status_code == 412
    assert editor.patch(path, {"country": "SE"}, **{"If-Match": changed["ETag"]}).status_code == 200
    assert editor.delete(path, **{"If-Match": tag}).status_code == 412
    speaker.refresh_from_db()
    assert speaker.country == "SE"


def test_an_editor_merges_two_rows_and_the_old_address_leads_to_the_one_that_is_left(editor, coder):
    kept, merged = make.SpeakerFactory(name="Dmitry Peskov"), make.SpeakerFactory(name="Dmitri Peskow")
    said = make.StatementFactory(speaker=merged)
    path = f"speakers/{kept.slug}/merge/"
    assert coder.post(path, {"merged": merged.slug}).status_code == 403
    assert error_codes(editor.post(path, {"merged": "nobody"})) == {"/merged": "invalid"}
    answer = editor.post(path, {"merged": merged.slug})
    assert answer.status_code == 200, answer.content
    assert "Dmitri Peskow" in answer.json()["other_names"]
    said.refresh_from_db()
    assert said.speaker == kept
    old = editor.get(f"speakers/{merged.slug}/")
    assert (old.status_code, old["Location"]) == (301, answer.json()["url"])
    assert editor.post(path, {"merged": kept.slug}).status_code == 409


def test_what_is_cited_is_not_deleted_and_the_answer_says_by_what(editor):
    statement = make.StatementFactory()
    answer = editor.delete(f"speakers/{statement.speaker.slug}/")
    assert answer.status_code == 409
    assert statement.slug in answer.json()["detail"]
    topic = make.TopicFactory()
    assert editor.delete(f"topics/{topic.slug}/").status_code == 204
    assert editor.delete(f"topics/{topic.slug}/").status_code == 404


def test_two_rows_of_one_slug_are_a_conflict_not_an_error_of_the_server(editor):
    make.TopicFactory(slug="drones")
    answer = editor.post("topics/", {"name": "Drones", "slug": "drones"})
    assert answer.status_code in {400, 409}
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        "",
        "{",
        "[1]",
        "null",
        '"x"',
        "NaN",
        '{"name": NaN}',
        '{"name": "\\ud800"}',
        '{"name": "a", "name": "b"}',
        "[" * 5_000 + "]" * 5_000,
        b"\xff\xfe",
        '{"name": ' + '{"a":' * 30 + "1" + "}" * 31,
    ],
)
def test_a_body_that_is_no_row_is_a_400(editor, body):
    answer = editor.post("topics/", body)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json"), answer.content
    assert not Topic.objects.exists()


def test_a_huge_body_is_a_413(editor):
    assert editor.post("topics/", '{"name": "' + "x" * 3_000_000 + '"}').status_code == 413


def test_a_body_that_is_no_json_is_a_415(editor):
    answer = editor.client.post(
        "/api/v1/topics/", b"name=x", content_type="text/plain", headers={"Authorization": f"Bearer {editor.key}"}
    )
    assert answer.status_code == 415


def test_a_write_has_no_parameters(editor):
    assert editor.post("topics/?fields=slug", {"name": "x"}).status_code == 400


@pytest.mark.django_db(transaction=True)
def test_of_writers_that_read_the_same_version_exactly_one_succeeds():
    editors = [Keyed(Role.EDITOR, f"editor-{n}") for n in range(4)]
    speaker = make.SpeakerFactory()
    path = f"speakers/{speaker.slug}/"
    tag = editors[0].get(path)["ETag"]
    start, statuses = threading.Barrier(4), []

    def write(editor: Keyed, country: str) -> None:
        try:
            start.wait()
            statuses.append(editor.patch(path, {"country": country}, **{"If-Match": tag}).status_code)
        finally:
            connection.close()

    threads = [
        threading.Thread(target=write, args=pair) for pair in zip(editors, ("DK", "NO", "SE", "FI"), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(statuses) == [200, 412, 412, 412]


def test_every_collection_takes_back_what_it_shows(editor):
    """A row can be made from the fields that its body has, for each collection."""
    topic = editor.post("topics/", {"name": "War"}).json()
    person = editor.post("speakers/", {"kind": "person", "name": "A B", "sort_name": "B, A"}).json()
    body = editor.post("speakers/", {"kind": "organization", "name": "NATO", "sort_name": "NATO"}).json()
    role = {"person": person["slug"], "organization": body["slug"], "role": "Spokesman"}
    assert editor.post("affiliations/", role).status_code == 201
    source = editor.post("sources/", {"kind": "document", "headline": "Report"}).json()
    make.IncidentFactory()
    incident = editor.post(
        "incidents/",
        {
            "name": "Drones",
            "kind": "drone_sighting",
            "status": "alleged",
            "actors": [{"speaker": body["slug"], "role": "target"}],
        },
    ).json()
    claim = editor.post(
        "claims/",
        {
            "text": "It was so.",
            "name": "So",
            "kind": "event",
            "checkable": True,
            "first_appearance": source["slug"],
            "topics": [topic["slug"]],
            "incidents": [{"incident": incident["slug"], "aspect": "occurrence"}],
        },
    ).json()
    assert [link["aspect"] for link in claim["incidents"]] == ["occurrence"]
    said = {
        "speaker": person["slug"],
        "source": source["slug"],
        "kind": "paraphrase",
        "text": "x",
        "made_on": "2025-09-01",
    }
    statement = editor.post(
        "statements/", {**said, "incidents": [incident["slug"]], "on_behalf_of": body["slug"]}
    ).json()
    assert statement["affiliation"]["role"] == "Spokesman"
    taken = {"statement": statement["slug"], "claim": claim["slug"], "position": "denies", "explicitness": "implied"}
    assert editor.post("stances/", taken).status_code == 201
    assert Claim.objects.count() == Statement.objects.count() == 1
    assert Speaker.objects.count() == 2


def test_what_is_written_with_a_key_is_in_the_history_under_its_request_and_its_owners_name_is_not(editor):
    answer = editor.post("topics/", {"name": "Drones"}, **{"X-Request-Id": "req-12345678"})
    slug = answer.json()["slug"]
    [entry] = editor.get(f"topics/{slug}/history/").json()["results"]
    assert (entry["kind"], entry["request"]) == ("created", "req-12345678")
    assert Change.objects.get(collection="topics").user == editor.user
    assert "ed-editor" not in editor.get(f"topics/{slug}/history/").content.decode()
