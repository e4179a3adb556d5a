"""Corrections, with the statements that they are about."""

from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.resources.statements.serializers import StatementLink
from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Correction, Statement


class CorrectedStatement(RowSerializer):
    """A statement that was corrected, and whether it stands now."""

    url = SelfLink("statements")
    speaker = SpeakerBrief(help_text="Who said it.")

    class Meta(RowSerializer.Meta):
        model = Statement
        fields = ("slug", "url", "speaker", "text", "language", "made_on", "made_on_precision", "status")
        brief = fields


class CorrectionSerializer(RowSerializer):
    """What was wrong with a statement, why, and when that was said."""

    url = SelfLink("corrections", "id")
    statement = CorrectedStatement(help_text="What is corrected.")
    replacement = StatementLink(allow_null=True, help_text="The statement that replaces it.")

    class Meta(RowSerializer.Meta):
        model = Correction
        fields = (
            "id",
            "url",
            "statement",
            "status",
            "what",
            "why",
            "corrected_at",
            "replacement",
            "created_at",
            "updated_at",
        )
        brief = ("id", "url", "statement", "status", "what", "corrected_at")
