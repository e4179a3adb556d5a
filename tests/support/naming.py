"""Names for rows of answers and for model instances, to compare lists by."""

from typing import Any

from claims.models import Change, Contradiction, Position, Publisher, Redirect
from tests.support.endpoints import LISTS, Endpoint


def name(row: dict[str, Any]) -> str:
    """A name for a row of an answer that no other row has."""
    if "kind" in row and "id" in row:
        return f"change {row['id']}"
    if "affirms" in row:
        sides = ((row["affirmed_by"], row["affirms"]), (row["denied_by"], row["denies"]))
        return " and ".join(f"{speaker['slug']} by {stance['id']}" for speaker, stance in sides)
    if row.keys() == {"name"}:
        return str(row["name"])
    return row.get("url") or f"{row['speaker']['slug']} on {row['claim']['slug']}, {row['capacity']}"


def name_of(row: Any) -> str:
    """The same name for a model instance."""
    if isinstance(row, Position):
        return f"{row.speaker.slug} on {row.claim.slug}, {row.capacity}"
    if isinstance(row, Contradiction):
        return f"{row.affirmed_by.slug} by {row.affirms_id} and {row.denied_by.slug} by {row.denies_id}"
    if isinstance(row, Publisher):
        return row.name
    if isinstance(row, Redirect):  # its `url` is the address that it leads to
        return f"http://localhost/api/v1/{row.collection}/{row.new_slug}/"
    if isinstance(row, Change):
        return f"change {row.pk}"
    table = row._meta.model_name
    collection = next(e for e in LISTS if e.action == "list" and e.model._meta.model_name == table)
    key = getattr(row, collection.view.lookup_field)
    return f"http://localhost/api/v1/{collection.collection}/{key}/"


def naming(endpoint: Endpoint) -> str:
    """The fields that `name` needs."""
    if "positions" in endpoint.action:
        return "speaker,claim,capacity"
    named = {Change: "id,kind", Contradiction: "affirmed_by,affirms,denied_by,denies", Publisher: "name"}
    return named.get(endpoint.serializer.Meta.model, "url")
