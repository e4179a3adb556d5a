"""What the tests of imports share: a table, its mapping, and two people of the team."""

import csv
import io
import json

import pytest
from django.contrib.auth.models import Group, User

from claims.models import Review
from tests.support.commands import run
from tests.support.survey import MAPPING, table


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


@pytest.fixture
def said(tmp_path, team):
    """Imports what is given, as JSON or as it is, and returns what the command says."""

    def work(content, mapping="", command=run, name="checks.json", **options):
        data = content if isinstance(content, bytes) else json.dumps(content, ensure_ascii=False).encode()
        (tmp_path / name).write_bytes(data)
        if mapping:
            (tmp_path / "checks.toml").write_text(mapping, encoding="utf-8")
            options["mapping"] = tmp_path / "checks.toml"
        options = {"coder": "ada", "report": tmp_path / "report.csv", **options}
        return command("import", "claimreview", tmp_path / name, **options)

    return work


@pytest.fixture
def review(said, reported):
    """The review that is made of what is given."""

    def work(content, **options):
        said(content, **options)
        assert Review.objects.exists(), reported()
        return Review.objects.get()

    return work
