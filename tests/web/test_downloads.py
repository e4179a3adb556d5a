"""Pages of lists lead to the whole list, filtered and sorted as the page is, for spreadsheets and programs."""

import re

import pytest

from tests.support import factories as make
from tests.support.endpoints import READER
from tests.support.streams import records, rows_of, sheet, streamed

pytestmark = pytest.mark.django_db


@pytest.fixture
def statements(db: None) -> None:
    speaker = make.SpeakerFactory(slug="ann")
    make.StatementFactory.create_batch(22, speaker=speaker)
    make.StatementFactory()


def downloads(path: str) -> list[str]:
    shown = READER.get(path).content.decode()
    (line,) = re.findall(r'<p class="downloads">.*?</p>', shown)
    return [each.replace("&amp;", "&") for each in re.findall(r'href="(.*?)"', line)]


@pytest.mark.parametrize(
    "path", ["/statements/?speaker=ann&ordering=slug", "/de/statements/?speaker=ann&ordering=slug"]
)
def test_a_page_of_a_list_leads_to_the_whole_list(statements: None, path: str) -> None:
    following = re.findall(r'rel="next" href="(.*?)"', READER.get(path).content.decode())
    for shown in (path, following[0].replace("&amp;", "&")):
        table, workbook, lines = downloads(shown)
        assert len(records(streamed(table))) == 22
        assert len(sheet(streamed(workbook))) == 23
        assert len(rows_of(streamed(lines))) == 22
        assert table == "/api/v1/statements/?speaker=ann&ordering=slug&format=csv&bom=true"


def test_a_page_of_a_list_below_a_row_leads_to_the_whole_list(statements: None) -> None:
    make.StanceFactory(claim=make.ClaimFactory(slug="it"))
    table, _, _ = downloads("/claims/it/stances/")
    assert len(records(streamed(table))) == 1


def test_a_page_takes_no_form() -> None:
    assert READER.get("/statements/?format=csv").status_code == 400
