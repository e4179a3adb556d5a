"""Claims and incidents, and the questions that are asked of them."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.http import HttpResponse
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.serializers import Serializer

from claims.api.filters.claims import (
    ClaimFilters,
    ClaimPositionFilters,
    ClaimPositionThenFilters,
    ClaimTakenFilters,
    MatrixFilters,
    SpeakerClaimFilters,
)
from claims.api.filters.sources import IncidentFilters
from claims.api.filters.statements import StanceFilters
from claims.api.query import Accepts, Form
from claims.api.read.plan import Plan, object_plan, slots
from claims.api.serializers.claims import ClaimDetailSerializer, ClaimSerializer, PlainClaimSerializer
from claims.api.serializers.incidents import IncidentDetailSerializer, IncidentSerializer
from claims.api.serializers.positions import MatrixSerializer, PositionSerializer
from claims.api.serializers.statements import StanceSerializer
from claims.api.views.records import RECORDED, PositionsEndpoint, StanceViewSet
from claims.api.views.writable import MergeableEndpoint
from claims.api.writing import rows as bodies
from claims.api.writing.bodies import Body
from claims.api.writing.problems import SimilarClaims, validated
from claims.models import Claim, Incident, IncidentClaim, Position, Speaker, Stance
from claims.querysets import Reader
from claims.search.matching import similar

SPEAKER = ("speaker", "speaker__in")


class ClaimViewSet(PositionsEndpoint):
    """Propositions without a speaker, with the number of speakers who hold each position on them."""

    queryset = Claim.objects.all()
    serializer_class = PlainClaimSerializer
    body_class = bodies.ClaimBody
    create_flags = {"allow_similar": "Record the claim even where one that says the same, it seems, is there."}
    serializer_classes = {
        "retrieve": ClaimDetailSerializer,
        "stances": StanceSerializer,
        "positions": PositionSerializer,
    }
    list_accepts = Accepts(ClaimFilters, {"slug": "slug", **RECORDED}, "-created_at")
    taken_accepts = replace(list_accepts, filters=ClaimTakenFilters)
    speaker_accepts = Accepts(
        SpeakerClaimFilters, {"created_at": "positions__claim_created_at"}, "-created_at", key="positions__claim"
    )
    stances_accepts = Accepts(StanceFilters, StanceViewSet.list_accepts.orderings, "-made_on")
    positions_accepts = Accepts(
        ClaimPositionFilters,
        {"last_on": "last_on", "first_on": "first_on", "speaker": "speaker__slug"},
        "-last_on",
        as_of=True,
    )
    positions_then_accepts = Accepts(
        ClaimPositionThenFilters,
        {"last_on": "then_last_on", "first_on": "then_first_on", "speaker": "speaker__slug"},
        "-last_on",
        as_of=True,
    )

    @classmethod
    def accepts_of(cls, action: str, form: Form | None = None) -> Accepts:
        """A list is read from the positions, unless it is asked for by day; along them, for one speaker's claims."""
        if action != "list" or not form or any(name.startswith("made_on") for name in form.names):
            return super().accepts_of(action, form)
        return cls.speaker_accepts if cls.is_of_one_speaker(form) else cls.taken_accepts

    @classmethod
    def is_of_one_speaker(cls, form: Form) -> bool:
        """Whether an index of positions has the list's rows together, in its order."""
        return len(cls.speakers(form)) == 1 and form.ordering.removeprefix("-") == "created_at"

    @classmethod
    def serializer_class_of(cls, action: str, form: Form | None = None) -> type[Serializer]:
        """With `speaker`, each claim shows where those speakers stand on it."""
        if action == "list" and form and not form.names.isdisjoint(SPEAKER):
            return ClaimSerializer
        return super().serializer_class_of(action, form)

    @classmethod
    def rows(cls, action: str, form: Form, reader: Reader) -> Any:
        if action == "stances":
            return Stance.objects.visible_to(reader).filter(claim=cls.subject().key)
        rows: Any = super().rows(action, form, reader)
        return rows.along_positions() if cls.accepts_of(action, form) is cls.speaker_accepts else rows

    @classmethod
    def narrow(cls, action: str, form: Form) -> Mapping[str, Q]:
        if action == "list" and (speakers := cls.speakers(form)):
            return {"positions": ClaimFilters.base_filters["speaker"].condition("exact", speakers)}
        return super().narrow(action, form)

    @staticmethod
    def speakers(form: Form) -> list[Any]:
        """Slots of the speakers that a list of claims is asked for."""
        return [slot for name, each in slots(ClaimFilters, form).items() if name in SPEAKER for slot in each]

    def saved(self, body: Body, pointer: str = "", **beside: Any) -> Any:
        """A new claim is compared with those that are there: two copies of one would each be counted by itself."""
        if self.action == "create" and self.request.query_params.get("allow_similar") != "true":
            given = validated(body, pointer)
            found = {each.claim: each.score for each in similar(given["text"], given.get("language", "en"))}
            claims = Claim.objects.in_bulk(found)
            if candidates := [
                {"slug": row.slug, "url": self.address(row), "text": row.text, "score": round(found[key], 4)}
                for key in found
                if (row := claims.get(key))
            ]:
                raise SimilarClaims(pointer, candidates)
        return super().saved(body, pointer, **beside)

    def hint(self) -> Form | None:
        given = tuple((name, 1) for name in SPEAKER if name in self.request.query_params)
        return Form(given=given) if self.action == "list" and given else super().hint()

    @action(detail=True)
    def stances(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Who took which position on this claim, when, in which role, in which words."""
        return self.answer()

    @action(detail=True)
    def positions(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Where every speaker stands on this claim, or with `as_of` stood on it at the end of a day."""
        return self.answer()


class IncidentViewSet(MergeableEndpoint):
    """Events that claims are about, and the wider patterns that they belong to."""

    queryset = Incident.objects.all()
    serializer_class = IncidentSerializer
    body_class = bodies.IncidentBody
    serializer_classes = {"retrieve": IncidentDetailSerializer, "matrix": MatrixSerializer}
    list_accepts = Accepts(
        IncidentFilters,
        {"start_date": "start_date", "name": "sort_key", "slug": "slug", "created_at": "created_at"},
        "-start_date",
    )
    matrix_accepts = Accepts(MatrixFilters)

    @action(detail=True)
    def matrix(self, request: Request, **kwargs: Any) -> HttpResponse:
        """Who stands where on which claim about this incident: speakers × claims."""
        return self.answer()

    @classmethod
    def compile(cls, action: str, form: Form, reader: Reader) -> Plan:
        if action != "matrix":
            return super().compile(action, form, reader)
        serializer = MatrixSerializer()
        form.shape.prune(serializer)
        return object_plan(serializer, cls.matrix_parts(form, reader), reader, cls.subject())

    @classmethod
    def matrix_parts(cls, form: Form, reader: Reader) -> dict[str, QuerySet]:
        """The rows of each part of a matrix, in their order."""
        given = slots(MatrixFilters, form)
        links = IncidentClaim.objects.filter(incident=cls.subject().key)
        for name in ("aspect", "aspect__in"):
            if name in given:
                links = links.filter(MatrixFilters.base_filters["aspect"].condition("exact", given[name]))
        claims = Claim.objects.filter(pk__in=links.values("claim"))
        cells = Position.objects.filter(*MatrixFilters.conditions(given, reader), claim__in=links.values("claim"))
        named = cells.annotate(speaker_slug=F("speaker__slug"), claim_slug=F("claim__slug"))
        aspects = links.filter(claim=OuterRef("pk")).order_by("aspect").values_list("aspect")
        return {
            "incident": Incident.objects.filter(pk=cls.subject().key),
            "claims": claims.annotate(aspects=ArraySubquery(aspects)).order_by("slug"),
            "speakers": Speaker.objects.filter(pk__in=cells.values("speaker")).order_by("sort_key", "pk"),
            "cells": named.order_by("claim__slug", "speaker__sort_key", "speaker__pk", "capacity"),
        }
