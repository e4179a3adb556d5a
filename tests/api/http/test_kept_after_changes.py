"""No kept answer outlives a change of any column of any row: all answers are what is composed anew."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Field, Model

from claims.api.http.kept import answers
from claims.api.query.shape import QueryShape
from claims.api.sql.dependencies import READS_NOTHING, RECORDED_IN
from claims.api.views.endpoint import plan_of
from claims.choices import Role
from claims.models import Change, Claim, ClaimTally, Correction, Position, Statement
from claims.models.speaker import SpeakerIdentifier
from tests.support import factories as make
from tests.support.ahead import AheadClient
from tests.support.clients import Keyed
from tests.support.endpoints import ENDPOINTS, VIEWS
from tests.support.tables import TABLES
from tests.support.world import make_world

pytestmark = pytest.mark.django_db(transaction=True)

LINKS = (Statement.incidents.through, Claim.topics.through)
CHANGED = [table for table in (*TABLES, *LINKS) if table is not Change]
# Rows that only triggers write, and those of which there are none here.
UNCHANGEABLE = {Position, ClaimTally, SpeakerIdentifier, Correction}
SIZE = 2


def other_value(field: Field) -> str:
    """The SQL of a value that differs from the one in the column."""
    column = f'"{field.column}"'
    kind = field.get_internal_type()
    if field.is_relation:
        target = field.related_model._meta  # type: ignore[union-attr]
        others = f"SELECT min(o.{target.pk.column}) FROM {target.db_table} o"
        return f"({others} WHERE o.{target.pk.column} IS DISTINCT FROM r.{column})"
    if field.choices:
        return "CASE {} END".format(
            " ".join(
                f"WHEN {column} = '{one}' THEN '{other}'"
                for (one, _), (other, _) in zip(field.choices, [*field.choices[1:], field.choices[0]], strict=True)
            )
        )
    return {
        "BooleanField": f"NOT {column}",
        "DateField": f"coalesce({column}, '2025-09-20') - 1",
        "DateTimeField": f"coalesce({column}, now()) - interval '1 hour'",
        "FloatField": f"coalesce({column}, 0) + 1",
        "PositiveIntegerField": f"coalesce({column}, 0) + 1",
        "JSONField": """'{"viaf": "1"}'""",
        "ArrayField": "ARRAY['Other']",
    }.get(kind, f"{column} || CASE WHEN {column} ~ '^[a-z0-9-]+$' THEN 'x' ELSE ' x' END")


def attempts(model: type[Model]) -> Iterator[list[str]]:
    """For each column, and for deleting, statements that do it to one row or another."""
    table, key = model._meta.db_table, model._meta.pk.column
    rows = [f"(SELECT {key} FROM {table} ORDER BY 1 OFFSET {number} LIMIT 1)" for number in range(SIZE)]
    for field in model._meta.concrete_fields:
        if not field.primary_key and not field.generated:
            change = f'UPDATE {table} r SET "{field.column}" = {other_value(field)}'
            yield [f"{change} WHERE {key} = {row}" for row in rows]
    yield [f"DELETE FROM {table} WHERE {key} = {row}" for row in rows]


def is_carried_out(statement: str) -> bool:
    """Whether the rules allow a statement, and it changes something."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.rowcount > 0
    except DatabaseError:
        return False


class Everything:
    """All answers of the API to a reader, whom the server answers ahead of Django, and to a coder."""

    def __init__(self, coder: Keyed) -> None:
        self.clients: list[Any] = [AheadClient(SERVER_NAME="localhost"), coder.client]
        self.keys: list[dict[str, str]] = [{}, {"Authorization": f"Bearer {coder.key}"}]
        self.paths = [endpoint.path() for endpoint in ENDPOINTS] + [
            f"/api/v1/claims/?speaker={make.SpeakerFactory._meta.model.objects.earliest('pk').slug}",
            "/api/v1/statements/?brief=true",
        ]

    def read(self) -> dict[tuple[str, int], bytes]:
        """The bodies of those that are there; an error has the id of its request."""
        given = {
            (path, number): client.get(path, headers=headers)
            for path in self.paths
            for number, (client, headers) in enumerate(zip(self.clients, self.keys, strict=True))
        }
        return {asked: answer.content for asked, answer in given.items() if answer.status_code == 200}


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("model", CHANGED, ids=lambda model: model.__name__)
def test_after_any_change_all_answers_are_what_is_composed_anew(model: type[Model], coder: Keyed) -> None:
    make_world(SIZE)
    everything = Everything(coder)
    everything.read()
    done = 0
    for statements in attempts(model):
        if any(map(is_carried_out, statements)):
            done += 1
            kept = everything.read()
            answers.clear()
            assert kept == everything.read(), statements[0]
    assert done or model in UNCHANGEABLE


def test_every_table_that_plans_read_is_recorded_or_derived_from_recorded_ones() -> None:
    unknown = {
        name
        for view in VIEWS.values()
        for action in view.actions()
        for variant in view.variants(action)
        for name in re.findall(r"\bclaims_\w+", plan_of(view, variant, QueryShape(), Role.CODER).statement.text)
        if name not in RECORDED_IN.keys() | READS_NOTHING
    }
    # The feed is behind while transactions are running, and no history has the former slugs of rows.
    assert unknown == {"claims_feed_horizon", "claims_redirect"}


def test_functions_that_are_said_to_read_no_rows_read_none() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT proname FROM pg_proc WHERE proname = ANY (%s) AND provolatile <> 'i'", [list(READS_NOTHING)]
        )
        # These two are the version itself.
        assert {name for (name,) in cursor.fetchall()} <= {"claims_era", "claims_standby_version"}
