"""CSV and XLSX: texts come back as they are, and no spreadsheet takes one for a formula."""

import csv
import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.models import Claim, Topic
from claims.models.base import MAX_TEXT
from tests.support import factories as make
from tests.support.asking import ask, complaints
from tests.support.streams import records, rows_of, sheet, streamed

pytestmark = pytest.mark.django_db
LIST = "/api/v1/claims/?format={}&fields=slug,text,context"
# What a spreadsheet may calculate (OWASP, CSV injection).
FORMULAS = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    '=HYPERLINK("https://example.org","x")',
    "=cmd|' /C calc'!A0",
    "  =1+1",
    "\n=1+1",
    "\t=1+1",
    "＝1+1",
    "#complete 0 rows",
]
PLAIN = ["a-b", "1 + 1 = 2", 'A, “B” and "C"\nin two lines', "It's so", "“=1+1”", "#MeToo", "ümlaut", "🙂"]


def claim(text: str) -> Claim:
    made: Claim = make.ClaimFactory(text="It is so.", context=text)
    return made


@pytest.mark.parametrize("text", FORMULAS)
def test_what_a_spreadsheet_may_calculate_has_an_apostrophe_in_front(text: str) -> None:
    made = claim(text)
    made.refresh_from_db()  # spaces at its ends are not kept
    assert made.context.strip() == text.strip()
    (record,) = records(streamed(LIST.format("csv")))
    assert record["context"] == f"'{made.context}"


@pytest.mark.parametrize("text", PLAIN)
def test_any_other_text_is_as_it_was(text: str) -> None:
    claim(text)
    (record,) = records(streamed(LIST.format("csv")))
    assert record["context"] == text


def test_a_text_with_an_apostrophe_in_front_has_one_more_so_that_it_comes_back() -> None:
    claim("'=1+1")
    (record,) = records(streamed(LIST.format("csv")))
    assert record["context"] == "''=1+1"


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30) | st.sampled_from([*FORMULAS, *PLAIN])


@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_texts_come_back_from_each_form(texts: list[str]) -> None:
    Claim.objects.all().delete()
    made = [claim(text) for text in texts]
    expected = {each.slug: each.context for each in Claim.objects.filter(pk__in=[each.pk for each in made])}
    table = {row["slug"]: row["context"].removeprefix("'") for row in records(streamed(LIST.format("csv")))}
    assert table == expected
    names, *cells = sheet(streamed(LIST.format("xlsx")))
    assert names == ["slug", "text", "context"]
    assert {row[0]: row[2] if len(row) > 2 else "" for row in cells} == expected


def test_each_text_is_in_quotation_marks_and_each_line_ends_as_rfc_4180_says() -> None:
    make.TopicFactory(slug="war", name='The "war", and')
    body = streamed("/api/v1/topics/?format=csv&fields=slug,name")
    assert body == b'slug,name\r\n"war","The ""war"", and"\r\n#complete 1 rows,\r\n'


def test_a_mark_for_excel_and_the_last_line_are_as_asked_for() -> None:
    make.TopicFactory(slug="war", name="War")
    path = "/api/v1/topics/?format=csv&fields=slug"
    assert streamed(f"{path}&bom=true") == b'\xef\xbb\xbfslug\r\n"war"\r\n#complete 1 rows\r\n'
    assert streamed(f"{path}&trailer=false") == b'slug\r\n"war"\r\n'


def test_an_empty_list_has_the_names_of_its_columns() -> None:
    assert streamed("/api/v1/topics/?format=csv&fields=slug,name") == b"slug,name\r\n#complete 0 rows,\r\n"
    assert streamed("/api/v1/topics/?format=ndjson") == b'{"@complete": true, "@rows": 0}\n'
    assert sheet(streamed("/api/v1/topics/?format=xlsx&fields=slug")) == [["slug"]]


def test_a_row_that_is_not_there_is_as_many_empty_cells_as_it_would_have() -> None:
    make.TopicFactory(slug="war", name="War")
    above = make.TopicFactory(slug="above", name="Above")
    make.TopicFactory(slug="below", name="Below", broader=above)
    path = "/api/v1/topics/?format=csv&ordering=slug&fields=slug,broader.slug,broader.name&trailer=false"
    assert list(csv.reader(io.StringIO(streamed(path).decode(), newline=""))) == [
        ["slug", "broader.slug", "broader.name"],
        ["above", "", ""],
        ["below", "above", "Above"],
        ["war", "", ""],
    ]


def test_a_sheet_has_no_room_for_more_rows_than_excel_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("claims.api.sql.plan.SHEET", 3)
    monkeypatch.setattr("claims.api.views.streams.SHEET", 3)
    path = "/api/v1/topics/?format=xlsx&fields=slug,created_at"
    for slug in ("a", "b"):
        make.TopicFactory(slug=slug)
    assert len(sheet(streamed(path))) == 3
    make.TopicFactory(slug="c")
    response = ask(path)
    assert response.status_code == 400
    assert complaints(response)["format"].startswith("A sheet of XLSX has room for")
    assert len(sheet(streamed(f"{path}&slug__in=a,b"))) == 3


def test_a_text_that_a_cell_has_no_room_for_says_that_it_was_cut() -> None:
    statement = make.StatementFactory()
    for number in range(5):
        claim = make.ClaimFactory(text=f"{number}" + "x" * (MAX_TEXT - 1))
        make.StanceFactory(statement=statement, claim=claim)
    names, cells = sheet(streamed("/api/v1/statements/?format=xlsx&fields=stances"))
    assert names == ["stances"]
    assert len(cells[0]) <= 32_767
    assert cells[0].endswith("… (cut off: a cell has no room for more)")


def test_a_sheet_is_a_file_of_its_length_with_a_name() -> None:
    Topic.objects.create(slug="war", name="War")
    response = ask("/api/v1/topics/?format=xlsx")
    body = b"".join(response.streaming_content)
    assert int(response["Content-Length"]) == len(body)
    assert "Content-Encoding" not in response
    assert response["Content-Disposition"] == 'attachment; filename="topics.xlsx"'
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    assert rows_of(streamed("/api/v1/topics/?format=ndjson")) != []
