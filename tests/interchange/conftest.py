"""What the tests of imports share: a table, its mapping, and two people of the team."""

import csv
import io

import pytest
from django.contrib.auth.models import Group, User

from tests.support.commands import run

MAPPING = """
system = "survey"

[speaker]
key = "{party}"
name = "{party_name}"
kind = "organization"

[source]
key = "{election}"
headline = "Answers: {election}"
published_on = "{date}"
language = "de"

[claim]
text = "{thesis}"
kind = "position"
language = "de"

[statement]
key = "{election}/{party}/{thesis}"
kind = "official_text"
text = ["{comment}", "{answer}: {thesis}"]
made_on = "{date}"

[stance]
position = "{answer}"

[values.position]
"yes" = "affirms"
"no" = "denies"
"neutral" = "declines"
"""
COLUMNS = ("election", "date", "party", "party_name", "thesis", "answer", "comment")
ROW = ("2021", "2021-09-26", "A", "Party A", "Taxes should fall.", "yes", "They should, and soon.")
OTHER = ("2021", "2021-09-26", "B", "Party B", "Taxes should fall.", "no", "")
LATER = ("2025", "2025-02-23", "A", "Party A", "Taxes should fall.", "no", "Not any more.")


def table(*rows, columns=COLUMNS):
    text = io.StringIO()
    csv.writer(text).writerows([columns, *rows])
    return text.getvalue()


@pytest.fixture
def team(db):
    for name, role in (("ada", "coder"), ("bob", "reviewer"), ("rex", "")):
        user = User.objects.create_user(name)
        if role:
            user.groups.add(Group.objects.get_or_create(name=role)[0])


@pytest.fixture
def imported(tmp_path, team):
    """Imports a table, and returns what the command says."""

    def work(*rows, mapping=MAPPING, text=None, command=run, **options):
        (tmp_path / "survey.csv").write_text(table(*rows) if text is None else text, encoding="utf-8")
        (tmp_path / "survey.toml").write_text(mapping, encoding="utf-8")
        options = {"coder": "ada", "report": tmp_path / "report.csv", **options}
        return command("import", "csv", tmp_path / "survey.csv", mapping=tmp_path / "survey.toml", **options)

    return work


@pytest.fixture
def reported(tmp_path):
    """The lines of the report: the place, what became of the record, the rule and the words."""
    return lambda: list(csv.reader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8"))))[1:]
