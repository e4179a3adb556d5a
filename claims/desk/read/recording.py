"""Records a card: the statement with its citation and stance, and the speaker, claim or incident that it needs."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.models import User
from django.db import DatabaseError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException

from claims.api.resources.claims.bodies import ClaimBody
from claims.api.resources.incidents.bodies import IncidentBody
from claims.api.resources.speakers.bodies import SpeakerBody
from claims.api.resources.stances.bodies import StanceBody
from claims.api.resources.statements.bodies import StatementBody
from claims.api.writing.bodies import Body
from claims.api.writing.errors import InvalidBody, RuleBroken, as_problem, explained, validated
from claims.api.writing.named import NamedRows, rows_of
from claims.api.writing.saving import saved
from claims.desk.read.values import (
    NEW,
    Values,
    claim_body,
    field_of,
    incident_body,
    speaker_body,
    stance_body,
    statement_body,
)
from claims.models import Source, Statement
from claims.services import policy
from claims.services.passages import Span, draft_of
from claims.services.rules import holder
from claims.services.similar import candidates
from claims.services.transactions import in_one_transaction

CHANGED = _(
    "The text of the source was changed since you opened this card: open it anew, and discard its draft if it has one."
)
ALIKE = {
    "speaker": _("This speaker seems to be here already. Choose it, or say that it is another one."),
    "claim": _("This claim seems to be here already. Choose it, or say that it is another one."),
}
BODIES: dict[str, type[Body]] = {
    "speaker": SpeakerBody,
    "incident": IncidentBody,
    "claim": ClaimBody,
    "statement": StatementBody,
    "stance": StanceBody,
}


class NotRecorded(Exception):  # noqa: N818 - named for what happened
    """Nothing was recorded.

    Attributes:
        errors: sentences by the field of the form that they belong to; "" for the card as a whole.
        alike: the rows that a new speaker or claim is like.
    """

    def __init__(self) -> None:
        self.errors: dict[str, list[str]] = defaultdict(list)
        self.alike: dict[str, list[Any]] = {}
        super().__init__("Nothing was recorded.")

    def add(self, field: str, words: str) -> "NotRecorded":
        self.errors[field].append(words)
        return self


class Recorder:
    """Records cards of one text for one person."""

    def __init__(self, source: Source, text: str, user: User, actor: policy.Actor) -> None:
        self.source, self.text, self.user, self.actor = source, text, user, actor
        self.context: dict[str, Any] = {"user": user, "role": actor.role}

    def record(self, span: Span, values: Values) -> Statement:
        """Records a card, all of it or nothing, as the API does it for keys. Its draft goes.

        Raises:
            NotRecorded: with what is wrong, at its field.
        """
        try:
            return in_one_transaction(lambda: self.all_of(span, dict(values)))
        except DatabaseError as error:
            with errors_of("statement"):
                if (problem := explained(error)) is None:
                    raise
                raise problem from error
        raise AssertionError

    def all_of(self, span: Span, values: Values) -> Statement:
        if values.get("exact") != self.text[span.start : span.end]:
            raise NotRecorded().add("", str(CHANGED))
        if values.get("position") and not values.get("claim"):
            raise NotRecorded().add(
                "claim", gettext("Choose the claim that the position is on, or take the position back.")
            )
        values["speaker"] = self.made("speaker", values, speaker_body(values))
        new = "incidents" in values and NEW in values["incidents"]
        if new:
            slug = self.made("incident", {"incident": NEW}, incident_body(values))
            values["incidents"] = [slug if each == NEW else each for each in values["incidents"]]
            values["claim_incident"] = slug if values.get("claim_incident") == NEW else values.get("claim_incident")
        values["claim"] = self.made("claim", values, claim_body(values, self.source))
        body = statement_body(values, self.source, self.text, span)
        statement: Statement = self.save("statement", body)
        draft_of(self.source, self.user, span).delete()
        return statement

    def add_stance(self, statement: Statement, values: Values) -> Statement:
        """Records a further stance of a statement that is there.

        Raises:
            NotRecorded: with what is wrong, at its field.
        """

        def work() -> Statement:
            chosen = {**values, "claim": self.made("claim", values, claim_body(values, self.source))}
            self.save("stance", {**stance_body(chosen), "statement": statement.slug})
            return statement

        return in_one_transaction(work)

    def made(self, name: str, values: Values, body: dict[str, Any]) -> str:
        """The slug of the row that a card chose, which is recorded first where it is a new one."""
        chosen = str(values.get(name, ""))
        return str(self.save(name, body).slug) if chosen == NEW else chosen

    def save(self, name: str, data: dict[str, Any]) -> Any:
        """Saves a body; a speaker or claim only where nothing is like it, or `distinct_from` names what is."""
        context = {**self.context, "named": NamedRows()}
        body = BODIES[name](data=data, context=context)
        model = body.Meta.model
        with errors_of(name):
            if refused := policy.refusal(self.actor, "add", model):
                raise as_problem(refused)
            if name in {"speaker", "claim"}:
                values = validated(body)
                distinct = [row.pk for row in rows_of(model, set(values.get("distinct_from", []))).values()]
                if found := candidates(model, values, distinct):
                    alike = NotRecorded()
                    alike.alike[name] = [each.row for each in found]
                    alike.add(name, str(ALIKE[name]))
                    raise alike
            return saved(body, self.actor)


@contextmanager
def errors_of(body: str) -> Iterator[None]:
    """Turns the problem of a body into the errors of the form."""
    try:
        yield
    except InvalidBody as problem:
        found = NotRecorded()
        for each in problem.errors:
            field = field_of(body, each.pointer)
            found.add(field, each.detail if field or not each.pointer else f"{body}{each.pointer}: {each.detail}")
        if isinstance(problem, RuleBroken) and (meant := problem.members.get("meant")):
            found.add(
                field_of(body, problem.errors[0].pointer),
                gettext("In the source it reads: “{meant}”.").format(meant=meant),
            )
        cause = problem.__cause__
        if isinstance(cause, DatabaseError):
            found.__cause__ = cause
        raise found from cause
    except APIException as problem:
        raise NotRecorded().add("", str(problem.detail)) from problem


def existing_row(refused: NotRecorded) -> Any:
    """The row that is there already, by the rule that refused another one. To be asked after the rollback."""
    cause = refused.__cause__
    return holder(cause) if isinstance(cause, DatabaseError) else None
