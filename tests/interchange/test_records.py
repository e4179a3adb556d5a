"""`import ndjson`: records that another tracker exported are imported one by one into one that has others already."""

import json

import pytest
from django.contrib.auth.models import Group, User

from claims.models import (
    Affiliation,
    Change,
    Claim,
    Correction,
    Review,
    Source,
    Speaker,
    Stance,
    Statement,
    Topic,
)
from claims.services.interchange.export import write
from claims.services.interchange.tables import tables
from tests.support import factories as make
from tests.support.article import correct_something
from tests.support.commands import fails, run

pytestmark = pytest.mark.django_db
SPEAKER = {"slug": "ann", "kind": "person", "name": "Ann", "id": 7, "created_at": "2020-01-01T00:00:00Z"}
SOURCE = {"slug": "paper", "kind": "news_article", "url": "https://news.example/1", "headline": "Moon"}
CLAIM = {"slug": "cheese", "text": "The moon is made of cheese.", "name": "Cheese moon", "kind": "event"}
STATEMENT = {
    "slug": "ann-cheese",
    "speaker": "ann",
    "source": "paper",
    "kind": "paraphrase",
    "text": "It is cheese.",
    "made_on": "2020-01-01",
    "status": "active",
}
STANCE = {
    "id": 9,
    "statement": "ann-cheese",
    "claim": "cheese",
    "position": "affirms",
    "explicitness": "explicit",
    "review_status": "confirmed",
    "coder": "zoe",
    "reviewer": "yan",
}
FILES = {"speakers": [SPEAKER], "sources": [SOURCE], "claims": [CLAIM], "statements": [STATEMENT], "stances": [STANCE]}


@pytest.fixture
def said(tmp_path, team):
    def work(files, path="", command=run, mapping="", **options):
        folder = tmp_path / "other"
        folder.mkdir(exist_ok=True)
        for name, records in files.items():
            lines = (each if isinstance(each, str) else json.dumps(each) for each in records)
            (folder / f"{name}.ndjson").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        if mapping:
            (tmp_path / "other.toml").write_text(mapping, encoding="utf-8")
            options["mapping"] = tmp_path / "other.toml"
        options = {"coder": "ada", "report": tmp_path / "report.csv", "system": "other", **options}
        return command("import", "ndjson", folder / path if path else folder, **options)

    return work


def test_a_folder_of_records_is_imported_in_the_order_of_its_references(said):
    said(FILES)
    spoken = Statement.objects.get(slug="ann-cheese")
    assert (spoken.speaker.name, spoken.source.url) == ("Ann", "https://news.example/1")


def test_stances_are_suggestions_of_whoever_imports_whatever_the_other_team_decided(said):
    said(FILES)
    stance = Stance.objects.get()
    assert (stance.review_status, stance.coder.username, stance.reviewer) == ("suggested", "ada", None)


def test_a_second_person_can_answer_for_the_stances(said):
    said(FILES, reviewer="bob")
    assert Stance.objects.get().review_status == "confirmed"


def test_the_same_records_again_change_nothing_and_a_changed_one_its_row(said, reported):
    said(FILES)
    before = Change.objects.count()
    assert "0 records changed, 5 as before, 0 refused" in said(FILES)
    assert Change.objects.count() == before
    said({"speakers": [{**SPEAKER, "name": "Ann B."}]})
    assert Speaker.objects.get().name == "Ann B."
    assert reported() == [["speakers.ndjson, line 1", "changed", "", "speakers: name"]]


def test_a_changed_record_has_the_parts_and_the_links_that_it_names_now(said, reported):
    flight = {
        "slug": "flight",
        "name": "Moon flight",
        "kind": "other",
        "status": "reported",
        "start_date": "2020-01-01",
    }
    orbit = {**flight, "slug": "orbit", "name": "Moon orbit"}
    food = {"slug": "food", "name": "Food"}
    said({"incidents": [flight, orbit], "topics": [food], "claims": [CLAIM, {**CLAIM, "slug": "ham", "text": "Ham."}]})
    linked = {
        **CLAIM,
        "incidents": [{"incident": "orbit", "aspect": "cause"}],
        "relations": [{"other": "ham", "kind": "contradicts"}],
        "topics": ["food"],
    }
    said({"claims": [linked]})
    assert reported() == [
        ["claims.ndjson, line 1", "changed", "", "claims: incidents, claims: relations, claims: topics"]
    ]
    claim = Claim.objects.get(slug="cheese")
    assert list(claim.incident_links.values_list("incident__slug", "aspect")) == [("orbit", "cause")]
    assert list(claim.relations.values_list("other__slug", "kind")) == [("ham", "contradicts")]
    assert list(claim.topics.values_list("slug", flat=True)) == ["food"]
    before = Change.objects.count()
    said({"claims": [{**linked, "checkable": True}]})
    assert Change.objects.count() == before


def test_a_changed_record_that_links_to_a_row_that_is_nowhere_is_refused(said, reported):
    said({"claims": [CLAIM]})
    said({"claims": [{**CLAIM, "topics": ["food"]}]})
    assert reported() == [["claims.ndjson, line 1", "refused", "", "there is no topic “food” (topics)."]]
    said({"claims": [{**CLAIM, "incidents": [{"incident": "orbit", "aspect": "cause"}]}]})
    assert reported() == [["claims.ndjson, line 1", "refused", "", "there is no incident “orbit” (incident)."]]


def test_a_changed_record_with_a_day_that_is_none_is_refused_and_the_others_are_imported(said, reported):
    said({"sources": [SOURCE]})
    said(
        {"sources": [{**SOURCE, "published_on": "Tuesday"}, {**SOURCE, "slug": "other", "url": "https://n.example/2"}]}
    )
    assert reported() == [["sources.ndjson, line 1", "refused", "", "“Tuesday” is no date (published_on)."]]
    assert Source.objects.filter(slug="other").exists()


def test_one_file_is_imported_by_its_name(said):
    said({"claims": [CLAIM]}, path="claims.ndjson")
    assert Claim.objects.get().slug == "cheese"
    assert "named after its collection" in said({"things": [CLAIM]}, path="things.ndjson", command=fails)


def test_what_cannot_be_read_or_breaks_a_rule_is_refused_with_its_line(said, reported):
    broken = [
        "{",
        "[]",
        {**CLAIM, "colour": "green"},
        {"text": "x"},
        {**CLAIM, "slug": "b", "kind": "cheese", "text": "Odd."},
        CLAIM,
    ]
    said({"claims": broken})
    assert [(line[0], line[2]) for line in reported()] == [
        ("claims.ndjson, line 1", ""),
        ("claims.ndjson, line 2", ""),
        ("claims.ndjson, line 3", ""),
        ("claims.ndjson, line 4", ""),
        ("claims.ndjson, line 5", "claim_kind_valid"),
    ]
    assert Claim.objects.get().slug == "cheese"


def test_a_row_that_is_nowhere_is_named(said, reported):
    said({**FILES, "speakers": []})
    assert ["statements.ndjson, line 1", "refused", "", "there is no speaker “ann” (speaker)."] in reported()
    assert Claim.objects.exists()


def test_a_slug_that_is_somebody_else_s_here_is_refused_until_a_person_says_who_it_is(said, reported):
    make.SpeakerFactory(slug="ann", name="Ann Other")
    said({"speakers": [SPEAKER]})
    assert [line[1:3] for line in reported()] == [["refused", "slug_is_of_another"]]
    assert "“ann” is here “Ann Other”" in reported()[0][3]


def test_the_row_that_a_slug_and_its_words_name_is_that_row(said):
    make.ClaimFactory(slug="cheese", text="The moon is made of cheese.")
    assert "0 refused" in said({"claims": [CLAIM]})
    assert Claim.objects.count() == 1


def test_a_row_may_name_one_that_comes_later_and_not_one_that_never_comes(said, reported):
    narrow, wide = {"slug": "narrow", "name": "Narrow", "broader": "wide"}, {"slug": "wide", "name": "Wide"}
    said({"topics": [narrow, {"slug": "odd", "name": "Odd", "broader": "nothing"}, wide]})
    assert Topic.objects.get(slug="narrow").broader.slug == "wide"
    assert reported() == [["topics.ndjson, line 2", "refused", "", "there is no topic “nothing” (broader)."]]


def test_a_review_of_another_team_waits_for_approval_here(said):
    review = {
        "slug": "r",
        "claim": "cheese",
        "author": "Checks",
        "url": "https://checks.example/1",
        "rating": "False",
        "verdict": "false",
        "status": "published",
        "coder": "zoe",
        "approver": "yan",
    }
    said({"claims": [CLAIM], "reviews": [review]})
    assert Review.objects.get().status == "approval_needed"


@pytest.mark.parametrize(("coder", "status", "corrections"), [("eve", "retracted", 1), ("ada", "active", 0)])
def test_only_an_editor_imports_corrections_which_give_statements_their_status(said, coder, status, corrections):
    User.objects.create_user("eve").groups.add(Group.objects.get(name="editor"))
    gone = {
        "id": 3,
        "statement": "ann-cheese",
        "status": "retracted",
        "what": "All of it.",
        "why": "She did not say it.",
        "corrected_at": "2020-02-01T00:00:00Z",
        "editor": "zoe",
    }
    said({**FILES, "statements": [{**STATEMENT, "status": "retracted"}], "corrections": [gone]}, coder=coder)
    assert (Statement.objects.get().status, Correction.objects.count()) == (status, corrections)


def test_an_export_is_imported_into_the_tracker_it_is_of_without_making_anything(article, said, tmp_path):
    correct_something()
    models = (Speaker, Affiliation, Source, Claim, Statement, Stance, Correction)
    before = [model.objects.count() for model in models]
    (tmp_path / "package").mkdir()
    for table in tables():
        write(tmp_path / "package", table, public=False)
    assert " 0 refused" in said({}, path=tmp_path / "package")
    assert [model.objects.count() for model in models] == before


def test_a_folder_without_records_is_said(said):
    assert "has no files of records" in said({}, command=fails)
