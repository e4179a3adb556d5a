"""What is there already is not recorded a second time at the desk by accident: the form shows it, and one may go on."""

import re

import pytest

from claims.models import Claim, Speaker
from tests.support import factories as make
from tests.support.desk import desk, errors, filled, page, save

pytestmark = pytest.mark.django_db

TEXT = "Russia jammed the navigation of the aircraft that carried Ursula von der Leyen to Plovdiv."
ALIKE = "Russia jammed the navigation of the aircraft which carried Ursula von der Leyen to Plovdiv."


def speaker():
    there = make.SpeakerFactory(name="Dmitry Peskov", identifiers={"wikidata": "Q1"})
    return there, {"kind": "person", "name": "Dmitri Peskow", "sort_name": "Peskow, Dmitri"}


def identified():
    there = make.SpeakerFactory(name="D. P.", identifiers={"wikidata": "Q1"})
    fields = {"kind": "person", "name": "Dmitri Peskow", "sort_name": "Peskow, Dmitri"}
    return there, fields | {"identifiers": '{"wikidata": "Q1"}'}


def claim():
    make.ClaimFactory(text="The Kremlin denies that drones over Copenhagen came from its ships.")
    there = make.ClaimFactory(text=TEXT, name="Who jammed it")
    return there, {"text": ALIKE, "name": "Jamming", "kind": "attribution", "language": "en"}


@pytest.mark.parametrize("row", [speaker, identified, claim])
def test_the_form_shows_what_is_like_a_new_row_and_records_nothing(row):
    there, fields = row()
    client, before = desk("coder"), type(there).objects.count()
    answer = save(client, type(there), **fields)
    assert "already" in errors(answer)
    assert f'<a href="{page(there)}">' in answer.content.decode()
    assert f'<input type="checkbox" name="distinct_from" value="{there.slug}"' in answer.content.decode()
    assert type(there).objects.count() == before


@pytest.mark.parametrize("row", [speaker, claim])
def test_who_has_seen_what_is_there_records_it_nevertheless(row):
    there, fields = row()
    client, before = desk("coder"), type(there).objects.count()
    refused = save(client, type(there), **fields)
    again = client.post(page(type(there), "add"), filled(refused, distinct_from=[there.slug]))
    assert errors(again) == ""
    assert type(there).objects.count() == before + 1


def test_only_the_rows_that_were_ticked_are_passed_over():
    there, fields = speaker()
    client = desk("coder")
    refused = save(client, Speaker, **fields)
    other = make.SpeakerFactory(name="Dmitrij Peskow")
    again = client.post(page(Speaker, "add"), filled(refused, distinct_from=[there.slug]))
    assert "already" in errors(again)
    assert re.findall(r'name="distinct_from" value="([^"]+)"[^>]*?( checked)?>', again.content.decode()) == [
        (there.slug, " checked"),
        (other.slug, ""),
    ]
    both = client.post(page(Speaker, "add"), filled(again, distinct_from=[there.slug, other.slug]))
    assert errors(both) == ""


@pytest.mark.parametrize("row", [speaker, claim])
def test_a_row_like_none_is_recorded_at_once(row):
    there, fields = row()
    client = desk("coder")
    assert 'type="checkbox" name="distinct_from"' not in client.get(page(type(there), "add")).content.decode()
    there.delete()
    assert errors(save(client, type(there), **fields)) == ""


def test_a_row_that_is_there_is_changed_without_being_asked():
    make.SpeakerFactory(name="Dmitry Peskov")
    other = make.SpeakerFactory(name="D. P.")
    assert errors(save(desk("editor"), other, name="Dmitri Peskow")) == ""
    assert Speaker.objects.filter(name="Dmitri Peskow").exists()
    claim = make.ClaimFactory(text=TEXT)
    assert errors(save(desk("coder"), claim, context="Since 2024.")) == ""
    assert Claim.objects.get(pk=claim.pk).context == "Since 2024."


def test_other_errors_come_first():
    make.SpeakerFactory(name="Dmitry Peskov")
    answer = save(desk("coder"), Speaker, kind="person", name="Dmitry Peskov", country="RUS")
    assert "already" not in errors(answer)
