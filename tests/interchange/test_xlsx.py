"""`import xlsx`: a spreadsheet is imported as the same table in CSV would be."""

from datetime import date, datetime

import pytest
import xlsxwriter

from claims.models import Claim, Source, Speaker, Statement
from tests.support.commands import fails, run
from tests.support.survey import COLUMNS, LATER, MAPPING, OTHER, ROW

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(tmp_path, team):
    """Imports a workbook that `fill` has filled, and returns what the command says."""

    def work(fill, mapping=MAPPING, command=run, **options):
        with xlsxwriter.Workbook(tmp_path / "survey.xlsx") as book:
            fill(book)
        (tmp_path / "survey.toml").write_text(mapping, encoding="utf-8")
        options = {"coder": "ada", "report": tmp_path / "report.csv", **options}
        return command("import", "xlsx", tmp_path / "survey.xlsx", mapping=tmp_path / "survey.toml", **options)

    return work


def rows(*some, name="Answers"):
    def fill(book):
        each = book.add_worksheet(name)
        for number, cells in enumerate((COLUMNS, *some)):
            each.write_row(number, 0, cells)

    return fill


def test_a_row_becomes_what_a_line_of_csv_becomes(sheet):
    assert "3 statements created" in sheet(rows(ROW, OTHER, LATER))
    assert [model.objects.count() for model in (Speaker, Source, Claim, Statement)] == [2, 2, 1, 3]


def test_the_same_spreadsheet_again_changes_nothing(sheet):
    sheet(rows(ROW, OTHER))
    assert "0 records changed, 2 as before, 0 refused" in sheet(rows(ROW, OTHER))


def test_a_changed_cell_changes_its_row(sheet, reported):
    sheet(rows(ROW))
    sheet(rows((*ROW[:6], "Only a little.")))
    assert Statement.objects.get().text == "Only a little."
    assert reported() == [["row 2", "changed", "", "statements: text"]]


def test_numbers_have_no_fraction_and_dates_are_cells(sheet):
    def fill(book):
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        each = book.add_worksheet()
        each.write_row(0, 0, COLUMNS)
        each.write_row(1, 0, ROW)
        each.write_number(1, 0, 2021)
        each.write_datetime(1, 1, datetime(2021, 9, 26), day)

    sheet(fill)
    assert Source.objects.get().headline == "Answers: 2021"
    assert Statement.objects.get().made_on == date(2021, 9, 26)


def test_merged_cells_have_the_value_of_their_range(sheet):
    def fill(book):
        rows(ROW, OTHER)(book)
        book.worksheets()[0].merge_range(1, 4, 2, 4, "Taxes should fall.")

    sheet(fill)
    assert list(Claim.objects.values_list("text", flat=True)) == ["Taxes should fall."]
    assert Statement.objects.count() == 2


def test_a_formula_has_the_value_it_was_saved_with(sheet):
    def fill(book):
        rows(ROW)(book)
        book.worksheets()[0].write_formula(1, 4, '="Taxes "&"should rise."', None, "Taxes should rise.")

    sheet(fill)
    assert Claim.objects.get().text == "Taxes should rise."


def test_empty_rows_and_cells_around_the_table_do_not_count(sheet):
    def fill(book):
        each = book.add_worksheet()
        each.write_row(3, 0, COLUMNS)
        each.write_row(5, 0, OTHER[:6])
        each.write_string(9, 12, " ")

    assert "1 statements created" in sheet(fill)


def test_the_mapping_names_the_sheet(sheet):
    def fill(book):
        book.add_worksheet("Notes").write(0, 0, "Read me")
        rows(ROW)(book)

    assert "several sheets, “Notes”, “Answers”: say “sheet”" in sheet(fill, command=fails)
    assert "There is no sheet “Other”, but “Notes”, “Answers”." in sheet(
        fill, mapping='sheet = "Other"\n' + MAPPING, command=fails
    )
    assert "1 statements created" in sheet(fill, mapping='sheet = "Answers"\n' + MAPPING)


def test_a_refused_row_is_named_by_its_number_in_the_sheet(sheet, reported):
    assert "1 records were refused" in sheet(rows(ROW, (*OTHER[:5], "perhaps", "")))
    [[place, what, _, words]] = reported()
    assert (place, what) == ("row 3", "refused")
    assert "“perhaps” is not among [values.position]" in words


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"PK\x03\x04broken"])
def test_what_is_no_spreadsheet_is_said(tmp_path, team, content):
    (tmp_path / "survey.xlsx").write_bytes(content)
    (tmp_path / "survey.toml").write_text(MAPPING, encoding="utf-8")
    said = fails("import", "xlsx", tmp_path / "survey.xlsx", mapping=tmp_path / "survey.toml")
    assert "no spreadsheet that can be read" in said


def test_a_sheet_without_rows_is_empty(sheet):
    assert "The sheet is empty" in sheet(lambda book: book.add_worksheet(), command=fails)


def test_two_columns_of_one_name_are_refused(sheet):
    def fill(book):
        book.add_worksheet().write_row(0, 0, (*COLUMNS, "party"))

    assert "Two columns have the name “party”." in sheet(fill, command=fails)
