"""Who may write: the API's words for the policy (`claims.services.policy`), as the permission of a view."""

from typing import Any

from rest_framework.permissions import SAFE_METHODS, BasePermission
from rest_framework.request import Request

from claims.api.http.authentication import role_of
from claims.services import policy

# The policy's name of each action of a view. Reads are open to everybody: rows that a role may not see are left out
# (`visible_to`).
ACTIONS = {
    "create": "add",
    "update": "change",
    "partial_update": "change",
    "destroy": "delete",
    "merge": "merge",
    "unmerge": "unmerge",
    "correct": "correct",
    "confirm": "review",
    "reject": "review",
    "reopen": "reopen",
    "submit": "submit",
    "approve": "approve",
    "publish": "publish",
    "confirm_all": "review",
    "reject_all": "review",
    "reopen_all": "reopen",
    # The candidates in the text of a source, which readers do not see.
    "candidates": "view",
}


def actor_of(request: Request) -> policy.Actor:
    """Who a request acts for."""
    return policy.Actor(role_of(request), request.user.pk)


class WritePermission(BasePermission):
    """Asks the policy whether the role of a request may do the view's action; for its row, the view asks itself."""

    def has_permission(self, request: Request, view: Any) -> bool:
        if request.method in SAFE_METHODS:
            return True
        action = getattr(view, "action", None)
        if action is None:
            return True  # the address has no such method: the view answers 405
        if not hasattr(view, "body_class"):
            return False
        refused = policy.takes_role(actor_of(request), view.model, ACTIONS[action])
        self.message = refused.words if refused else ""
        return refused is None
