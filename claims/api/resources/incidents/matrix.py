"""The matrix of an incident: speakers × claims, with the cells that are filled."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL
from rest_framework import serializers

from claims.api.query.filters import ChoiceFilter, SlugFilter
from claims.api.query.filterset import Through
from claims.api.query.shape import QueryShape
from claims.api.resources.claims.serializers import ChangeField, TalliedClaim
from claims.api.resources.incidents.serializers import IncidentBrief
from claims.api.resources.positions.filters import PositionFilters
from claims.api.resources.speakers.serializers import SpeakerBrief
from claims.api.sql.fragments import Fragment
from claims.api.sql.plan import Plan, Subject, object_plan
from claims.api.sql.rows import RowSerializer
from claims.api.views.variants import Variant
from claims.choices import Aspect
from claims.models import Claim, Incident, IncidentClaim, Position, Speaker
from claims.querysets import Reader

# What a matrix shows: so many claims, the first by slug, and of each the positions that were taken last.
MOST_CLAIMS, MOST_OF_CLAIM = 100, 50
# The latest positions on each claim that is shown, with its slug, and one more; those of them that are cells; whether
# there are more.
LATEST = """latest AS MATERIALIZED (
    SELECT p.*, shown.slug AS claim_slug FROM shown CROSS JOIN LATERAL (
        SELECT p.*, row_number() OVER (ORDER BY last_on DESC, id DESC) AS place FROM ({}) p
    ) p
)"""
CELLS = f"claims_position AS MATERIALIZED (SELECT * FROM latest WHERE place <= {MOST_OF_CLAIM})"  # noqa: S608 - a number
MORE = f"EXISTS (SELECT FROM latest WHERE place > {MOST_OF_CLAIM})"


class MatrixFilters(PositionFilters):
    through = {"incidents": Through(IncidentClaim, "claim", "claim")}

    aspect = ChoiceFilter("aspect", "claims about this aspect of the incident", Aspect, through="incidents")
    claim = SlugFilter("claim", "this claim", Claim)


class MatrixClaimSerializer(TalliedClaim):
    """A claim about the incident: a column of the matrix."""

    aspects = serializers.ListField(
        child=serializers.ChoiceField(Aspect.choices), help_text="What about the incident it is about."
    )

    class Meta(TalliedClaim.Meta):
        fields = ("slug", "url", "name", "text", "language", "aspects", "tallies", "disputed")
        brief = fields


class CellSerializer(RowSerializer):
    """Where one speaker stands on one claim of the incident, in one capacity."""

    speaker = serializers.CharField(source="speaker_slug", help_text="The slug of one of `speakers`.")
    claim = serializers.CharField(source="claim_slug", help_text="The slug of one of `claims`.")
    change = ChangeField()

    class Meta(RowSerializer.Meta):
        model = Position
        fields = ("speaker", "claim", "capacity", "position", *Position.DATES, "changed", "change")
        brief = fields


class MatrixSerializer(serializers.Serializer):
    """Who stands where on which claim about an incident: speakers × claims, with the cells that are filled."""

    incident = IncidentBrief()
    claims = MatrixClaimSerializer(many=True, help_text="The claims about it, by slug; at most 100.")
    speakers = SpeakerBrief(many=True, help_text="The speakers of the cells.")
    cells = CellSerializer(
        many=True,
        help_text="One for each speaker, claim and capacity; of a claim, the 50 positions that were taken last.",
    )
    cut = serializers.BooleanField(help_text="There are more claims, or more positions on one of them.")

    class Meta:
        brief = ("incident", "cells")


class Matrix(Variant):
    """Answers with the matrix of the incident that the address names."""

    def plan(self, subject: Subject, shape: QueryShape, reader: Reader) -> Plan:
        given = shape.slots(MatrixFilters)
        links = IncidentClaim.objects.filter(incident=subject.key)
        for name in ("aspect", "claim"):
            for each in {name, f"{name}__in"} & {*given}:
                links = links.filter(MatrixFilters.base_filters[name].condition("exact", given[each]))
        claims = Claim.objects.filter(pk__in=links.values("claim")).order_by("slug")
        shown = Claim.objects.filter(pk__in=RawSQL("SELECT id FROM shown", ()))
        held = Position.objects.filter(*MatrixFilters.conditions(given, reader), claim=RawSQL("shown.id", ()))
        aspects = links.filter(claim=OuterRef("pk")).order_by("aspect").values_list("aspect")
        further = links.values("claim").distinct()[MOST_CLAIMS:]
        cut = Q(Exists(further)) | Q(RawSQL(MORE, (), output_field=BooleanField()))  # noqa: S611
        parts = {
            "incident": Incident.objects.filter(pk=subject.key),
            "claims": shown.annotate(aspects=ArraySubquery(aspects)).order_by("slug"),
            "speakers": Speaker.objects.filter(pk__in=Position.objects.values("speaker")).order_by("sort_key", "pk"),
            "cells": Position.objects.annotate(
                speaker_slug=F("speaker__slug"), claim_slug=RawSQL("claim_slug", ())
            ).order_by("claim_slug", "speaker__sort_key", "speaker__pk", "capacity"),
            "cut": Incident.objects.filter(pk=subject.key).annotate(cut=cut).values("cut"),
        }
        # The parts read the positions of the cells, as those of the table; the first two expressions read the table.
        columns = Fragment.select(claims.values("pk", "slug")[:MOST_CLAIMS])
        tables = [
            Fragment.of("shown (id, slug) AS MATERIALIZED ({})", columns),
            Fragment.of(LATEST, Fragment.select(held.order_by("-last_on", "-pk")[: MOST_OF_CLAIM + 1])),
            Fragment(CELLS),
        ]
        return object_plan(
            self.selected(shape), parts, shape, MatrixFilters, reader=reader, subject=subject, tables=tables
        )
