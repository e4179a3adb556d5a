"""loaddata names the record that cannot be loaded, and the rule: file, number, model and natural key."""

import json
import re

import pytest

from claims.models import Speaker, Topic
from tests.support.commands import fails
from tests.support.records import CITATION, CLAIM, SOURCE, SPEAKER, STANCE, STATEMENT, but, record

pytestmark = pytest.mark.django_db

PARAPHRASE = but(STATEMENT, kind="paraphrase")
OTHERS = [but(SPEAKER, slug=f"other-{n}", name=f"Other {n}") for n in range(4)]
TOPIC = record("topic", slug="t", name="T")
ROLE = record("affiliation", person=["a"], organization=["other-1"], role="Chair")

# The records of a file, and what is said about the one of them that breaks a rule.
BROKEN = {
    "a value": (
        [*OTHERS, SPEAKER, but(SPEAKER, slug="B")],
        "record 6 (claims.speaker B): A slug is made of lower-case letters and digits, in words joined by single "
        "hyphens. (speaker_slug_well_formed)",
    ),
    "a missing value": (
        [
            *OTHERS,
            SOURCE,
            record("statement", slug="said", speaker=["other-0"], kind="paraphrase", text="T", made_on="2025-09-23"),
        ],
        "record 6 (claims.statement said): “source” is missing.",
    ),
    "a value of the wrong type": (
        [SPEAKER, SOURCE, PARAPHRASE, but(PARAPHRASE, slug="later", text="Or so.", made_on="Tuesday")],
        "record 4 (claims.statement later): ['“Tuesday” value has an invalid date format.",
    ),
    "a character that PostgreSQL does not keep": (
        [*OTHERS, but(SPEAKER, name="A\0")],
        "record 5 (claims.speaker a): Something here cannot be kept: PostgreSQL text fields cannot contain NUL",
    ),
    "half of a character": ([*OTHERS, but(SPEAKER, name="\ud83d")], "record 5 (claims.speaker a): "),
    "a field that is not there": (
        [*OTHERS, but(TOPIC, title="T")],
        "record 5 (claims.topic t): Topic has no field named 'title'",
    ),
    "a row that is there": (
        [SPEAKER, SOURCE, PARAPHRASE, but(PARAPHRASE, slug="again")],
        "record 4 (claims.statement again): These words of the speaker, of that day and from that source, are recorded "
        "already. One statement can take a position on several claims: add the stance to that one. "
        "Key (speaker_id, source_id, made_on, md5(claims_same(text)))=",
    ),
    "a name that nobody has": (
        [*OTHERS, SOURCE, PARAPHRASE],
        "record 6 (claims.statement said): there is no Speaker “a” (speaker).",
    ),
    "a topic that is not there": (
        [but(CLAIM, topics=[["t"], ["u"]]), TOPIC],
        "record 1 (claims.claim c): there is no Topic “u” (topics).",
    ),
    "an account that is not there": (
        [SPEAKER, SOURCE, CLAIM, PARAPHRASE, but(STANCE, coder=["nobody"])],
        "record 5 (claims.stance said c affirms nobody): there is no User “nobody” (coder).",
    ),
    "a circle": (
        [but(TOPIC, broader=["u"]), but(TOPIC, slug="u", broader=["t"]), but(TOPIC, slug="v")],
        "record 2 (claims.topic u): u would lead back to itself. (topic_not_broader_than_itself)",
    ),
    "a number that no row has": (
        [*OTHERS, SOURCE, but(PARAPHRASE, speaker=4711)],
        "record 6 (claims.statement said): A row that this refers to is not there any more, or another one refers to "
        'what should go. Key (speaker_id)=(4711) is not present in table "claims_speaker". (claims_statement_speaker',
    ),
    "a link to a number that no row has": (
        [CLAIM, but(CLAIM, slug="d", topics=[4711])],
        "record 2 (claims.claim d): A row that this refers to is not there any more, or another one refers to what "
        'should go. Key (topic_id)=(4711) is not present in table "claims_topic". (claims_claim_topics_topic_id',
    ),
    "a quote without a citation": (
        [SPEAKER, SOURCE, PARAPHRASE, but(STATEMENT, slug="quoted", text="It is so.")],
        "record 4 (claims.statement quoted): Quote quoted needs a citation: the exact words as they stand in its "
        "source. (statement_quote_is_cited)",
    ),
    "a citation of other words": (
        [
            SPEAKER,
            SOURCE,
            PARAPHRASE,
            but(STATEMENT, slug="quoted", text="It is so."),
            but(CITATION, statement=["quoted"], exact="It was."),
        ],
        "record 4 (claims.statement quoted): The words “It was.” that quote quoted cites are not in its text. "
        "(statement_quote_is_verbatim)",
    ),
    "an excerpt of other words": (
        [SPEAKER, SOURCE, CLAIM, PARAPHRASE, but(STANCE, excerpt="It was.")],
        "record 5 (claims.stance said c affirms): The excerpt “It was.” does not stand in statement said. "
        "(stance_excerpt_in_statement)",
    ),
    "a role of somebody who is no person": (
        [but(SPEAKER, kind="group"), *(but(each, kind="organization") for each in OTHERS), ROLE],
        "record 6 (claims.affiliation a other-1 Chair): a holds a role, so it must be a person; it is of kind "
        "group. (affiliation_person_is_person)",
    ),
}


@pytest.mark.parametrize("what", BROKEN)
def test_the_record_and_the_rule_are_named_and_nothing_is_stored(fixture, what):
    content, said = BROKEN[what]
    file = fixture("broken", content)
    told = fails("loaddata", file)
    assert said in told
    assert told.startswith(f"{file}, record ")
    assert "CONTEXT" not in told
    assert not Speaker.objects.exists()
    assert not Topic.objects.exists()


def test_the_file_is_named_that_has_the_record(fixture):
    good, bad = fixture("good", [SPEAKER, SOURCE, CITATION]), fixture("bad", [CLAIM, but(STATEMENT, text="It was.")])
    assert fails("loaddata", good, bad).startswith(f"{bad}, record 2 (claims.statement said): ")
    assert fails("loaddata", bad, good).startswith(f"{bad}, record 2 (claims.statement said): ")


def test_of_a_thousand_rows_the_wrong_one_is_named(fixture):
    rows = [record("topic", slug=f"t-{n}", name=f"T{n}") for n in range(1500)]
    rows[1234]["fields"]["name"] = " "
    assert ", record 1235 (claims.topic t-1234): This cannot be blank. (topic_name_not_blank)" in fails(
        "loaddata", fixture("topics", rows)
    )


def test_a_line_that_is_no_json_is_named(tmp_path):
    file = tmp_path / "some.jsonl"
    file.write_text(f"{json.dumps(SPEAKER)}\n\n{{\n", encoding="utf-8")
    assert re.match(rf"{re.escape(str(file))} is not a JSONL fixture: in line 3: ", fails("loaddata", file))
