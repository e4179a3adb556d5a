"""Django's options of loaddata, other formats than JSON, and how loaddata says how far it is."""

import gzip
import io
import json
import sys

import pytest
from django.contrib.auth import get_user_model
from django.core.management.base import OutputWrapper

from claims.models import Claim, Speaker, Stance, Statement, Topic
from claims.services.fixtures.progress import Progress
from tests.support.commands import fails, run
from tests.support.records import CLAIM, SOURCE, SPEAKER, STANCE, STATEMENT, but, record

TOPIC = record("topic", slug="t", name="T")
PARAPHRASE = but(STATEMENT, kind="paraphrase")

XML = """<django-objects version="1.0">
    <object model="claims.topic"><field name="slug" type="CharField">x</field><field name="name">X</field>
        <field name="broader" rel="ManyToOneRel" to="claims.topic"><natural>t</natural></field></object>
</django-objects>"""


@pytest.mark.django_db
def test_records_come_from_standard_input_as_well(fixture, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps([PARAPHRASE, SPEAKER])))
    assert "Installed 3 object(s) from 2 fixture(s)" in run("loaddata", "-", fixture("source", [SOURCE]), format="json")
    assert Statement.objects.get().speaker.slug == "a"


@pytest.mark.django_db
def test_json_lines_and_compressed_files_are_loaded_with_the_others(fixture, tmp_path):
    lines = tmp_path / "people.jsonl"
    people = [
        json.dumps(each, ensure_ascii=False) for each in (SPEAKER, but(SPEAKER, slug="b", summary="One\u2028two"))
    ]
    lines.write_text("\n\n".join(people), encoding="utf-8")
    packed = tmp_path / "statements.json.gz"
    packed.write_bytes(gzip.compress(json.dumps([PARAPHRASE]).encode()))
    run("loaddata", packed, fixture("source", [SOURCE]), lines)
    assert Statement.objects.get().speaker.slug == "a"
    assert set(Speaker.objects.values_list("slug", flat=True)) == {"a", "b"}


@pytest.mark.django_db
@pytest.mark.parametrize("xml_first", [True, False])
def test_other_formats_are_loaded_after_json_which_may_refer_to_their_rows(fixture, tmp_path, xml_first):
    xml = tmp_path / "topics.xml"
    xml.write_text(XML, encoding="utf-8")
    narrow = fixture("narrow", [TOPIC, record("topic", slug="narrow", name="N", broader=["x"])])
    run("loaddata", *((xml, narrow) if xml_first else (narrow, xml)))
    assert Topic.objects.get(slug="x").broader.slug == "t"
    assert Topic.objects.get(slug="narrow").broader.slug == "x"


@pytest.mark.django_db
def test_what_is_wrong_in_another_format_is_reported_with_its_file(tmp_path):
    xml = tmp_path / "topics.xml"
    xml.write_text(XML.replace(">x<", ">X!<").replace("<natural>t</natural>", "<None/>"), encoding="utf-8")
    said = fails("loaddata", xml)
    assert f"Problem installing fixture '{xml}': Could not load claims.Topic" in said
    assert "topic_slug_well_formed" in said


@pytest.mark.django_db
def test_fields_and_models_that_are_not_there_can_be_ignored(fixture):
    field, model = fixture("field", [but(TOPIC, colour="red")]), fixture("model", [record("oracle", name="Pythia")])
    assert "colour" in fails("loaddata", field)
    assert "claims.oracle" in fails("loaddata", model)
    run("loaddata", field, model, ignorenonexistent=True)
    assert Topic.objects.get().slug == "t"


@pytest.mark.django_db
@pytest.mark.parametrize("left_out", ["claims.Claim", "claims"])
def test_models_and_applications_can_be_left_out(fixture, left_out):
    account = {"model": "auth.user", "fields": {"username": "alice", "password": "!"}}
    run("loaddata", fixture("all", [CLAIM, TOPIC, account]), exclude=[left_out])
    assert not Claim.objects.exists()
    assert Topic.objects.exists() == (left_out == "claims.Claim")
    assert get_user_model().objects.get().username == "alice"


@pytest.mark.django_db
def test_accounts_are_loaded_with_the_rows_that_name_them(fixture):
    account = {"model": "auth.user", "fields": {"username": "alice", "password": "!"}}
    run(
        "loaddata",
        fixture(
            "all",
            [but(STANCE, coder=["alice"], review_status="suggested"), PARAPHRASE, CLAIM, SOURCE, SPEAKER, account],
        ),
    )
    assert Stance.objects.get().coder.username == "alice"


class Clock:
    """A clock that somebody else moves."""

    now = 0.0

    def __call__(self):
        return self.now


class Terminal(io.StringIO):
    def isatty(self):
        return True


def told(stream, *times, quiet=False):
    """What is said while 1,000 of 4,000 objects are saved at each of these times, in seconds."""
    clock = Clock()
    with Progress(OutputWrapper(stream), 4_000, quiet=quiet, clock=clock) as progress:
        for clock.now in times:
            progress.advance(1_000, "claims.stance")
        progress.check()
    return stream.getvalue()


def test_a_short_load_says_nothing():
    assert told(io.StringIO(), 0.4, 0.8, 1.2, 1.6) == ""


def test_a_long_load_says_now_and_then_how_far_it_is_and_how_fast():
    assert told(io.StringIO(), 1, 4, 8, 20) == (
        "2,000 of 4,000 objects, 500 a second: claims.stance\n"
        "4,000 of 4,000 objects, 200 a second: claims.stance\n"
        "4,000 of 4,000 objects, 200 a second: now the rules over several tables are checked\n"
    )


def test_on_a_terminal_each_line_replaces_the_one_before_and_none_stays():
    assert told(Terminal(), 1, 4, 8) == (
        "\r\033[K2,000 of 4,000 objects, 500 a second: claims.stance"
        "\r\033[K3,000 of 4,000 objects, 375 a second: claims.stance"
        "\r\033[K3,000 of 4,000 objects, 375 a second: now the rules over several tables are checked"
        "\r\033[K"
    )


@pytest.mark.parametrize("stream", [io.StringIO, Terminal])
def test_a_quiet_load_says_nothing(stream):
    assert told(stream(), 1, 4, 8, 20, quiet=True) == ""
