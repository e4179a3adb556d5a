"""Which role may do what: one table, by collection and operation. What is not in it, nobody may."""

from collections.abc import Mapping
from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from claims.api.authentication import role_of
from claims.choices import Role

# Reading is for everybody; what a role may not know is absent from what it reads (`visible_to`).
WRITTEN = ("create", "update", "partial_update")
CODED = {**dict.fromkeys(WRITTEN, Role.CODER), "destroy": Role.EDITOR}
EDITED = dict.fromkeys(CODED, Role.EDITOR)
MERGED = {"merge": Role.EDITOR}

WRITES: Mapping[str, Mapping[str, Role]] = {
    "speakers": EDITED | MERGED,
    "affiliations": EDITED,
    "topics": EDITED,
    "sources": CODED | MERGED,
    "incidents": CODED | MERGED,
    # Statements and corrections stay: of both, a correction says what was wrong.
    "statements": {**dict.fromkeys(WRITTEN, Role.CODER), "correct": Role.EDITOR},
    "corrections": dict.fromkeys(WRITTEN, Role.EDITOR),
    "claims": CODED | MERGED,
    # Of stances, one's own suggestions; as its view says.
    "stances": {**CODED, "destroy": Role.CODER, "confirm": Role.REVIEWER, "reject": Role.REVIEWER},
}


def needed(collection: str, action: str) -> Role | None:
    """The role that a write takes; None where nobody may."""
    return WRITES.get(collection, {}).get(action)


class TablePermission(BasePermission):
    """Obeys the table."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS:
            return True
        action = getattr(view, "action", None)
        if action is None:
            return True  # there is no such method here, which is the answer to give
        role = needed(getattr(view, "basename", ""), action)
        article = "an" if role == Role.EDITOR else "a"
        self.message = "Nobody may do this." if role is None else f"This takes the role of {article} {role.value}."
        return role is not None and role_of(request).includes(role)
