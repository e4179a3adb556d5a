"""Fixtures with statements that do not stand: their corrections come along."""

import json

import pytest
from django.core.management import CommandError, call_command

from claims.models import Change, Statement
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def load(file):
    call_command("loaddata", str(file), verbosity=0)


@pytest.fixture
def of():
    """The speaker and the source of the statement, by natural key."""
    return {"speaker": [make.SpeakerFactory().slug], "source": [make.SourceFactory().slug]}


def fixture(tmp_path, of, status):
    """A statement, and the correction that says that it is retracted."""
    fields = {"slug": "said", "kind": "paraphrase", "text": "No.", "made_on": "2025-09-23", "status": status}
    made = {"statement": ["said"], "status": "retracted", "corrected_at": "2025-10-01T00:00:00Z"}
    records = [
        {"model": "claims.correction", "fields": {**made, "what": "All of it.", "why": "Invented."}},
        {"model": "claims.statement", "fields": {**fields, **of}},
    ]
    path = tmp_path / f"{status}.json"
    path.write_text(json.dumps(records))
    return path


def test_a_statement_that_does_not_stand_comes_with_its_correction_and_loading_twice_changes_nothing(tmp_path, of):
    file = fixture(tmp_path, of, "retracted")
    load(file)
    before = list(Change.objects.values())
    load(file)
    assert list(Change.objects.values()) == before
    assert Statement.objects.get().status == "retracted"


def test_a_fixture_does_not_reinstate_what_was_retracted_meanwhile(tmp_path, of):
    load(fixture(tmp_path, of, "retracted"))
    with pytest.raises(CommandError, match="its corrections say that it is retracted"):
        load(fixture(tmp_path, of, "active"))
