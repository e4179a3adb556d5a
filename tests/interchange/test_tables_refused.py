"""What `import csv` refuses: records, files and mappings; each with its place and the reason."""

import pytest

from claims.models import Claim, Import, ImportedRecord, Source, Speaker, Stance, Statement
from claims.services.interchange.run import Told
from tests.support.commands import fails, run
from tests.support.survey import COLUMNS, LATER, MAPPING, OTHER, ROW, table

pytestmark = pytest.mark.django_db
TABLES = (Speaker, Source, Claim, Statement, Stance)


def counts():
    return [model.objects.count() for model in TABLES]


# A line that is refused, why, and by which rule.
REFUSED = {
    "an answer without a meaning": (
        (*ROW[:5], "perhaps", ""),
        "",
        "“perhaps” is not among [values.position]: yes, no, neutral.",
    ),
    "a day that is none": (
        ("2021", "26.9.2021", *ROW[2:]),
        "",
        "“26.9.2021” is no date: write 2025-09-23, 2025-09 or 2025.",
    ),
    "a cell too few": (ROW[:6], "", "It has 6 cells, and the table 7 columns."),
    "a text that is too long": (
        (*ROW[:6], "x" * 10_001),
        "statement_texts_bounded",
        "A text has at most 10,000 characters.",
    ),
    "a text in which one sees nothing": (
        (*ROW[:6], "\u200b"),
        "statement_text_not_blank",
        "This cannot be blank.",
    ),
    "a claim that is blank": ((*ROW[:4], "\u2060", *ROW[5:]), "claim_name_not_blank", "This cannot be blank."),
    "a character that PostgreSQL does not keep": ((*ROW[:6], "a\0b"), "", "NUL"),
}


@pytest.mark.parametrize(("wrong", "rule", "why"), REFUSED.values(), ids=REFUSED)
def test_a_refused_line_is_reported_with_its_place_and_reason_and_the_others_are_imported(
    imported, reported, wrong, rule, why
):
    text = table(OTHER, wrong, LATER)
    said = imported(text=text)
    assert "1 records were refused" in said
    [[place, what, broken, words]] = reported()
    assert (place, what, broken) == ("line 3", "refused", rule)
    assert why in words
    assert counts()[3:] == [2, 2]
    assert Speaker.objects.count() == 2


def test_a_record_that_is_refused_leaves_nothing_of_itself(imported):
    imported((*ROW[:6], "x" * 10_001))
    assert counts() == [0, 0, 0, 0, 0]
    assert not ImportedRecord.objects.exists()


def test_all_or_nothing_imports_nothing_where_one_line_is_refused(imported):
    said = imported(OTHER, (*ROW[:5], "perhaps", ""), command=fails, all_or_nothing=True)
    assert "1 records were refused, so nothing was imported: line 3: “perhaps”" in said
    assert counts() == [0, 0, 0, 0, 0]
    imported(OTHER, ROW, all_or_nothing=True)
    assert counts()[3] == 2


def test_a_dry_run_says_what_would_be_done_and_does_nothing(imported, reported):
    said = imported(ROW, (*OTHER[:5], "perhaps", ""), dry_run=True)
    assert "1 statements would be created" in said
    assert "1 would be refused" in said
    assert reported()[0][0] == "line 3"
    assert counts() == [0, 0, 0, 0, 0]
    assert not Import.objects.exists()


def test_a_dry_run_says_what_the_import_then_does(imported):
    planned = imported(ROW, OTHER, LATER, dry_run=True).replace("would be ", "").replace("are there", "were there")
    assert imported(ROW, OTHER, LATER) == planned


@pytest.mark.parametrize("formula", ["=1+1", " =1+1", "＝1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\n=1"], ids=repr)
def test_no_cell_of_the_report_is_a_formula(tmp_path, reported, formula):
    with Told(tmp_path / "report.csv") as told:
        told.tell("line 1", "refused", "", formula)
    assert reported() == [["line 1", "refused", "", f"'{formula}"]]


WRONG_FILES = {
    "no table": ("", "The file is empty"),
    "no column": (table(ROW[1:], columns=COLUMNS[1:]), "The file has no column “election”, but “date”,"),
    "another encoding": ("\ud800", "The file is not in utf-8-sig"),
    "an open quotation mark": ('election,date,party,party_name,thesis,answer,comment\n"2021', "is no CSV"),
}


@pytest.mark.parametrize(("text", "said"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_file_that_is_no_table_is_told(tmp_path, team, text, said):
    (tmp_path / "survey.csv").write_bytes(text.encode(errors="surrogatepass"))
    (tmp_path / "survey.toml").write_text(MAPPING)
    assert said in fails("import", "csv", tmp_path / "survey.csv", mapping=tmp_path / "survey.toml")
    assert counts() == [0, 0, 0, 0, 0]


WRONG_MAPPINGS = {
    "no TOML": ("[speaker", "The mapping is no TOML"),
    "nothing": ("", "A mapping has at least one of the sections"),
    "a section that is none": ("[speakers]\nname = 1\n", "A mapping has no “speakers”, but"),
    "a field that is none": ('[speaker]\nnmae = "{a}"\n', "[speaker] has no field “nmae”, but key,"),
    "a template that is none": ('[speaker]\nname = "{a"\n', "is no template"),
    "a section that is no section": ("speaker = 1\n", "[speaker] is a section."),
    "a value without a meaning": (
        f'{MAPPING}"perhaps" = ""\n',
        "[values.position] does not say what “perhaps” stands for.",
    ),
    "a character that nobody sees": (f"{MAPPING}# \u202e\n", "nobody sees it. Take it out. (text_is_visible)"),
}


@pytest.mark.parametrize(("mapping", "said"), WRONG_MAPPINGS.values(), ids=WRONG_MAPPINGS)
def test_a_mapping_that_is_none_is_told(imported, mapping, said):
    assert said in imported(ROW, command=fails, mapping=mapping)
    assert counts() == [0, 0, 0, 0, 0]


DECIDED = [
    ("stance", "review_status"),
    ("stance", "reviewer"),
    ("stance", "coder"),
    ("stance", "review_note"),
    ("review", "status"),
    ("review", "approver"),
    ("review", "coder"),
    ("review", "review_note"),
    ("statement", "status"),
    ("statement", "created_at"),
    ("speaker", "updated_at"),
]


@pytest.mark.parametrize(("section", "field"), DECIDED, ids=str)
def test_a_mapping_cannot_decide_what_the_team_decides(imported, section, field):
    mapping = f'[{section}]\n{field} = "confirmed"\n'
    assert f"[{section}] has no field “{field}”, but key," in imported(ROW, command=fails, mapping=mapping)


def test_a_table_needs_a_mapping(tmp_path):
    (tmp_path / "survey.csv").write_text(table(ROW))
    assert "A table needs a mapping file" in fails("import", "csv", tmp_path / "survey.csv")


def test_the_mapping_that_is_proposed_says_how_the_file_is_written_and_what_it_leaves_open(tmp_path, team):
    lines = ["Speaker;Date;Claim;Position;Statement", "Mary Moe;2025-03-01;Müßiggang ist gut.;agree;Ja.", ""]
    file, mapping = tmp_path / "my.csv", tmp_path / "my.toml"
    file.write_bytes("\n".join([*lines[:2], "Max;2025-03-02;Müßiggang ist gut.;maybe;Na ja."]).encode("cp1252"))
    proposed = fails("import", "csv", file).partition("\n\n")[2]
    assert proposed.startswith('system = "my"\nencoding = "cp1252"\ndelimiter = ";"\n')
    mapping.write_text(proposed, encoding="utf-8")
    assert "does not say what “maybe” stands for" in fails("import", "csv", file, mapping=mapping)
    mapping.write_text(proposed.replace('"maybe" = ""', '"maybe" = "questions"'), encoding="utf-8")
    run("import", "csv", file, mapping=mapping)
    assert set(Stance.objects.values_list("position", "claim__text")) == {
        ("affirms", "Müßiggang ist gut."),
        ("questions", "Müßiggang ist gut."),
    }
