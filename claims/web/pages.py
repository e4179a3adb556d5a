"""The pages over the collections of the API: which reads each of them shows."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from claims.api.resources.claims.views import ClaimViewSet
from claims.api.resources.contradictions.views import ContradictionViewSet
from claims.api.resources.corrections.views import CorrectionViewSet
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.publishers.views import PublisherViewSet
from claims.api.resources.sources.views import SourceViewSet
from claims.api.resources.speakers.views import SpeakerViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.api.resources.topics.views import TopicViewSet
from claims.api.views.endpoint import Endpoint
from claims.choices import COMMITTAL_POSITIONS, Capacity, ReviewStatus, StancePosition, StatementStatus
from claims.web.page import ROWS, ROWS_BESIDE, Answers, PageView, Parts, asked, part

OWN = {"capacity": Capacity.OWN.value}
# The stances that count.
COUNTED = {"review_status": ReviewStatus.CONFIRMED.value, "status": StatementStatus.ACTIVE.value}


class ListPage(PageView):
    """A page of a collection's list.

    Attributes:
        endpoint: the collection.
        given: parameters that the list has where the address has no other ones.
    """

    template = "list"
    endpoint: type[Endpoint]
    given: Mapping[str, str] = {}

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {"rows": asked(self.endpoint, "list", request, limit=ROWS, **self.given)}

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        return {"collection": self.endpoint.collection, "row": f"web/rows/{self.endpoint.collection}.html"}


class SpeakersPage(ListPage):
    endpoint = SpeakerViewSet


class ClaimsPage(ListPage):
    endpoint = ClaimViewSet


class IncidentsPage(ListPage):
    endpoint = IncidentViewSet


class StatementsPage(ListPage):
    endpoint = StatementViewSet


class SourcesPage(ListPage):
    endpoint = SourceViewSet


class TopicsPage(ListPage):
    endpoint = TopicViewSet


class CorrectionsPage(ListPage):
    endpoint = CorrectionViewSet


class ContradictionsPage(ListPage):
    endpoint = ContradictionViewSet


class PublishersPage(ListPage):
    endpoint = PublisherViewSet


class SpeakerPage(PageView):
    """Who this is, and where the speaker stands on each claim."""

    template = "speaker"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "speaker": part(SpeakerViewSet, "retrieve", key),
            "positions": asked(SpeakerViewSet, "positions", request, key, limit=ROWS),
            "statements": part(StatementViewSet, "list", speaker=key, ordering="-made_on", limit=ROWS_BESIDE),
            "contradictions": part(ContradictionViewSet, "list", speaker=key, limit=ROWS_BESIDE),
        }


class ClaimPage(PageView):
    """The sentence; who takes which position, in which words, since when."""

    template = "claim"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        held = {
            position.value: part(ClaimViewSet, "positions", key, position=position.value, limit=ROWS_BESIDE, **OWN)
            for position in StancePosition
        }
        return {
            "claim": part(ClaimViewSet, "retrieve", key),
            **held,
            "stances": asked(ClaimViewSet, "stances", request, key, ordering="-made_on", limit=ROWS, **COUNTED),
            "repetition": part(ClaimViewSet, "repetition", key),
        }

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        held = [(position.value, answers[position.value]) for position in StancePosition]
        return {"held": [each for each in held if each[1]["results"]], "committal": COMMITTAL_POSITIONS}


class IncidentPage(PageView):
    """What happened, who stands where on which claim about it, and who said what after what."""

    template = "incident"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "incident": part(IncidentViewSet, "retrieve", key),
            "matrix": part(IncidentViewSet, "matrix", key, **OWN),
            "statements": asked(
                StatementViewSet, "list", request, incident=key, ordering="made_on", limit=ROWS, status="active"
            ),
        }


class StatementPage(PageView):
    """The words, who said them in which role, and where they stand."""

    template = "statement"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {"statement": part(StatementViewSet, "retrieve", key)}


class SourcePage(PageView):
    """The source and its quotations in their order; never its text."""

    template = "source"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "source": part(SourceViewSet, "retrieve", key),
            "statements": asked(StatementViewSet, "list", request, source=key, limit=ROWS),
        }


class TopicPage(PageView):
    """The claims of a topic, and the topics within it."""

    template = "topic"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "topic": part(TopicViewSet, "retrieve", key),
            "narrower": part(TopicViewSet, "list", broader=key, limit=ROWS),
            "claims": asked(ClaimViewSet, "list", request, topic=key, limit=ROWS),
        }
