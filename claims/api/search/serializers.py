"""The rows that a search finds: of several types in one list, each in its short form."""

from typing import Any, ClassVar

from drf_spectacular.utils import PolymorphicProxySerializer, extend_schema_field
from rest_framework import serializers

from claims.api.resources.claims.holders import HOLDERS
from claims.api.resources.claims.serializers import PositionBrief, TalliedClaim, TallySerializer
from claims.api.resources.incidents.serializers import IncidentBrief
from claims.api.resources.sources.serializers import SourceBrief
from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.resources.statements.serializers import StatementSerializer
from claims.api.sql.rows import RowSerializer
from claims.choices import Searched

BRIEF = ("type", "score", "slug", "url")


class HighlightSerializer(serializers.Serializer):
    """Where a word is that was found: characters are counted as Unicode code points."""

    field = serializers.CharField(help_text="The field whose text it is in, as in “text” or “other_names/0”.")
    start = serializers.IntegerField(help_text="How many characters are before it.")
    end = serializers.IntegerField(help_text="How many characters are before its end.")


class FacetSerializer(serializers.Serializer):
    """How many rows of a type answer."""

    count = serializers.IntegerField(help_text="How many there are.")
    count_is_estimate = serializers.BooleanField(help_text="Whether that is a guess, from the newest rows.")


@extend_schema_field(HighlightSerializer(many=True))
class Highlights(serializers.JSONField):
    """Places in texts, as the database finds them."""


class FoundSerializer(serializers.Serializer):
    """How a row was found."""

    type = serializers.ChoiceField(choices=Searched.choices, help_text="What it is.")
    score = serializers.FloatField(help_text="How well it answers, for comparing with the rows beside it.")
    highlights = Highlights(help_text="Where the words are that were asked for.")


def row_serializer(name: str, short: type[RowSerializer], *more: str) -> type[RowSerializer]:
    """The serializer of rows of one type that were found: their short form, and how they were found."""
    model = short.Meta.model
    fields = ("type", "score", *short.Meta.brief, *more, "highlights")
    meta = type("Meta", (RowSerializer.Meta,), {"model": model, "fields": fields, "brief": BRIEF})
    bases = (FoundSerializer, short)
    return type(f"Found{model.__name__}Serializer", bases, {"Meta": meta, "__doc__": f"One {name} that was found."})


class FoundClaim(TalliedClaim):
    """A claim that was found; with `holders`, with the speakers who affirm and who deny it."""

    affirmed_by = PositionBrief(
        many=True,
        required=False,
        help_text="Who affirms it, at most three of them, those first who hold most positions; with `holders`.",
    )
    denied_by = PositionBrief(many=True, required=False, help_text="Who denies it, in the same way; with `holders`.")

    class Meta(TalliedClaim.Meta):
        fields = (*TalliedClaim.Meta.fields, *HOLDERS)


# With all texts and names that are searched, which highlights point into, and with whether a statement stands.
ROW_SERIALIZERS: dict[str, type[RowSerializer]] = {
    Searched.SPEAKER: row_serializer("speaker", SpeakerBrief, "other_names"),
    Searched.CLAIM: row_serializer("claim", FoundClaim, "other_names", "context", "tallies", "disputed", *HOLDERS),
    Searched.STATEMENT: row_serializer(
        "statement", StatementSerializer, "original_text", "original_language", "status"
    ),
    Searched.INCIDENT: row_serializer("incident", IncidentBrief, "other_names", "summary", "location_name"),
    Searched.SOURCE: row_serializer("source", SourceBrief, "author"),
}


class SearchRowSerializer(FoundSerializer):
    """A row that was found, in the short form of its type.

    Its fields are those of all types, which `fields` and `omit` may name. See `union`.
    """

    slug = serializers.CharField(help_text="Its key in its collection.")
    url = serializers.URLField(help_text="Its address in this API.")
    name = serializers.CharField(help_text="The name of a speaker, a claim or an incident.")
    other_names = serializers.ListField(
        child=serializers.CharField(), help_text="The other names of a speaker, a claim or an incident."
    )
    kind = serializers.CharField(help_text="The kind of a speaker or a statement.")
    country = serializers.CharField(help_text="The country of a speaker (ISO 3166-1 alpha-2).")
    speaker = SpeakerBrief(help_text="Who made a statement.")
    text = serializers.CharField(help_text="The text of a claim or a statement.")
    language = serializers.CharField(help_text="BCP 47, of `text`.")
    context = serializers.CharField(help_text="What one has to know to understand a claim.")  # type: ignore[assignment]
    tallies = TallySerializer(help_text="How many speakers hold each position on a claim.")
    disputed = serializers.BooleanField(help_text="Somebody affirms a claim and somebody else denies it.")
    affirmed_by = PositionBrief(
        many=True, help_text="Who affirms a claim; with `holders`, or if it is named in `fields`."
    )
    denied_by = PositionBrief(many=True, help_text="Who denies a claim; with `holders`, or if it is named in `fields`.")
    original_text = serializers.CharField(help_text="The words of a statement before translation.")
    original_language = serializers.CharField(help_text="BCP 47, of the original.")
    status = serializers.CharField(help_text="Whether a statement stands, or what its correction says of it.")
    made_on = serializers.DateField(help_text="First day of the period in which a statement was made.")
    made_on_precision = serializers.CharField(help_text="How exactly that is known.")
    start_date = serializers.DateField(allow_null=True, help_text="First day of the period in which an incident began.")
    start_date_precision = serializers.CharField(help_text="How exactly that is known.")
    summary = serializers.CharField(help_text="What is known of an incident.")
    location_name = serializers.CharField(help_text="Where an incident happened.")
    headline = serializers.CharField(help_text="The title of a source.")
    publisher = serializers.CharField(help_text="Who published a source.")
    author = serializers.CharField(help_text="Who wrote a source.")
    external_url = serializers.URLField(help_text="The address of a source; empty when offline.")
    archived_url = serializers.URLField(help_text="A copy of a source in an archive.")

    # The members of a page besides its rows and links.
    extra_members: ClassVar[dict[str, serializers.Field]] = {
        "newest_only": serializers.ListField(
            child=serializers.ChoiceField(Searched.choices),
            help_text="The types of which so many rows answer that not all were ranked.",
        ),
        "suggestion": serializers.CharField(
            allow_null=True, help_text="What could have been meant, where nothing was found."
        ),
        "facets": serializers.DictField(
            child=FacetSerializer(), required=False, help_text="How many rows of each type answer; with `facets`."
        ),
    }

    class Meta:
        brief: ClassVar[tuple[str, ...]] = BRIEF

    @staticmethod
    def union() -> Any:
        """The schema of a row in the OpenAPI document: one of the types."""
        serializers: dict[str, Any] = {str(name): serializer for name, serializer in ROW_SERIALIZERS.items()}
        return PolymorphicProxySerializer(
            component_name="FoundRow", serializers=serializers, resource_type_field_name="type", many=True
        )
