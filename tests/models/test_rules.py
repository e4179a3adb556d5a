"""Rules that many tables share: circles, timestamps, derived rows, deletion; and that each rule has a test."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pgtrigger
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection
from django.db.models import ProtectedError
from django.db.models.functions import Now

from claims.models import (
    DERIVED_MODELS,
    ClaimTally,
    Position,
)
from tests.support import factories as make
from tests.support.rules import accepted, actor, execute, kind, position, refused, relation
from tests.support.tables import TABLES as MODELS

pytestmark = pytest.mark.django_db

SQL = Path(settings.BASE_DIR) / "claims" / "migrations" / "sql"


CIRCLES = {
    "incident_not_part_of_itself": (make.IncidentFactory, "part_of"),
    "topic_not_broader_than_itself": (make.TopicFactory, "broader"),
    "statement_does_not_supersede_itself": (make.StatementFactory, "supersedes"),
}


@pytest.mark.parametrize("length", [1, 2, 3])
@pytest.mark.parametrize("rule", CIRCLES)
def test_nothing_leads_back_to_itself(rule, length):
    factory, above = CIRCLES[rule]
    top = bottom = factory()
    for _ in range(length - 1):
        bottom = factory(**{above: bottom})
    with refused(rule):
        type(top).objects.filter(pk=top.pk).update(**{above: bottom})
    with accepted():
        type(top).objects.filter(pk=top.pk).update(**{above: factory()})


@pytest.mark.parametrize("rule", CIRCLES)
def test_one_update_of_two_rows_does_not_close_a_circle(rule):
    factory, above = CIRCLES[rule]
    first, second = factory(), factory()
    table, both = first._meta.db_table, first.pk + second.pk
    with refused(rule):
        execute(f"UPDATE {table} SET {above}_id = %s - id WHERE id IN (%s, %s)", both, first.pk, second.pk)


# A row of each table, and a change to it.
CHANGES = [
    (make.SpeakerFactory, {"other_names": ["Мария"]}),
    (make.AffiliationFactory, {"former": True}),
    (kind, {"name": "balloon"}),
    (make.IncidentFactory, {"latitude": 55.6, "longitude": 12.6}),
    (actor, {"role": "target"}),
    (make.SourceFactory, {"content": "What it says."}),
    (make.TopicFactory, {"name": "Drones"}),
    (make.ClaimFactory, {"checkable": False}),
    (make.IncidentClaimFactory, {"aspect": "intent"}),
    (relation, {"kind": "narrower"}),
    (make.StatementFactory, {"venue": "New York"}),
    (make.CitationFactory, {"prefix": "This "}),
    (make.StanceFactory, {"confidence": 0.5}),
    (make.CorrectionFactory, {"why": "The recording."}),
    (lambda: make.ReviewFactory(status="draft"), {"headline": "Wrong"}),
    (make.RedirectFactory, {"old_slug": "another-former"}),
]
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def test_every_table_that_people_write_is_among_the_changes_tried():
    tables = [type(row()) for row, _ in CHANGES]
    assert {*tables} == {*MODELS} - {*DERIVED_MODELS}


@pytest.mark.parametrize(("row", "change"), CHANGES)
@pytest.mark.usefixtures("unguarded")
def test_updated_at_tells_when_something_changed_and_created_at_never_moves(row, change):
    written = row()
    this_row = type(written).objects.filter(pk=written.pk)
    with pgtrigger.ignore():
        this_row.update(created_at=LONG_AGO, updated_at=LONG_AGO)
    type(written).objects.get(pk=written.pk).save()
    this_row.update(created_at=Now(), updated_at=Now())
    assert this_row.values_list("created_at", "updated_at").get() == (LONG_AGO, LONG_AGO)
    this_row.update(**change)
    created_at, updated_at = this_row.values_list("created_at", "updated_at").get()
    assert created_at == LONG_AGO < updated_at


DERIVED_WRITES = [
    "INSERT INTO {table} DEFAULT VALUES",
    "UPDATE {table} SET updated_at = now()",
    "DELETE FROM {table}",
    "DELETE FROM {table} WHERE false",
]


@pytest.mark.parametrize("write", DERIVED_WRITES)
@pytest.mark.parametrize("model", [Position, ClaimTally])
def test_nobody_writes_what_the_database_derives(model, write):
    make.StanceFactory()
    assert model.objects.exists()
    with refused("positions_are_derived"):
        execute(write.format(table=model._meta.db_table))


@pytest.mark.parametrize(
    "write", ["UPDATE claims_speakeridentifier SET value = '1'", "DELETE FROM claims_speakeridentifier"]
)
def test_identifiers_are_written_with_their_speaker_only(write):
    make.SpeakerFactory(identifiers={"wikidata": "Q57792"})
    with refused("speaker_identifiers_are_derived"):
        execute(write)


def test_even_the_database_keeps_one_position_for_each_speaker_claim_and_capacity():
    held = position()
    with refused("position_unique"):
        Position.objects.bulk_create([Position(**Position.objects.values().get() | {"id": held.id + 1})])


def cited_rows():
    """Each is cited by another row, which is named first."""
    coder = get_user_model().objects.create(username="alice")
    topic, narrower = (broad := make.TopicFactory()), make.TopicFactory(broader=broad)
    role, today = make.AffiliationFactory(), make.IncidentFactory()
    said = make.quote("Yes.", speaker=role.person, on_behalf_of=role.organization, incidents=[today])
    corrected = make.StatementFactory()
    make.StatementFactory(supersedes=corrected)
    claim = make.ClaimFactory(first_appearance=make.SourceFactory())
    claim.topics.set([narrower])
    make.StanceFactory(statement=said, claim=claim, coder=coder, review_status="suggested")
    retracted = make.CorrectionFactory(editor=(editor := get_user_model().objects.create(username="ed"))).statement
    replacement = make.correct(make.StatementFactory(), "corrected").replacement
    part = make.IncidentFactory(part_of=make.IncidentFactory())
    linked, related = make.IncidentClaimFactory(), relation()
    author, other = (get_user_model().objects.create(username=name) for name in ("rob", "eve"))
    reviewed = make.ReviewFactory(coder=author, approver=other)
    return {
        "speaker of a statement": role.person,
        "organisation of a role": role.organization,
        "role of a statement": role,
        "source of a statement": said.source,
        "source of a claim": claim.first_appearance,
        "statement with a citation and a stance": said,
        "statement that was superseded": corrected,
        "claim with a stance": claim,
        "claim of an incident": linked.claim,
        "claim of a relation": related.other,
        "incident of a claim": linked.incident,
        "incident of actors": actor().incident,
        "incident with parts": part.part_of,
        "kind of an incident": today.kind,
        "topic with a narrower one": topic,
        "statement that was retracted": retracted,
        "statement that replaces another one": replacement,
        "claim with a review": make.ReviewFactory().claim,
        "coder of a review": reviewed.coder,
        "approver of a review": reviewed.approver,
        "coder of a stance": coder,
        "editor of a correction": editor,
    }


def test_what_is_cited_cannot_be_deleted():
    rows = cited_rows()
    connection.check_constraints()
    for name, row in rows.items():
        with pytest.raises(ProtectedError):
            row.delete()
        with pytest.raises(IntegrityError) as error, accepted():
            execute(f"DELETE FROM {row._meta.db_table} WHERE {row._meta.pk.column} = %s", row.pk)
        assert error.value.__cause__.sqlstate in {"23503", "23001"}, name


@pytest.mark.parametrize("row", [make.StatementFactory, make.SpeakerFactory, make.ClaimFactory, make.TopicFactory])
def test_what_nothing_cites_can_be_deleted(row):
    written = row()
    with accepted():
        written.delete()
    assert not type(written).objects.exists()


def rules():
    """The names of all constraints, and of the rules that triggers and functions enforce."""
    constraints = {constraint.name for model in MODELS for constraint in model._meta.constraints}
    triggers = [trigger.get_func(model) for model in MODELS for trigger in getattr(model._meta, "triggers", ())]
    bodies = triggers + [path.read_text(encoding="utf-8") for path in SQL.rglob("*.sql")]
    named = re.compile(r"claims_refuse\(\s*'(\w+)'|claims_check_acyclic\([^;]*'(\w+)'\s*\);")
    return constraints | {first or last for body in bodies for first, last in named.findall(body)}


def test_every_rule_has_a_test():
    files = [*Path(__file__).parent.glob("test_rules*.py"), Path(__file__).with_name("test_redirects.py")]
    tests = "".join(path.read_text(encoding="utf-8") for path in files)
    assert {*CIRCLES, "positions_are_derived"} < rules()
    assert sorted(rule for rule in rules() if f'"{rule}"' not in tests) == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_constraint_is_named_after_its_noun(model):
    noun = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", model.__name__).lower()
    assert [c.name for c in model._meta.constraints if not c.name.startswith(f"{noun}_")] == []
