"""CONTRIBUTING.md lists every place to touch for a field and for a collection, and nothing else has to be touched."""

import re
from pathlib import Path

import pytest

from tests.docs import trial
from tests.support.copies import BASE, Project

# The tests that compare what stays by hand with the models.
GUARDS = (
    "tests/api/resources/test_fields.py",
    "tests/desk/test_desk_fields.py",
    "tests/desk/test_desk.py::test_every_table_of_the_domain_is_at_the_desk",
    "tests/schema/test_lists.py",
    "tests/api/views/test_permissions.py::test_every_route_has_its_line_in_a_table_and_the_tables_have_no_others",
    "tests/api/sql/test_parity.py",
)
OF_THE_MODELS = [*trial.FIELD_OF_THE_MODEL, *trial.COLLECTION_OF_THE_MODEL]
ELSEWHERE = [*trial.FIELD_ELSEWHERE, *trial.COLLECTION_ELSEWHERE]
# What a failing test says of a file that lacks the trial.
NAMED = {
    "claims/api/resources/statements/serializers.py": "Statement.audience.*serializers.py",
    "claims/api/resources/statements/bodies.py": "Statement.audience.*bodies.py",
    "claims/desk/statements.py": "StatementAdmin.*audience",
    "claims/api/resources/venues/views.py": "claims/api/resources/venues/views.py",
    "claims/desk/venues.py": "Venue.*claims/desk",
}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A copy whose models have the trial field and the trial collection, with their migration."""
    project = Project(tmp_path)
    for edit in OF_THE_MODELS:
        edit.apply(project.folder)
    project.manage("makemigrations", "claims", "--name", "trial")
    return project


def listed(heading: str) -> set[str]:
    """The files that a chapter of CONTRIBUTING.md lists, with the trial's nouns in place of placeholders."""
    text = (BASE / "CONTRIBUTING.md").read_text(encoding="utf-8").split(f"\n### {heading}\n")[1].split("\n### ")[0]
    noun, plural = ("statement", "statements") if heading == "A field" else ("venue", "venues")
    files = re.findall(r"^\d+\. `([^`]+)`", text, re.MULTILINE)
    return {file.replace("<noun>", noun).replace("<nouns>", plural) for file in files}


def touched(edits: list[trial.Edit]) -> set[str]:
    return {edit.file for edit in edits}


def test_a_field_takes_at_most_six_places_which_are_listed() -> None:
    places = touched([*trial.FIELD_OF_THE_MODEL, *trial.FIELD_ELSEWHERE])
    assert len(places) <= 6
    assert places == listed("A field")


def test_a_collection_takes_at_most_ten_places_which_are_listed() -> None:
    places = touched([*trial.COLLECTION_OF_THE_MODEL, *trial.COLLECTION_ELSEWHERE])
    assert len(places) <= 10
    assert places == listed("A collection")


def test_whoever_follows_the_lists_has_a_field_and_a_collection_that_work(project: Project) -> None:
    for edit in ELSEWHERE:
        edit.apply(project.folder)
    (project.folder / "tests" / "test_trial.py").write_text(trial.TEST, encoding="utf-8")
    project.manage("spectacular", "--validate", "--fail-on-warn", "--file", "openapi.yaml")
    done = project.run("-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/test_trial.py", *GUARDS)
    assert done.returncode == 0, done.stdout


def test_each_place_that_is_forgotten_is_named_by_a_failing_test(project: Project) -> None:
    done = project.run("-m", "pytest", "-q", "-p", "no:cacheprovider", *GUARDS[:4])
    assert done.returncode == 1, done.stdout
    assert [file for file, words in NAMED.items() if not re.search(words, done.stdout)] == []
