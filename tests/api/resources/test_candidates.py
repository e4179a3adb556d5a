"""`POST /sources/{slug}/candidates/`: the quotations in the text of a source, as statements to record."""

from datetime import date

import pytest

from claims.models import Change, Statement
from claims.reading import Candidate
from tests.support import factories as make

pytestmark = pytest.mark.django_db

TEXT = (
    "Kremlin spokesman Dmitry Peskov dismissed the claims as “entirely without any basis,” he said on Monday.\n\n"
    "“This was not accidental,” said Jane Doe. “It was 😀 planned.”\n\n"
    "Mark Rutte called it “a grave step for all of us.”"
)


@pytest.fixture
def source():
    peskov = make.SpeakerFactory(slug="dmitry-peskov", name="Dmitry Peskov", sort_name="Peskov, Dmitry")
    kremlin = make.OrganizationFactory(slug="kremlin", name="Kremlin")
    make.AffiliationFactory(person=peskov, organization=kremlin, role="Spokesman")
    make.SpeakerFactory(slug="mark-rutte", name="Mark Rutte", sort_name="Rutte, Mark")
    return make.SourceFactory(slug="report", content=TEXT, language="en", published_on=date(2025, 9, 23))


def test_candidates_have_their_speaker_their_words_and_their_day(coder, source):
    answer = coder.post("sources/report/candidates/", {}).json()
    assert answer["next"] is None
    first, second, third, last = answer["results"]
    assert first["statement"] == {
        "source": "report",
        "kind": "quote",
        "text": "entirely without any basis",
        "speaker": "dmitry-peskov",
        "attribution": "he",
        "made_on": "2025-09-22",
        "made_on_precision": "day",
        "citations": [
            {
                "exact": "entirely without any basis",
                "prefix": "Peskov dismissed the claims as “",
                "suffix": ",” he said on Monday.\n\n“This was",
                "start": TEXT.index("entirely"),
                "end": TEXT.index(",” he said on"),
            }
        ],
    }
    assert (second["name"], second["lacks"], second["tier"]) == ("Jane Doe", ["speaker"], "sure")
    assert third["statement"]["citations"][0]["start"] == TEXT.index("It was 😀")
    assert last["statement"]["speaker"] == "mark-rutte"


def test_a_candidate_that_lacks_nothing_is_recorded_as_it_is_and_known_afterwards(coder, source):
    rows = coder.post("sources/report/candidates/", {}).json()["results"]
    ready = [each["statement"] for each in rows if not each["lacks"]]
    answer = coder.post("statements/", ready)
    assert answer.status_code == 201, answer.content
    again = coder.post("sources/report/candidates/", {}).json()["results"]
    slugs = [each["slug"] for each in answer.json()]
    assert [each["recorded"] for each in again] == [slugs[0], None, None, slugs[1]]


@pytest.mark.parametrize("blank", [" ", "\n", "  ", "\u00a0", " \n ", "\u200b", "\u00ad"])
def test_words_with_blanks_of_any_sort_are_recorded_as_they_stand(coder, source, blank):
    source.content = f"“This was{blank}not accidental at all,” Mark Rutte said."
    source.save()
    (row,) = coder.post("sources/report/candidates/", {}).json()["results"]
    answer = coder.post("statements/", row["statement"])
    assert answer.status_code == 201, answer.content


def test_reported_speech_is_a_paraphrase_that_somebody_has_to_write(coder, source):
    source.content = "Mark Rutte said last week that no ally had been attacked. Dmitry Peskov denied that on Monday."
    source.save()
    first, second = coder.post("sources/report/candidates/", {}).json()["results"]
    assert first["statement"] == {
        "source": "report",
        "kind": "paraphrase",
        "speaker": "mark-rutte",
        "attribution": "Mark Rutte",
        "made_on": "2025-09-15",
        "made_on_precision": "week",
        "citations": [
            {
                "exact": "no ally had been attacked",
                "prefix": "Mark Rutte said last week that ",
                "suffix": ". Dmitry Peskov denied that on M",
                "start": 31,
                "end": 56,
            }
        ],
    }
    assert (first["tier"], first["lacks"]) == ("carried", ["text"])
    assert second["statement"]["citations"][0]["exact"] == "denied that on Monday"
    written = first["statement"] | {"text": "No ally had been attacked."}
    assert coder.post("statements/", written).status_code == 201


def test_reading_on_knows_whom_the_text_named_before(coder, source):
    line = "“We will do what it takes to the end,” Rutte said.\n\n"
    source.content = "Mark Rutte came to Copenhagen.\n\n" + line * 201
    source.save()
    first = coder.post("sources/report/candidates/", {}).json()
    (last,) = coder.post("sources/report/candidates/", {"start": first["next"]}).json()["results"]
    assert {each["tier"] for each in first["results"]} == {"sure"}
    assert (last["tier"], last["statement"]["speaker"]) == ("sure", "mark-rutte")


def test_reading_on_in_the_middle_of_a_paragraph_loses_nothing(coder, source):
    source.content = "Mark Rutte said that it was not over. " * 201
    source.save()
    first = coder.post("sources/report/candidates/", {}).json()
    (last,) = coder.post("sources/report/candidates/", {"start": first["next"]}).json()["results"]
    assert last["statement"]["citations"][0]["start"] == 38 * 200 + 21


def test_asking_for_candidates_writes_nothing(coder, source):
    before = Change.objects.count()
    assert coder.post("sources/report/candidates/", {}).status_code == 200
    assert (Statement.objects.count(), Change.objects.count()) == (0, before)


def test_a_long_text_is_read_in_parts(coder, source):
    line = "“We will do what it takes to the end,” Mark Rutte said.\n\n"
    source.content = line * 1_000
    source.save()
    starts, start = [], 0
    while start is not None:
        answer = coder.post("sources/report/candidates/", {"start": start}).json()
        starts += [each["statement"]["citations"][0]["start"] for each in answer["results"]]
        start = answer["next"]
        assert len(answer["results"]) <= 200
    assert starts == [1 + number * len(line) for number in range(1_000)]


def test_a_source_without_a_text_and_a_wrong_body_are_refused(coder, source):
    make.SourceFactory(slug="offline")
    assert coder.post("sources/offline/candidates/", {}).status_code == 409
    assert coder.post("sources/nothing/candidates/", {}).status_code == 404
    assert coder.post("sources/report/candidates/", {"start": -1}).status_code == 400
    assert coder.post("sources/report/candidates/", {"text": "x"}).status_code == 400
    assert coder.post("sources/report/candidates/?start=1", {}).status_code == 400


def test_readers_do_not_get_at_the_text(client, source):
    assert client.post("/api/v1/sources/report/candidates/", {}, content_type="application/json").status_code == 401


def test_a_candidate_that_the_team_dismissed_says_so(coder, source):
    start = TEXT.index("This was not")
    make.models.Dismissal.objects.create(
        source=source, exact="This was not accidental", start=start, end=start + len("This was not accidental")
    )
    rows = coder.post("sources/report/candidates/", {}).json()["results"]
    assert [each["dismissed"] for each in rows] == [False, True, False, False]


MODEL = f"{__name__}.model"


def model(text, language, day, speakers):
    """A model that finds who denied something, finds again what rules found, and answers one place that is none."""
    assert (language, day) == ("en", date(2025, 9, 23))
    assert {each.key for each in speakers} == {"dmitry-peskov", "kremlin", "mark-rutte"}
    first = text.index("dismissed the claims")
    again = text.index("This was not accidental")
    yield Candidate(first, first + 20, first, first + 20, "", "sure", speaker="dmitry-peskov")
    yield Candidate(again, again + 23, again, again + 23, "", "sure")
    yield Candidate(0, 9_999, 0, 9_999, "", "sure")


def test_a_model_adds_what_rules_did_not_find_marked_as_its_own(coder, source, settings, caplog):
    settings.READING_EVIDENCE = MODEL
    rows = coder.post("sources/report/candidates/", {}).json()["results"]
    assert [(each["method"], each["tier"]) for each in rows] == [
        ("model", "carried"),
        ("rules", "carried"),
        *[("rules", "sure")] * 3,
    ]
    found = rows[0]
    assert (found["model_name"], found["statement"]["text"]) == (MODEL, "dismissed the claims")
    assert "offsets that name no words" in caplog.text


def broken(*arguments):
    raise RuntimeError("no GPU")


def test_a_model_that_fails_leaves_what_rules_found(coder, source, settings, caplog):
    settings.READING_EVIDENCE = f"{__name__}.broken"
    assert len(coder.post("sources/report/candidates/", {}).json()["results"]) == 4
    assert "no GPU" in caplog.text
