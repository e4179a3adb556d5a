"""Which rows of the tracker are those that a file brings, by what names a row for good.

An address, the words of a claim, who said which words on which day in which source, an identifier: the same value is
the same row. A name is not: two people may share it. So a row is never taken for another one by its name, and a speaker
whose name is there already is refused until somebody has said which one is meant.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db.models import Exists, OuterRef

from claims.models import ImportedRecord, Redirect, Speaker
from claims.models.base import Citable
from claims.services.interchange.drafts import Draft, Refused
from claims.services.interchange.tables import Table
from claims.services.similar import claims_like
from tracker.postgres import prepared

# Tables grow while these run, and plans are made for what they were: OFFSET 0 and id + 0 keep a plan that is good at
# every size.
# For each collection: of the rows `w` the number `n`, what makes each of them itself, and the row that is it, if any.
SAME = {
    "sources": """
        SELECT n, CASE WHEN w.url <> '' THEN md5(claims_url_key(w.url)) END, t.slug
        FROM json_to_recordset(%s) AS w (n int, url text)
        LEFT JOIN claims_source t ON t.url <> '' AND md5(claims_url_key(t.url::text)) = md5(claims_url_key(w.url))
    """,
    "claims": """
        SELECT n, md5(claims_same(w.text)), t.slug
        FROM json_to_recordset(%s) AS w (n int, text text)
        LEFT JOIN LATERAL (
            SELECT slug FROM claims_claim c WHERE md5(claims_same(c.text)) = md5(claims_same(w.text))
            ORDER BY id + 0 LIMIT 1
        ) t ON true
    """,
    # LIMIT makes PostgreSQL look each of them up by the unique index.
    "statements": """
        WITH w AS MATERIALIZED (
            SELECT n, speaker, source, made_on, md5(claims_same(text)) AS words
            FROM json_to_recordset(%s) AS r (n int, speaker text, source text, made_on date, text text)
        )
        SELECT n, concat_ws(' ', w.speaker, w.source, w.made_on, w.words), t.slug
        FROM w LEFT JOIN claims_speaker p ON p.slug = w.speaker LEFT JOIN claims_source s ON s.slug = w.source
        LEFT JOIN LATERAL (
            SELECT slug FROM claims_statement x
            WHERE x.speaker_id = p.id AND x.source_id = s.id AND x.made_on = w.made_on
              AND md5(claims_same(x.text)) = w.words LIMIT 1
        ) t ON true
    """,
    "stances": """
        SELECT n, concat_ws(' ', w.statement, w.claim, w.position), t.id::text
        FROM json_to_recordset(%s) AS w (n int, statement text, claim text, position text)
        LEFT JOIN claims_statement s ON s.slug = w.statement LEFT JOIN claims_claim c ON c.slug = w.claim
        LEFT JOIN LATERAL (
            SELECT id FROM claims_stance x WHERE x.statement_id = s.id AND x.claim_id = c.id AND x.position = w.position
            ORDER BY x.review_status = 'confirmed' DESC, id LIMIT 1
        ) t ON true
    """,
    "affiliations": """
        SELECT n, concat_ws(' ', w.person, w.organization, claims_same(w.role), w.start_date), t.id::text
        FROM json_to_recordset(%s) AS w (n int, person text, organization text, role text, start_date date)
        LEFT JOIN claims_speaker p ON p.slug = w.person LEFT JOIN claims_speaker o ON o.slug = w.organization
        LEFT JOIN claims_affiliation t ON t.person_id = p.id AND t.organization_id = o.id
            AND claims_same(t.role) = claims_same(w.role) AND t.start_date IS NOT DISTINCT FROM w.start_date
    """,
    "reviews": """
        SELECT n, CASE WHEN w.url <> '' THEN concat_ws(' ', w.claim, md5(claims_url_key(w.url))) END, t.slug
        FROM json_to_recordset(%s) AS w (n int, claim text, url text)
        LEFT JOIN claims_claim c ON c.slug = w.claim
        LEFT JOIN LATERAL (
            SELECT slug FROM (SELECT slug, url FROM claims_review WHERE claim_id = c.id AND url <> '' OFFSET 0) r
            WHERE md5(claims_url_key(r.url::text)) = md5(claims_url_key(w.url)) LIMIT 1
        ) t ON true
    """,
    "corrections": """
        SELECT n, concat_ws(' ', w.statement, w.corrected_at), t.id::text
        FROM json_to_recordset(%s) AS w (n int, statement text, corrected_at timestamptz)
        LEFT JOIN claims_statement s ON s.slug = w.statement
        LEFT JOIN claims_correction t ON t.statement_id = s.id AND t.corrected_at = w.corrected_at
    """,
    "topics": """
        SELECT n, claims_same(w.name), t.slug FROM json_to_recordset(%s) AS w (n int, name text)
        LEFT JOIN claims_topic t ON claims_same(t.name) = claims_same(w.name)
    """,
}
# The speaker who has one of the identifiers; those who have one of the names.
SPEAKERS = """
    SELECT n, (
        SELECT t.slug FROM claims_speakeridentifier i JOIN claims_speaker t ON t.id = i.speaker_id
        JOIN jsonb_each_text(coalesce(w.identifiers, '{}')) p ON p.key = i.scheme AND p.value = i.value LIMIT 1
    ), ARRAY(
        SELECT t.slug FROM claims_namesakes(array_prepend(w.name, w.other_names), NULL) s
        JOIN claims_speaker t ON t.id = s ORDER BY t.id LIMIT 10
    )
    FROM json_to_recordset(%s) AS w (n int, name text, other_names text[], identifiers jsonb)
"""


class Found(NamedTuple):
    """What is known of a draft: the row that it is, if there is one, and what makes it itself."""

    row: str | None
    identity: str | None


def found(
    table: Table, drafts: Sequence[Draft], contents: Sequence[Mapping[str, Any]], system: str
) -> list[Found | Refused]:
    """For each draft, the row that it is. `contents` are theirs, with slugs in the place of references."""
    if table.model is Speaker:
        return speakers(drafts, contents, system)
    if table.name not in SAME:
        return [Found(None, None)] * len(drafts)
    answers: list[Found | Refused] = [Found(None, None)] * len(drafts)
    for number, identity, row in asked(SAME[table.name], contents):
        answers[number] = Found(row, identity)
    return answers


def speakers(drafts: Sequence[Draft], contents: Sequence[Mapping[str, Any]], system: str) -> list[Found | Refused]:
    """Speakers are the same by an identifier. One that only has the name of another is refused, unless said to be new.

    The keys of one system tell its own speakers apart.
    """
    answers: list[Found | Refused] = []
    for number, slug, namesakes in asked(SPEAKERS, contents):
        draft = drafts[number]
        others = [] if slug or draft.content.get("is_new") else foreign("speakers", namesakes, system)
        if others:
            answers.append(
                Refused(which_one(str(contents[number].get("name")), draft.key, others), "speaker_may_be_known")
            )
        else:
            answers.append(Found(slug, None))
    return answers


def likely_the_same(draft: Draft, content: Mapping[str, Any], system: str) -> str:
    """Which claims of others a new one probably repeats, in words; nothing if none. A person decides about it."""
    like = [each.row for each in claims_like(content, ())] if content.get("text") else []
    theirs = foreign("claims", [claim.slug for claim in like], system)
    named = ", ".join(f"“{claim.slug}” (“{claim.text[:200]}”)" for claim in like if claim.slug in theirs)
    if not named:
        return ""
    return (
        f"The claim is worded like {named}. If it is that one, say so under [same.claim] of the mapping: "
        f'"{draft.key}" = "{theirs[0]}".'
    )


def are_of_others(model: type[Citable], system: str) -> bool:
    """Whether another system or a person has recorded rows of a table."""
    own = ImportedRecord.objects.filter(system=system, collection=f"{model._meta.model_name}s", row=OuterRef("slug"))
    return model._default_manager.filter(~Exists(own)).exists()


def foreign(collection: str, slugs: Sequence[str], system: str) -> list[str]:
    """Those of some rows that another system or a person has recorded."""
    own = ImportedRecord.objects.filter(system=system, collection=collection, row__in=slugs) if slugs else None
    known = set(own.values_list("row", flat=True)) if own is not None else set()
    return [slug for slug in slugs if slug not in known]


def which_one(name: str, key: str, slugs: Sequence[str]) -> str:
    named = ", ".join(f"“{slug}”" for slug in slugs)
    return (
        f"“{name}” has the name of {named}. Say which one it is, under [same.speaker] of the mapping: "
        f'"{key}" = "{slugs[0]}", or "{key}" = "new".'
    )


def asked(select: str, contents: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The answers of a SELECT about numbered rows, in their order."""
    rows = [{**content, "n": number} for number, content in enumerate(contents)]
    return sorted(prepared.rows(select, [json.dumps(rows, default=str)]), key=lambda row: row[0])


def present(table: Table, rows: dict[str, str]) -> dict[str, str]:
    """The present slugs of rows, which may have been renamed or merged since; without those that are gone."""
    if "slug" not in table.columns:
        there = {str(pk) for pk in table.model.objects.filter(pk__in=list(rows.values())).values_list("pk", flat=True)}
        return {key: row for key, row in rows.items() if row in there}
    moved = Redirect.objects.present(table.name, list(rows.values()))
    now = {key: moved.get(row, row) for key, row in rows.items()}
    there = set(table.model.objects.filter(slug__in=list(now.values())).values_list("slug", flat=True))
    return {key: row for key, row in now.items() if row in there}
