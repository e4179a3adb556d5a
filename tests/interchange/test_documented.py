"""What docs/interchange.md shows: its mapping, its record and its commands."""

import json
import re
import shlex

import pytest
from django.conf import settings
from django.db import transaction

from claims.models import IncidentKind, Stance, Statement
from tests.support import factories as make
from tests.support.commands import run
from tests.support.records import empty
from tests.support.survey import OTHER, ROW, table

TEXT = (settings.BASE_DIR / "docs" / "interchange.md").read_text(encoding="utf-8")


def block(language, number=0):
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)[number]


def documented(command):
    """The words of the documented commands that begin so."""
    return [shlex.split(line)[3:] for line in re.findall(rf"^\S+ manage\.py {command} .*$", TEXT, re.MULTILINE)]


@pytest.mark.django_db(transaction=True)
def test_the_documented_commands_export_a_tracker_and_load_it(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with transaction.atomic():
        make.quote("It was so.", slug="said")
    for words in documented("export"):
        run("export", *words)
    kinds = list(IncidentKind.objects.all())
    empty()
    IncidentKind.objects.bulk_create(kinds)
    for words in documented("load"):
        run("load", *words)
    assert Statement.objects.get().slug == "said"
    assert (tmp_path / "for-readers" / "datapackage.json").exists()


@pytest.mark.django_db
def test_the_documented_record_can_be_loaded(tmp_path):
    record = json.loads(block("json"))
    make.SpeakerFactory(slug=record["speaker"])
    make.SourceFactory(slug=record["source"])
    (tmp_path / "statements.ndjson").write_text(block("json"), encoding="utf-8")
    run("load", tmp_path / "statements.ndjson")
    assert Statement.objects.get().text == "baseless"


@pytest.mark.django_db
def test_the_documented_mapping_imports_the_table_that_it_is_for(tmp_path, monkeypatch, team):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "survey.csv").write_text(table(ROW, OTHER), encoding="utf-8")
    (tmp_path / "survey.toml").write_text(block("toml"), encoding="utf-8")
    for words in documented("import"):
        run("import", *words)
    assert Stance.objects.filter(review_status="suggested", coder__username="ada").count() == 2
    assert (tmp_path / "refused.csv").read_text().splitlines() == ["place,outcome,rule,words"]


@pytest.mark.django_db
def test_the_documented_mapping_for_incidents_makes_a_statement_of_each_speaker_and_links_it(imported):
    make.TopicFactory(slug="drones")
    columns = ("said by", "wikidata", "link", "incident", "day", "claim", "topics", "about", "words", "exact")
    line = (
        "Ann, Ben",
        "",
        "https://n.example/1",
        "Drones",
        "2025-09-22",
        "It was planned.",
        "drones",
        "intent",
        "No.",
        "",
    )
    imported(text=table(line, columns=columns), mapping=block("toml", 1))
    assert set(Statement.objects.values_list("speaker__name", "incidents__name")) == {
        ("Ann", "Drones"),
        ("Ben", "Drones"),
    }
    assert Stance.objects.filter(claim__topics__slug="drones", claim__incident_links__aspect="intent").count() == 2
