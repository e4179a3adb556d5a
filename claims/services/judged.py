"""What a reviewer reads to judge a stance: the rows that it rests on, their version, their locks and their history."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.db import connection
from django.db.models import Model, QuerySet

from claims.models import Claim, Stance, Statement
from claims.models.reviewed import reviewed_fields
from claims.services.decisions import version_of
from tracker.postgres import prepared


class Judged(NamedTuple):
    """What the rules of a review ask of a stance."""

    pk: int
    statement_id: int
    claim_id: int
    review_status: str
    coder_id: int | None


class History(NamedTuple):
    """What happened to a stance before its review.

    Attributes:
        changed: whether the reviewer changed what it rests on after somebody else last wrote the stance. Who changes
            something and then confirms it would review alone. The history says who did what.
        rival: the position that the statement takes on the claim by another, confirmed stance.
    """

    changed: bool
    rival: str | None


def rests_on(stance: Stance) -> list[Model]:
    """The rows that a reviewer reads to judge a stance, beside the stance itself."""
    said = stance.statement
    role = said.affiliation
    rows = (said, stance.claim, said.source, said.speaker, said.on_behalf_of, role, role and role.organization)
    return [*(row for row in rows if row), *sorted(said.citations.all(), key=lambda each: each.pk)]


def readable(stances: QuerySet) -> QuerySet:
    """The stances with what a reviewer reads and `version` is made of, without the text of the source."""
    said = ("speaker", "on_behalf_of", "source", "affiliation__organization")
    joined = stances.select_related("claim", "coder", "reviewer", *(f"statement__{name}" for name in said))
    return joined.prefetch_related("statement__citations").defer("statement__source__content")


def version(stance: Stance) -> str:
    """What a reviewer sees, as a text that differs whenever the stance or a row that it rests on has changed."""
    return version_of((stance, *rests_on(stance)))


# With another type of the array than that of the ids, PostgreSQL compares them one by one, here and below.
# When each row that stances rest on was changed last, as one text.
VERSION = """
    SELECT md5(string_agg(concat_ws(' ', x.id, t.updated_at, s.updated_at, c.updated_at, source.updated_at,
        speaker.id, speaker.updated_at, behalf.id, behalf.updated_at, role.id, role.updated_at, body.id,
        body.updated_at, (
            SELECT string_agg(concat_ws(' ', e.id, e.updated_at), ' ' ORDER BY e.id)
            FROM claims_citation e WHERE e.statement_id = s.id
        )), ',' ORDER BY x.id))
    FROM claims_judged_stance x
    JOIN claims_stance t ON t.id = x.id
    JOIN claims_statement s ON s.id = x.statement_id
    JOIN claims_claim c ON c.id = x.claim_id
    JOIN claims_source source ON source.id = x.source_id
    JOIN claims_speaker speaker ON speaker.id = x.speaker_id
    LEFT JOIN claims_speaker behalf ON behalf.id = x.on_behalf_of_id
    LEFT JOIN claims_affiliation role ON role.id = x.affiliation_id
    LEFT JOIN claims_speaker body ON body.id = x.organization_id
    WHERE x.id = ANY (%s::bigint[])
"""


def version_of_all(keys: Sequence[int]) -> str:
    """The `version` of many stances together, by their primary keys."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION, [list(keys)])
        return str(cursor.fetchone()[0])


STANCES = """
    SELECT id, statement_id, claim_id, review_status, coder_id
    FROM claims_stance WHERE id = ANY (%s::bigint[]) ORDER BY id
"""


def stances(keys: Iterable[int], *, lock: bool = False) -> list[Judged]:
    """Those of some stances that are there, in the order of their keys; locked until the transaction ends, if asked."""
    statement = f"{STANCES} FOR UPDATE" if lock else STANCES
    return [Judged(*row) for row in prepared.rows(statement, [list(keys)])]


def lock(keys: Iterable[int]) -> set[int]:
    """Locks what stances rest on until the transaction ends, so that it does not change (`claims_lock_judged`).

    The caller has locked the stances.

    Returns:
        Those of the stances that were changed meanwhile to rest on other rows than those that were locked.
    """
    ((moved,),) = prepared.rows("SELECT claims_lock_judged(%s)", [list(keys)])
    return set(moved)


TALLIES = """
    SELECT FROM claims_claimtally WHERE claim_id IN (SELECT claim_id FROM claims_stance WHERE id = ANY (%s::bigint[]))
    ORDER BY claim_id FOR UPDATE
"""


def lock_tallies(keys: Iterable[int]) -> None:
    """Locks the tallies of the claims of stances, in the order of all writers, before more than one UPDATE does."""
    with connection.cursor() as cursor:
        cursor.execute(TALLIES, [list(keys)])


def histories(keys: Iterable[int], reviewer: int) -> dict[int, History]:
    """The history of stances, by their primary keys. Whoever has locked them and what they rest on sees every rival."""
    fields = [[*reviewed_fields(Statement), "citations"], [*reviewed_fields(Claim)]]
    found = prepared.rows("SELECT * FROM claims_review_history(%s, %s, %s, %s)", [list(keys), reviewer, *fields])
    return {key: History(*rest) for key, *rest in found}
