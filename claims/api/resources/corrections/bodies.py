"""The body of a correction, alone or below its statement, and of the replacement that it may record."""

from typing import Any, ClassVar

from rest_framework.exceptions import ValidationError

from claims.api.resources.statements.bodies import StatementBody
from claims.api.writing.bodies import Body
from claims.models import Correction
from claims.services.corrections import as_corrected, correct, supersede


class ReplacementBody(StatementBody):
    """A statement that replaces another one: what is left out is as it was there."""

    class Meta(StatementBody.Meta):
        fields = tuple(name for name in StatementBody.Meta.fields if name not in {"status", "supersedes"})

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        for field in fields.values():
            field.required = False
        return fields


class CorrectionOfStatementBody(Body):
    """What was wrong with a statement, why, and whether it stands; where another one replaces it, which one."""

    replace_with = ReplacementBody(
        required=False,
        write_only=True,
        help_text="What is different in the statement that replaces it: that one is recorded along, and is otherwise "
        "the same. Instead of `replacement`.",
    )

    class Meta(Body.Meta):
        model = Correction
        fields: ClassVar[tuple[str, ...]] = ("status", "what", "why", "corrected_at", "replacement", "replace_with")
        extra_kwargs: ClassVar[dict[str, Any]] = {
            "corrected_at": {"required": False, "help_text": "When it was made; now, where that is left out."},
            "replacement": {"help_text": "The statement that replaces it, where that is there already."},
        }

    def validate_replace_with(self, value: dict[str, Any]) -> dict[str, Any]:
        if self.instance is not None:
            raise ValidationError("A statement is recorded along with a new correction only: name it as `replacement`.")
        if self.initial_data.get("replacement") is not None:
            raise ValidationError("This and `replacement` exclude each other.", code="conflict")
        return value

    def defaults(self) -> dict[str, Any]:
        """What PUT leaves out stays as it was, except `replacement`."""
        return {"replacement": None}

    def create(self, validated_data: dict[str, Any]) -> Correction:
        statement = validated_data.pop("statement")
        changes = validated_data.pop("replace_with", None)
        if changes is not None:
            body = ReplacementBody(context=self.context)
            validated_data["replacement"] = body.create(as_corrected(statement, changes))
        return correct(statement, self.context["user"], **validated_data)

    def update(self, instance: Correction, validated_data: dict[str, Any]) -> Any:
        supersede(validated_data.get("replacement"), instance.statement)
        return super().update(instance, validated_data)


class CorrectionBody(CorrectionOfStatementBody):
    """What was wrong with which statement, why, and whether it stands."""

    class Meta(CorrectionOfStatementBody.Meta):
        fields = ("statement", *CorrectionOfStatementBody.Meta.fields)
