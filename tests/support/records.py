"""Records of fixtures: a few that belong together, and a database with at least a row of each table."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection

from claims.models import DERIVED_MODELS, Change, Claim, ClaimRelation, IncidentActor, Statement
from tests.support import factories as make
from tests.support import tables

# Without the history of changes, which loading writes anew.
TABLES = [table for table in tables.TABLES if table is not Change]
LINKS = (Statement.incidents.through, Claim.topics.through)


def record(model: str, **fields: Any) -> dict[str, Any]:
    return {"model": f"claims.{model}", "fields": fields}


SPEAKER = record("speaker", slug="a", kind="person", name="A", sort_name="A")
SOURCE = record("source", slug="s", kind="interview")
CLAIM = record("claim", slug="c", text="It is so.", name="It", kind="event", checkable=True)
STATEMENT = record(
    "statement", slug="said", speaker=["a"], source=["s"], kind="quote", text="It is.", made_on="2025-09-23"
)
CITATION = record("citation", statement=["said"], exact="It is.")
STANCE = record(
    *["stance"], statement=["said"], claim=["c"], position="affirms", explicitness="explicit", review_status="confirmed"
)


def but(one: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A record with other values in some fields."""
    return one | {"fields": one["fields"] | fields}


Written = Callable[[str, Any], Path]


@pytest.fixture
def fixture(tmp_path: Path) -> Written:
    """Writes a fixture file: records as JSON, or a text as it is."""

    def write(name: str, content: Any) -> Path:
        file = tmp_path / f"{name}.json"
        file.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return file

    return write


def rows() -> dict[str, list[dict[str, Any]]]:
    """All rows by table, without what loading makes anew: ids of links and derived rows, and microseconds."""
    found = {table.__name__: list(table._default_manager.order_by("pk").values()) for table in (*TABLES, *LINKS)}
    anew = {table.__name__ for table in (*DERIVED_MODELS, *LINKS)}
    for name, row in ((name, row) for name, some in found.items() for row in some):
        for column in {"created_at", "updated_at", "claim_created_at", "corrected_at"} & row.keys():
            row[column] = None if name in anew else row[column].replace(microsecond=row[column].microsecond // 1000)
        if name in anew:
            row.pop("id", None)
    return found


def everything() -> None:
    """At least a row of each table."""
    role = make.AffiliationFactory(person__identifiers={"wikidata": "Q1"}, person__other_names=["Мария"])
    pattern = make.IncidentFactory(start_date="2025-09-01", start_date_precision="month", countries=["DK"])
    incident = make.IncidentFactory(part_of=pattern, latitude=55.618, longitude=12.65)
    IncidentActor.objects.create(incident=incident, speaker=role.person, role="witness")
    source = make.SourceFactory(content="«Да»\u2028\\n “yes”", url="https://nato.int/?a=1")
    said = make.quote("yes", source=source, speaker=role.person, on_behalf_of=role.organization, incidents=[incident])
    link = make.IncidentClaimFactory(incident=incident)
    link.claim.topics.add(make.TopicFactory(broader=make.TopicFactory()))
    ClaimRelation.objects.create(claim=link.claim, other=make.ClaimFactory(first_appearance=source), kind="supports")
    alice, bob = (get_user_model().objects.create(username=name) for name in ("alice", "bob"))
    make.StanceFactory(statement=said, claim=link.claim, coder=alice, reviewer=bob)
    make.take(make.SpeakerFactory(), link.claim, "denies", said.made_on, supersedes=said)
    make.correct(make.StatementFactory(), "corrected")
    make.ReviewFactory(claim=link.claim, coder=alice, approver=bob, verdict="true", published_on=said.made_on)
    make.RedirectFactory()


def empty() -> None:
    """Deletes all rows, and starts to count from 1."""
    connection.check_constraints()
    with connection.cursor() as cursor:
        names = ", ".join(model._meta.db_table for model in tables.TABLES)
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
