"""What the policy does not let one change is shown as text at the desk, with the reason that the API gives."""

import re
from typing import Any

import pytest

from claims.models import Incident
from tests.support import factories as make
from tests.support.desk import desk, page, save
from tests.support.html import Page

pytestmark = pytest.mark.django_db

CONFIRMED = (
    "Confirmed stances rest on this: reopen them first (`POST /stances/{id}/reopen/`), or correct the statement."
)
WITHDRAWN = "It does not stand any more. What it was stays: its correction is about that."
EDITORS = "It was reviewed: this takes the role of an editor."
# Where a stance is confirmed: fields that nobody changes, and others that everybody changes.
FIXED = ("kind", "text", "speaker", "on_behalf_of", "source", "made_on", "made_on_precision", "venue")
FREE = ("incidents",)


def shown(client: Any, what: Any, name: str = "") -> str:
    return str(client.get(page(what, name)).content.decode())


def beside(html: str, field: str) -> str:
    """The text of a field's box: label, value and what is said about it."""
    _, found, rest = html.partition(f'<label for="id_{field}"')
    if not found:
        named = re.escape(field.replace("_", " ").capitalize())
        found, rest = "", re.split(rf"<label[^>]*>{named}:</label>", html, maxsplit=1, flags=re.IGNORECASE)[1]
    return " ".join(Page(re.split(r"<label|</fieldset>", rest, maxsplit=1)[0]).text.split())


@pytest.mark.parametrize("role", ["coder", "editor"])
def test_a_field_of_a_reviewed_statement_says_why_it_cannot_be_changed(role: str) -> None:
    html = shown(desk(role), make.StanceFactory().statement)
    assert [field for field in FIXED if CONFIRMED not in beside(html, field)] == []
    assert [field for field in FREE if "reopen" in beside(html, field)] == []
    assert (EDITORS in beside(html, "slug")) is (role == "coder")


def test_what_a_field_means_is_still_said_beside_the_reason() -> None:
    html = shown(desk("coder"), make.StanceFactory().statement)
    assert f"Who said it. {CONFIRMED}" in beside(html, "speaker")


def test_a_withdrawn_statement_says_that_it_does_not_stand() -> None:
    html = shown(desk("editor"), make.CorrectionFactory().statement)
    assert WITHDRAWN in beside(html, "text")


def test_rows_of_a_page_that_cannot_be_changed_say_why() -> None:
    html = shown(desk("editor"), make.CitationFactory(statement=make.StanceFactory().statement).statement)
    heading = html.partition('id="citations-heading"')[2].partition("</h2>")[0]
    assert CONFIRMED in " ".join(heading.split())


def test_a_field_that_takes_another_role_names_it() -> None:
    incident = make.IncidentFactory()
    needed = "This takes the role of an editor."
    assert needed in beside(shown(desk("coder"), incident), "status")
    html = shown(desk("editor"), incident)
    assert needed not in html


def whole_rows() -> dict[str, Any]:
    return {
        "Somebody else suggested it.": make.StanceFactory(review_status="suggested"),
        "Others use it: changing it takes the role of an editor.": make.StatementFactory().speaker,
        "This takes the role of an editor.": make.CorrectionFactory(),
    }


def test_a_row_that_one_may_not_change_at_all_says_why_once() -> None:
    client = desk("coder")
    for words, row in whole_rows().items():
        html = shown(client, row)
        assert "_save" not in html
        assert html.count(words) == 1, words


@pytest.mark.parametrize("role", ["coder", "editor"])
def test_a_row_that_one_may_change_gives_no_reason(role: str) -> None:
    client = desk(role)
    html = shown(client, make.StatementFactory())
    assert "reopen" not in html
    assert "takes the role" not in html
    assert "takes the role" not in shown(client, Incident, "add")
    statement = make.StatementFactory()
    assert save(client, statement, venue="Brussels").status_code == 302
