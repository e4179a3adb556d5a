"""Turns database rows into the structure of the answers."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from asyncpg import Record

TALLIES = ("affirms", "denies", "qualifies", "questions", "reports", "declines")
Json = dict[str, Any]


def grouped(rows: Iterable[Record], key: str) -> dict[int, list[Record]]:
    groups: dict[int, list[Record]] = defaultdict(list)
    for row in rows:
        groups[row[key]].append(row)
    return groups


def speaker(row: Record, name: str, root: str) -> Json | None:
    """The speaker whose columns start with `name`, if there is one."""
    slug = row[f"{name}_slug"]
    if slug is None:
        return None
    return {
        "slug": slug,
        "url": f"{root}speakers/{slug}/",
        "name": row[f"{name}_name"],
        "kind": row[f"{name}_kind"],
        "country": row[f"{name}_country"],
    }


def role(row: Record, root: str) -> Json | None:
    if row["role_id"] is None:
        return None
    return {
        "id": row["role_id"],
        "url": f"{root}affiliations/{row['role_id']}/",
        "role": row["role"],
        "organization": speaker(row, "body", root),
    }


def source(row: Record, root: str) -> Json | None:
    if row["source_slug"] is None:
        return None
    return {
        "slug": row["source_slug"],
        "url": f"{root}sources/{row['source_slug']}/",
        "headline": row["source_headline"],
        "publisher": row["source_publisher"],
        "external_url": row["source_external_url"],
        "archived_url": row["source_archived_url"],
    }


def linked(row: Record, collection: str, root: str) -> Json:
    """All columns of a row with a slug, and its URL."""
    return {**row, "url": f"{root}{collection}/{row['slug']}/"}


def spoken(row: Record, root: str) -> Json:
    return {
        **linked(row, "statements", root),
        "speaker": speaker(row, "speaker", root),
        "affiliation": role(row, root),
        "on_behalf_of": speaker(row, "behalf", root),
        "source": source(row, root),
    }


def other(row: Record, name: str, root: str) -> Json | None:
    """The statement whose columns start with `name`, if there is one."""
    slug = row[f"{name}_slug"]
    return slug and {
        "slug": slug,
        "url": f"{root}statements/{slug}/",
        "text": row[f"{name}_text"],
        "language": row[f"{name}_language"],
    }


def statement(
    row: Record, incidents: list[Record], stances: list[Record], corrections: list[Record], root: str
) -> Json:
    return {
        **spoken(row, root),
        "incidents": [linked(incident, "incidents", root) for incident in incidents],
        "stances": [
            {
                **stance,
                "url": f"{root}stances/{stance['id']}/",
                "claim": {
                    "slug": stance["claim_slug"],
                    "url": f"{root}claims/{stance['claim_slug']}/",
                    "name": stance["claim_name"],
                    "text": stance["claim_text"],
                    "language": stance["claim_language"],
                },
            }
            for stance in stances
        ],
        "supersedes": other(row, "earlier", root),
        "corrections": [
            {**each, "url": f"{root}corrections/{each['id']}/", "replacement": other(each, "later", root)}
            for each in corrections
        ],
    }


def tallied(row: Record, root: str) -> Json:
    return {**linked(row, "claims", root), "tallies": {name: row[name] for name in TALLIES}}


def claim(row: Record, topics: list[Record], incidents: list[Record], positions: list[Record], root: str) -> Json:
    return {
        **tallied(row, root),
        "first_appearance": source(row, root),
        "topics": [linked(topic, "topics", root) for topic in topics],
        "incidents": [
            {"aspect": incident["aspect"], "incident": linked(incident, "incidents", root)} for incident in incidents
        ],
        "positions": [{**position, "speaker": speaker(position, "speaker", root)} for position in positions],
    }


def stance(row: Record, of_claim: Json, root: str) -> Json:
    return {**row, "url": f"{root}stances/{row['id']}/", "statement": spoken(row, root), "claim": of_claim}
