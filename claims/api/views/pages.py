"""Pages of lists: the rows of an answer as JSON, with links to the pages beside it (RFC 8288)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from claims.api.query.cursors import Cursor
from claims.api.query.parser import Given
from claims.api.query.shape import QueryShape
from claims.api.query.slots import SlotKey
from claims.api.sql.plan import Plan, PlanResult, join
from claims.api.views.variants import Page


@dataclass(frozen=True)
class Links:
    """Makes the addresses of the pages beside a page.

    Attributes:
        here: the list's address, without the query string.
        given: the query string.
        scope: the list that cursors belong to.
        ordering: the name of the ordering.
    """

    here: str
    given: Given
    scope: str
    ordering: str

    def to(self, cursor: Cursor) -> str:
        """The address of the same request with another cursor."""
        given = [(name, value) for name, values in self.given.lists() for value in values]
        kept = urlencode([pair for pair in given if pair[0] != "cursor"])
        return f"{self.here}?{kept}{kept and '&'}cursor={cursor.encode(self.scope, self.ordering)}"


def render_page(
    page: Page, result: PlanResult, *, plan: Plan, shape: QueryShape, values: Mapping[SlotKey, Any], links: Links
) -> tuple[bytes, str]:
    """The JSON of a page, and its Link header (empty where there is no other page)."""
    backwards = shape.cursor is not None and shape.cursor[0]
    more = len(result.rows) > shape.limit
    rows = result.rows[: shape.limit]
    # Without rows, which happens when they were deleted since the link was made, the cursors lead to the list's ends.
    ends = result.keyset(0), result.keyset(len(rows) - 1)
    if backwards:
        rows.reverse()
    before, after = reversed(ends) if backwards else ends
    has_next = backwards or more
    has_previous = more if backwards else shape.cursor is not None
    head = page.extra_members(links.given, ends if rows else (), result.extra)
    if shape.count:
        estimated = shape.count == "estimate"
        head["count"] = plan.estimate(values) if estimated else result.count
        head["count_is_estimate"] = estimated
    head["next"] = links.to(Cursor(after, backwards=False)) if has_next else None
    head["previous"] = links.to(Cursor(before, backwards=True)) if has_previous else None
    body = json.dumps(head)[:-1].encode() + b', "results": ' + join(rows) + b"}"
    related = [(head["next"], "next"), (head["previous"], "prev")]
    return body, ", ".join(f'<{address}>; rel="{relation}"' for address, relation in related if address)
