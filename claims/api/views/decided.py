"""Endpoints whose rows two people decide on: each decision is a POST below the row."""

from collections.abc import Callable
from typing import Any, ClassVar, cast

from django.contrib.auth.models import User
from django.http import HttpResponse
from rest_framework.exceptions import PermissionDenied

from claims.api.views.writable import DeletableEndpoint
from claims.api.writing.bodies import EmptyBody
from claims.api.writing.errors import Conflict, validated
from claims.services.decisions import Decided, NotAllowed, NotReviewed


class DecidedEndpoint(DeletableEndpoint):
    """A collection whose rows are decided on.

    Attributes:
        decided: how its rows are locked for a decision.
        decisions: the service that carries out each action; it gets what `action_bodies` reads, a reason for example.
    """

    decided: ClassVar[Decided]
    decisions: ClassVar[dict[str, Callable[..., Any]]]

    def decide(self) -> HttpResponse:
        """Carries out the action of the request."""
        body = self.action_bodies.get(self.action, EmptyBody)
        given = validated(body(data=self.request.data))
        return self.write(lambda: self.decide_on(given))

    def decide_on(self, given: dict[str, Any]) -> HttpResponse:
        try:
            row = self.decisions[self.action](self.locked(), cast(User, self.request.user), held=self.actor, **given)
        except NotAllowed as error:
            raise PermissionDenied(str(error)) from error
        except NotReviewed as error:
            raise Conflict(str(error), error.code) from error
        return self.written(self.compose(row), 200, {})

    def lock_subjects(self, row: Any) -> None:
        """Who decides on a row has read what it rests on: that does not change meanwhile."""
        if self.action in self.decisions:
            self.decided.lock_subjects(row)
