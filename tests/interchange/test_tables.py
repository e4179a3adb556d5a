"""`import csv`: a newsroom's table becomes speakers, sources, claims, statements and stances, each record once."""

import random
from collections import Counter, defaultdict

import pytest

from claims.models import (
    Change,
    Claim,
    ClaimTally,
    Import,
    Position,
    Source,
    Speaker,
    Stance,
    Statement,
)
from claims.services.interchange import imports
from tests.support import factories as make
from tests.support.commands import fails, run
from tests.support.survey import LATER, MAPPING, OTHER, ROW, table

pytestmark = pytest.mark.django_db
TABLES = (Speaker, Source, Claim, Statement, Stance)


def counts():
    return [model.objects.count() for model in TABLES]


def test_a_line_becomes_a_speaker_a_source_a_claim_a_statement_and_a_stance(imported):
    said = imported(ROW, OTHER, LATER)
    assert "3 statements created" in said
    assert counts() == [2, 2, 1, 3, 3]
    stance = Stance.objects.get(statement__text="They should, and soon.")
    spoken = stance.statement
    assert (spoken.speaker.name, spoken.source.headline, str(spoken.made_on)) == (
        "Party A",
        "Answers: 2021",
        "2021-09-26",
    )
    assert (stance.claim.text, stance.position, stance.explicitness) == ("Taxes should fall.", "affirms", "explicit")
    assert Statement.objects.filter(text="no: Taxes should fall.").exists()  # Party B gave no reason


def test_stances_are_suggestions_of_whoever_imports(imported):
    imported(ROW)
    stance = Stance.objects.get()
    assert (stance.review_status, stance.coder.username, stance.reviewer) == ("suggested", "ada", None)
    assert not Position.objects.exists()


def test_a_second_person_can_take_the_stances_on_himself_which_is_recorded(imported):
    imported(ROW, LATER, reviewer="bob")
    assert set(Stance.objects.values_list("review_status", "coder__username", "reviewer__username")) == {
        ("confirmed", "ada", "bob")
    }
    position = Position.objects.get()
    assert (position.position, position.changed, position.stance_count) == ("denies", True, 2)
    made = Import.objects.get()
    assert (made.coder.username, made.reviewer.username, made.mapping, made.counts["created"]["stances"]) == (
        *("ada", "bob", MAPPING),
        2,
    )
    assert len(made.sha256) == 64


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"reviewer": "ada"}, "ada is a coder: this takes the role of a reviewer."),
        ({"coder": "bob", "reviewer": "bob"}, "name a second person"),
        ({"coder": "rex"}, "rex is a reader: this takes the role of a coder."),
        ({"reviewer": "nobody"}, "There is no account “nobody”."),
    ],
)
def test_only_who_may_code_imports_and_only_another_one_who_may_review_answers_for_it(imported, options, said):
    assert said in imported(ROW, command=fails, **options)
    assert counts() == [0, 0, 0, 0, 0]


def test_the_history_names_who_imported(imported):
    imported(ROW)
    assert set(Change.objects.exclude(collection="").values_list("user__username", flat=True)) == {"ada"}


def test_the_same_file_again_changes_nothing(imported):
    imported(ROW, OTHER, LATER)
    before, changes = counts(), Change.objects.count()
    said = imported(ROW, OTHER, LATER)
    assert "0 records changed, 3 as before, 0 refused" in said
    assert (counts(), Change.objects.count()) == (before, changes)


def test_a_coder_does_not_change_what_others_use_by_a_file_either(imported, reported):
    """The policy is that of the API and the desk."""
    mapping = '[speaker]\nkey = "{party}"\nname = "{party_name}"\nkind = "organization"\n'
    imported(ROW, mapping=mapping)
    make.StatementFactory(speaker=Speaker.objects.get())
    imported((*ROW[:3], "Another name", *ROW[4:]), mapping=mapping)
    assert Speaker.objects.get(slug="party-a").name == "Party A"
    assert reported()[0][1::2] == ["refused", "Others use it: changing it takes the role of an editor."]


def test_new_lines_are_added_to_what_is_there(imported):
    imported(ROW)
    imported(ROW, OTHER)
    assert counts() == [2, 1, 1, 2, 2]


def test_a_line_that_changed_changes_its_statement_and_its_suggestion(imported, reported):
    imported(ROW)
    imported((*ROW[:5], "no", "They should not."))
    assert Statement.objects.get().text == "They should not."
    assert Stance.objects.get().position == "denies"
    assert reported() == [["line 2", "changed", "", "statements: text, stances: position"]]
    assert "1 as before" in imported((*ROW[:5], "no", "They should not."))


def test_what_was_reviewed_is_not_changed_by_a_file(imported, reported):
    imported(ROW, reviewer="bob")
    imported((*ROW[:5], "no", "They should not."))
    assert Statement.objects.get().text == "They should, and soon."
    [[place, what, rule, words]] = reported()
    assert (place, what, rule) == ("line 2", "refused", "")
    assert "reopen them first" in words


def test_words_that_answer_two_claims_are_one_statement_with_two_stances(imported):
    words = "We decide both together."
    imported((*ROW[:4], "Taxes should fall.", "yes", words), (*ROW[:4], "Wages should rise.", "no", words))
    assert counts() == [1, 1, 2, 1, 2]


def test_the_same_words_of_a_claim_are_the_same_claim_whoever_recorded_it(imported):
    there = make.ClaimFactory(text="Taxes  should fall.", language="de")
    said = imported(ROW)
    assert Stance.objects.get().claim == there
    assert "0 claims created, 1 were there" in said


def test_the_same_address_is_the_same_source(imported):
    there = make.SourceFactory(url="https://www.example.org/answers/")
    imported(ROW, mapping=MAPPING.replace('headline = "Answers: {election}"', 'url = "http://www.example.org/answers"'))
    assert Statement.objects.get().source == there


def test_a_speaker_is_never_taken_for_another_one_of_the_same_name(imported, reported):
    make.SpeakerFactory(slug="party-a", name="Party A")
    imported(ROW, OTHER)
    [[place, what, rule, words]] = reported()
    assert (place, what, rule) == ("line 2", "refused", "speaker_may_be_known")
    assert '"A" = "party-a", or "A" = "new"' in words
    assert list(Statement.objects.values_list("speaker__name", flat=True)) == ["Party B"]


@pytest.mark.parametrize(("which", "number"), [("party-a", 1), ("new", 2)])
def test_somebody_says_in_the_mapping_which_speaker_is_meant(imported, which, number):
    make.SpeakerFactory(slug="party-a", name="Party A")
    imported(ROW, mapping=f'{MAPPING}\n[same.speaker]\n"A" = "{which}"\n')
    assert Speaker.objects.filter(name="Party A").count() == number
    assert Statement.objects.get().speaker.slug == ("party-a" if which == "party-a" else "party-a-2")


def test_a_record_follows_its_rows_when_they_are_renamed(imported):
    imported(ROW)
    Speaker.objects.update(slug="renamed")
    imported(ROW, LATER)
    assert [each.slug for each in Speaker.objects.all()] == ["renamed"]


def test_two_records_of_one_key_that_differ_are_told_and_the_first_one_counts(imported, reported):
    imported(ROW, (*ROW[:6], "Other words."))
    assert Statement.objects.get().text == "They should, and soon."
    assert reported()[0][:2] == ["line 3", "refused"]
    assert "the same key as line 2" in reported()[0][3]
    assert "1 as before" in imported(ROW, (*ROW[:6], "Other words."))


def test_a_line_that_is_there_twice_is_imported_once(imported):
    assert "1 as before, 0 refused" in imported(ROW, ROW)
    assert Statement.objects.count() == 1


def test_records_with_one_key_are_told_apart_over_batches_as_well(imported, reported, monkeypatch):
    monkeypatch.setattr(imports, "AT_ONCE", 1)
    imported(ROW, OTHER, (*ROW[:6], "Other words."), ROW)
    assert Statement.objects.get(speaker__name="Party A").text == "They should, and soon."
    assert [line[0] for line in reported()] == ["line 4"]


@pytest.mark.parametrize(
    ("written", "formats", "day", "precision"),
    [
        ("2021-09-26", "", "2021-09-26", "day"),
        ("2021-09", "", "2021-09-01", "month"),
        ("2021", "", "2021-01-01", "year"),
        ("26.09.2021", 'dates = ["%d.%m.%Y"]\n', "2021-09-26", "day"),
        ("2021-09-26T23:30:00+02:00", "", "2021-09-26", "day"),
    ],
)
def test_dates_keep_their_precision(imported, written, formats, day, precision):
    imported((ROW[0], written, *ROW[2:]), mapping=formats + MAPPING)
    said = Statement.objects.get()
    assert (str(said.made_on), said.made_on_precision) == (day, precision)


def test_other_delimiters_and_encodings_are_said_in_the_mapping(tmp_path, team):
    text = table((*ROW[:6], "Größer als zuvor")).replace(",", ";")
    (tmp_path / "survey.csv").write_bytes(text.encode("cp1252"))
    (tmp_path / "survey.toml").write_text(f'delimiter = ";"\nencoding = "cp1252"\n{MAPPING}')
    run("import", "csv", tmp_path / "survey.csv", mapping=tmp_path / "survey.toml")
    assert Statement.objects.get().text == "Größer als zuvor"


def test_a_quote_is_cited_with_its_words(imported):
    imported(ROW, mapping=MAPPING.replace('kind = "official_text"', 'kind = "quote"'))
    assert Statement.objects.get().citations.get().exact == "They should, and soon."


def test_a_long_thesis_is_shortened_for_its_title_after_a_word(imported):
    imported(
        (*ROW[:4], "The taxes on everything that is bought and sold in this country should fall a little.", *ROW[5:])
    )
    assert Claim.objects.get().name == "The taxes on everything that is bought and sold in this country should…"


def test_positions_changes_and_tallies_are_what_a_recomputation_from_the_file_gives(imported, monkeypatch):
    """A survey of random answers in several batches, against the rules of the model written out once more."""
    monkeypatch.setattr(imports, "AT_ONCE", 50)
    drawn = random.Random(7)  # noqa: S311 - a survey needs no secrets
    means = {"yes": "affirms", "no": "denies", "neutral": "declines"}
    rows, series = [], defaultdict(list)
    for year in range(2015, 2021):
        for party in "ABCDEFG":
            for thesis in range(8):
                if drawn.random() < 0.7:
                    answer = drawn.choice(list(means))
                    rows.append((year, f"{year}-05-01", party, f"Party {party}", f"Thesis {thesis}.", answer, ""))
                    series[f"Party {party}", f"Thesis {thesis}."].append((year, means[answer]))
    imported(*rows, reviewer="bob")
    expected, tallies = {}, defaultdict(Counter)
    for (party, thesis), answers in series.items():
        committal = [answer for answer in answers if answer[1] != "declines"]
        year, position = (committal or answers)[-1]
        changed = len({answer for _, answer in committal}) == 2
        expected[party, thesis] = (position, changed, len(answers), f"{year}-05-01")
        tallies[thesis][position] += 1
    found = Position.objects.values_list(
        *("speaker__name", "claim__text", "position", "changed", "stance_count", "last_on")
    )
    assert {(party, thesis): (*rest, str(day)) for party, thesis, *rest, day in found} == expected
    counted = ClaimTally.objects.values_list("claim__text", "affirms", "denies", "declines")
    assert {thesis: numbers for thesis, *numbers in counted} == {
        thesis: [number["affirms"], number["denies"], number["declines"]] for thesis, number in tallies.items()
    }
