"""Statements, where they stand, and the stances they take."""

from typing import ClassVar

from claims.api.resources.claims.serializers import ClaimBrief
from claims.api.resources.incidents.serializers import IncidentBrief
from claims.api.resources.sources.serializers import SourceBrief, SourceOfJudgement
from claims.api.resources.speakers.serializers import RoleBrief, SpeakerBrief
from claims.api.sql.rows import RowSerializer, SelfLink
from claims.models import Citation, Correction, Stance, Statement
from claims.models.base import MAX_TEXT

# All of them: a reviewer judges a statement with all its citations, and those of a quote are words of its text.
MOST_CITATIONS = MAX_TEXT // 2


class StatementLink(RowSerializer):
    """A statement named by another one."""

    url = SelfLink("statements")

    class Meta(RowSerializer.Meta):
        model = Statement
        fields = ("slug", "url", "text", "language")
        brief = fields


class StanceOfStatement(RowSerializer):
    """What the statement above does with a claim."""

    url = SelfLink("stances", "id")
    claim = ClaimBrief()

    class Meta(RowSerializer.Meta):
        model = Stance
        fields = ("id", "url", "claim", "position", "explicitness", "qualification", "excerpt")
        brief = fields


class CorrectionOfStatement(RowSerializer):
    """What was wrong with the statement above, and why."""

    url = SelfLink("corrections", "id")
    replacement = StatementLink(allow_null=True, help_text="The statement that replaces it.")

    class Meta(RowSerializer.Meta):
        model = Correction
        fields = ("id", "url", "status", "what", "why", "corrected_at", "replacement")
        brief = fields
        ordering = ("corrected_at", "pk")


class CitationSerializer(RowSerializer):
    """Where a statement stands in its source (W3C Web Annotation, TextQuoteSelector)."""

    class Meta(RowSerializer.Meta):
        model = Citation
        fields = ("exact", "prefix", "suffix", "start", "end", "media_start", "media_end")
        brief = fields
        ordering = ("start", "pk")
        most = MOST_CITATIONS


class StatementSerializer(RowSerializer):
    """Something that a speaker said, as one source reports it, in the role held then."""

    url = SelfLink("statements")
    speaker = SpeakerBrief(help_text="Who said it.")
    affiliation = RoleBrief(allow_null=True, help_text="The role in which it was said.")
    on_behalf_of = SpeakerBrief(allow_null=True, help_text="For whom it was said.")
    source = SourceBrief(help_text="Where it is reported.")  # type: ignore[assignment]
    incidents = IncidentBrief(many=True, help_text="What it is about.")
    stances = StanceOfStatement(many=True, help_text="What it does with which claim.")
    supersedes = StatementLink(allow_null=True, help_text="The statement that it takes back or corrects.")
    corrections = CorrectionOfStatement(many=True, help_text="What was wrong with it, the last word last.")

    class Meta(RowSerializer.Meta):
        model = Statement
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "url",
            "speaker",
            "affiliation",
            "on_behalf_of",
            "kind",
            "text",
            "language",
            "original_text",
            "original_language",
            "made_on",
            "made_on_precision",
            "venue",
            "attribution",
            "status",
            "source",
            "incidents",
            "stances",
            "supersedes",
            "corrections",
            "created_at",
            "updated_at",
        )
        brief: ClassVar[tuple[str, ...]] = (
            "slug",
            "url",
            "speaker",
            "kind",
            "text",
            "language",
            "made_on",
            "made_on_precision",
        )


class StatementDetailSerializer(StatementSerializer):
    """A statement with its place in the source, and what superseded it."""

    citations = CitationSerializer(many=True, help_text="The exact words, and where they stand in the source.")
    superseded_by = StatementLink(many=True, help_text="The statements that take it back or correct it.")

    class Meta(StatementSerializer.Meta):
        fields = (*StatementSerializer.Meta.fields, "citations", "superseded_by")


class StatementOfStance(RowSerializer):
    """A statement, as it is shown with what it does: who said it, in which role, when, where it stands."""

    url = SelfLink("statements")
    speaker = SpeakerBrief()
    affiliation = RoleBrief(allow_null=True, help_text="The role in which it was said.")
    on_behalf_of = SpeakerBrief(allow_null=True, help_text="For whom it was said.")
    source = SourceBrief()  # type: ignore[assignment]

    class Meta(RowSerializer.Meta):
        model = Statement
        fields: ClassVar[tuple[str, ...]] = (
            "slug",
            "url",
            "speaker",
            "affiliation",
            "on_behalf_of",
            "kind",
            "text",
            "language",
            "made_on",
            "made_on_precision",
            "status",
            "source",
        )
        brief = StatementSerializer.Meta.brief


class StatementOfJudgement(StatementOfStance):
    """A statement with all that a reviewer reads to judge what it does."""

    source = SourceOfJudgement()
    citations = CitationSerializer(many=True, help_text="The exact words, and where they stand in the source.")

    class Meta(StatementOfStance.Meta):
        fields = (
            *StatementOfStance.Meta.fields,
            "original_text",
            "original_language",
            "venue",
            "attribution",
            "citations",
        )
