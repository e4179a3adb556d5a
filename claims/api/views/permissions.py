"""Who may write: a view names the role that each of its writes takes (`writes`). Nobody may do any other write."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from claims.api.http.authentication import role_of
from claims.choices import Role

# Reads are open to everybody: rows that a role may not see are left out (`visible_to`).
WRITTEN = ("create", "update", "partial_update")
CODED = {**dict.fromkeys(WRITTEN, Role.CODER), "destroy": Role.EDITOR}
EDITED = dict.fromkeys(CODED, Role.EDITOR)
MERGED = {"merge": Role.EDITOR}


class WritePermission(BasePermission):
    """Compares the role of a request with the one that the view's `writes` names for the action."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS:
            return True
        action = getattr(view, "action", None)
        if action is None:
            return True  # the address has no such method: the view answers 405
        role = getattr(view, "writes", {}).get(action)
        article = "an" if role == Role.EDITOR else "a"
        self.message = "Nobody may do this." if role is None else f"This takes the role of {article} {role.value}."
        return role is not None and role_of(request).includes(role)
