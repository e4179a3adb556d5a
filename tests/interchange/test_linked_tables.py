"""`import csv`: lines whose claims are about incidents, cells with several values, and citations of paraphrases."""

import csv
import io

import pytest

from claims.models import Claim, Incident, Speaker, Stance, Statement
from claims.services.interchange.mapping import MappingError
from claims.services.interchange.mapping_reader import read
from tests.support import factories as make
from tests.support.commands import fails

pytestmark = pytest.mark.django_db
MAPPING = """
system = "drones"

[separator]
"said by" = ","
topics = ";"
countries = "/"

[speaker]
name = "{said by}"

[source]
url = "{link}"

[incident]
key = "{incident}"
name = "{incident}"
kind = "drone_sighting"
status = "reported"
start_date = "{day}"
countries = "{countries}"

[claim]
text = "{claim}"
kind = "event"
language = "en"
topics = "{topics}"
incidents = { aspect = "{about}" }

[statement]
text = "{words}"
language = "en"
made_on = "{day}"
citations = { exact = "{exact}" }

[stance]
position = "affirms"
"""
COLUMNS = ("said by", "link", "incident", "day", "countries", "claim", "topics", "about", "words", "exact")
LINE = {
    "said by": "Ann Lee, Ben Roe",
    "link": "https://news.example/1",
    "incident": "Drones over the airport",
    "day": "2025-09-22",
    "countries": "DK / NO",
    "claim": "The drones were sent on purpose.",
    "topics": "drones;air traffic",
    "about": "intent",
    "words": "It was no accident.",
    "exact": "no accident",
}


@pytest.fixture
def lines(imported):
    for slug in ("drones", "air-traffic"):
        make.TopicFactory(slug=slug)

    def work(*lines, mapping=MAPPING, **options):
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(COLUMNS)
        rows.writerows([{**LINE, **line}[column] for column in COLUMNS] for line in lines)
        return imported(text=text.getvalue(), mapping=mapping, **options)

    return work


def but(old, new):
    assert old in MAPPING
    return MAPPING.replace(old, new)


def test_a_line_links_its_claim_and_its_statement_to_its_incident(lines):
    lines({"topics": ""})
    claim = Claim.objects.get()
    assert list(claim.incident_links.values_list("incident__name", "aspect")) == [("Drones over the airport", "intent")]
    assert set(Statement.objects.values_list("incidents__name", flat=True)) == {"Drones over the airport"}


def test_a_claim_is_not_linked_where_the_line_does_not_say_what_it_is_about(lines, reported):
    lines({"topics": "", "about": ""})
    assert Claim.objects.get().incident_links.count() == 0
    assert Incident.objects.count() == 1
    assert reported() == []


def test_a_cell_with_a_separator_is_a_list(lines):
    lines({"topics": "drones; air-traffic;"})
    assert sorted(Claim.objects.get().topics.values_list("slug", flat=True)) == ["air-traffic", "drones"]
    assert Incident.objects.get().countries == ["DK", "NO"]


def test_a_topic_that_is_nowhere_is_reported(lines, reported):
    lines({"topics": "drones;air traffic"})
    assert {(line[0], line[3]) for line in reported()} == {("line 2", "there is no topic “air traffic” (topics).")}


def test_a_line_with_several_speakers_is_a_record_for_each(lines):
    said = lines({"topics": ""})
    assert "2 statements created" in said
    assert set(Statement.objects.values_list("speaker__name", "text")) == {
        ("Ann Lee", "It was no accident."),
        ("Ben Roe", "It was no accident."),
    }
    assert Stance.objects.count() == 2


def test_each_of_the_records_of_a_line_is_imported_once_and_changes_alone(lines):
    lines({"topics": ""})
    assert "0 records changed, 2 as before" in lines({"topics": ""})
    said = lines({"topics": "", "said by": "Ben Roe, Cid Fox"})
    assert "1 as before" in said
    assert sorted(Speaker.objects.filter(kind="person").values_list("name", flat=True)) == [
        "Ann Lee",
        "Ben Roe",
        "Cid Fox",
    ]


def test_the_speaker_of_several_is_said_to_be_known_by_his_own_name(lines, reported):
    known = make.SpeakerFactory(name="Ben Roe", slug="ben")
    lines({"topics": ""})
    assert [line[:3] for line in reported()] == [["line 2", "refused", "speaker_may_be_known"]]
    lines({"topics": ""}, mapping=MAPPING + '\n[same.speaker]\n"ben roe" = "ben"\n')
    assert known.statements.get().text == "It was no accident."


def test_a_speaker_is_known_by_an_identifier_of_the_line(lines, reported):
    known = make.SpeakerFactory(name="A. Lee", identifiers={"wikidata": "Q1"})
    mapping = but('name = "{said by}"', 'name = "{said by}"\nidentifiers = { wikidata = "{about}", isni = "{exact}" }')
    lines(
        {"topics": "", "said by": "Ann Lee", "about": "Q1", "exact": ""}, mapping=mapping.replace("incidents = {", "#")
    )
    assert reported() == []
    assert known.statements.get().text == "It was no accident."


def test_a_paraphrase_is_cited_where_the_line_has_the_words(lines):
    lines({"topics": "", "said by": "Ann Lee"}, {"topics": "", "said by": "Ben Roe", "exact": ""})
    cited = {
        statement.speaker.name: list(statement.citations.values_list("exact", flat=True))
        for statement in Statement.objects.all()
    }
    assert cited == {"Ann Lee": ["no accident"], "Ben Roe": []}


def test_a_changed_line_changes_the_incident_of_its_statement(lines, reported):
    lines({"topics": "", "said by": "Ann Lee"})
    lines({"topics": "", "said by": "Ann Lee", "incident": "Drones over the harbour"})
    assert Statement.objects.get().incidents.get().name == "Drones over the harbour"
    assert reported() == [["line 2", "changed", "", "statements: incidents"]]


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        (
            but('incidents = { aspect = "{about}" }', "").replace("[statement]", "[review]").split("[review]")[0],
            "Nothing links [incident]",
        ),
        (
            but('{ aspect = "{about}" }', '{ about = "{about}" }'),
            "[claim] incidents has no field “about”, but incident, aspect.",
        ),
        (but('{ aspect = "{about}" }', '"{incident}"'), "[claim] incidents is no table: {incident}."),
        (but('text = "{words}"', 'text = { words = "{words}" }'), "[statement] text is a table, and should be a text"),
        (but('topics = ";"', "topics = 1"), "[separator] topics is a text"),
        (but('topics = ";"', 'topics = ""'), "[separator] topics is a text"),
        (but('topics = ";"', 'subjects = ";"'), "The file has no column “subjects”"),
        (but('exact = "{exact}"', 'exact = "{exact"'), "[statement] citations exact = “{exact” is no template"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused(lines, mapping, said):
    assert said in lines({}, mapping=mapping, command=fails)
    assert not Speaker.objects.exists()


def test_what_links_an_incident_may_be_a_statement():
    text = MAPPING.replace('incidents = { aspect = "{about}" }', "")
    assert read(text).sections["incident"]
    with pytest.raises(MappingError, match="Nothing links"):
        read(text.partition("[statement]")[0])
