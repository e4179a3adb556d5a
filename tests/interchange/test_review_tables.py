"""`import csv` with a section [review]: a table of fact-checks becomes claims and reviews."""

import pytest

from claims.models import Review, Speaker
from tests.support.commands import run

pytestmark = pytest.mark.django_db
MAPPING = """
[claim]
text = "{claim}"
kind = "event"
language = "en"

[review]
url = "{link}"
author = "{site}"
rating = "{label}"
published_on = "{date}"

[values.verdict]
"Three spoons" = "mostly_false"
"""
LINES = """claim,link,site,label,date
The moon is made of cheese.,https://checks.example/1,Checks,Pants on Fire,2021-06-22
Mars is red.,https://checks.example/1,Checks,Three spoons,2021-06
Mars is red.,,Checks,True,2021
"""


@pytest.fixture
def said(tmp_path, team):
    (tmp_path / "checks.toml").write_text(MAPPING, encoding="utf-8")
    (tmp_path / "checks.csv").write_text(LINES, encoding="utf-8")
    how = {"mapping": tmp_path / "checks.toml", "coder": "ada", "report": tmp_path / "report.csv"}
    return lambda: run("import", "csv", tmp_path / "checks.csv", **how)


def test_a_line_becomes_a_claim_and_its_review_whose_words_give_the_verdict(said):
    said()
    assert set(Review.objects.values_list("claim__text", "rating", "verdict", "status")) == {
        ("The moon is made of cheese.", "Pants on Fire", "false", "approval_needed"),
        ("Mars is red.", "Three spoons", "mostly_false", "approval_needed"),
    }
    assert not Speaker.objects.exists()


def test_a_review_of_others_without_an_address_is_refused(said, reported):
    said()
    assert [line[:2] for line in reported()] == [["line 4", "refused"]]


def test_the_same_table_again_changes_nothing(said):
    said()
    assert "0 records changed, 2 as before, 1 refused" in said()
