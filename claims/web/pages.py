"""The pages over the collections of the API: which reads each of them shows."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from claims.api.resources.claims.views import ClaimViewSet
from claims.api.resources.contradictions.views import ContradictionViewSet
from claims.api.resources.corrections.views import CorrectionViewSet
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.publishers.views import PublisherViewSet
from claims.api.resources.reviews.views import ReviewViewSet
from claims.api.resources.sources.views import SourceViewSet
from claims.api.resources.speakers.views import SpeakerViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.api.resources.topics.views import TopicViewSet
from claims.api.views.endpoint import Endpoint
from claims.choices import Capacity, ReviewStatus, StancePosition, StatementStatus
from claims.web.matrix import matrix_table
from claims.web.narrowing import chips, narrowing
from claims.web.page import ROWS, ROWS_BESIDE, Answers, PageView, Part, Parts, asked, part
from claims.web.timeline import marks_of_stances, marks_of_statements, timeline

OWN = {"capacity": Capacity.OWN.value}
REPRESENTED = {"capacity": Capacity.REPRESENTED.value}
STANDING = {"status": StatementStatus.ACTIVE.value}
# The stances that count.
COUNTED = {"review_status": ReviewStatus.CONFIRMED.value, **STANDING}
AFFIRMS = StancePosition.AFFIRMS
# Claims in a page of a matrix.
COLUMNS = 20


class ListPage(PageView):
    """A page of a collection's list.

    Attributes:
        endpoint: the collection.
        given: parameters that the list has where the address has no other ones.
    """

    template = "list"
    depends_on_query = True
    endpoint: type[Endpoint]
    given: Mapping[str, str] = {}

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {"rows": asked(self.endpoint, "list", request, limit=ROWS, **self.given)}

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        name = self.endpoint.collection
        return {
            "collection": name,
            "row_template": f"web/rows/{name}.html",
            "narrowing": narrowing(name, self.request.GET),
        }


class ListBelowPage(PageView):
    """A page of a list below a row: the row, and the rows of the list.

    Attributes:
        endpoint: the row's collection.
        action: the list.
        row: the template of a row of the list, below `web/rows/`.
    """

    template = "below"
    depends_on_query = True
    endpoint: type[Endpoint]
    action = ""
    row = ""
    given: Mapping[str, str] = {}

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "rows": asked(self.endpoint, self.action, request, key, limit=ROWS, **self.given),
            "above": part(self.endpoint, "retrieve", key),
        }

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        return {"action": self.action, "row_template": f"web/rows/{self.row}.html", "chips": chips(self.request.GET)}


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


class ReviewsPage(ListPage):
    endpoint = ReviewViewSet


def holders(claim: str | None, position: StancePosition, limit: int, **given: Any) -> Part:
    """Who holds a position on a claim, those first who took it most often."""
    most = {"ordering": "-stance_count", "limit": limit, **OWN, **given}
    return part(ClaimViewSet, "positions", claim, position=position.value, **most)


class SpeakerPage(PageView):
    """Who this is, and where the speaker stands on each claim."""

    template = "speaker"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "speaker": part(SpeakerViewSet, "retrieve", key),
            "positions": part(SpeakerViewSet, "positions", key, limit=ROWS, **OWN),
            "represented": part(SpeakerViewSet, "positions", key, limit=ROWS_BESIDE, **REPRESENTED),
            "statements": part(StatementViewSet, "list", speaker=key, ordering="-made_on", limit=ROWS),
            "contradictions": part(ContradictionViewSet, "list", speaker=key, limit=ROWS_BESIDE),
        }

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        return {"timeline": timeline(marks_of_statements(answers["statements"]["results"]))}


class SpeakerPositionsPage(ListBelowPage):
    endpoint = SpeakerViewSet
    action = row = "positions"


class ClaimPage(PageView):
    """The sentence; who takes which position, in which words, since when."""

    template = "claim"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        held = {position.value: holders(key, position, ROWS_BESIDE) for position in StancePosition}
        return {
            "claim": part(ClaimViewSet, "retrieve", key),
            **held,
            "stances": part(ClaimViewSet, "stances", key, ordering="-made_on", limit=ROWS, **COUNTED),
            "repetition": part(ClaimViewSet, "repetition", key),
        }

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        tallies = answers["claim"]["tallies"]
        held = [
            (position.value, answers[position.value]["results"], tallies[position.value] - ROWS_BESIDE)
            for position in StancePosition
            if answers[position.value]["results"]
        ]
        return {"held": held, "timeline": timeline(marks_of_stances(answers["stances"]["results"]))}


class ClaimPositionsPage(ListBelowPage):
    endpoint = ClaimViewSet
    action, row = "positions", "holders"


class ClaimStancesPage(ListBelowPage):
    endpoint = ClaimViewSet
    action = row = "stances"
    given = {"ordering": "-made_on", **COUNTED}


class ClaimReviewsPage(ListBelowPage):
    endpoint = ClaimViewSet
    action = row = "reviews"


class ReviewPage(PageView):
    """Who rated which claim how, when and where; of one of ours, why."""

    template = "review"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {"review": part(ReviewViewSet, "retrieve", key)}

    def further(self, answers: Answers) -> Parts:
        """Who affirms the claim: only one of ours tells programs whose claim it is."""
        review = answers["review"]
        return {"affirms": holders(review["claim"]["slug"], AFFIRMS, ROWS)} if review["own"] else {}


class MatrixPage(PageView):
    """Who stands where on which claim about an incident: its claims in pages, and the matrix of those on this page."""

    template = "matrix"
    depends_on_query = True

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "incident": part(IncidentViewSet, "retrieve", key),
            "claims": asked(ClaimViewSet, "list", request, incident=key, ordering="slug", limit=COLUMNS),
        }

    def further(self, answers: Answers) -> Parts:
        slugs = [each["slug"] for each in answers["claims"]["results"]]
        if not slugs:
            return {}
        return {
            "matrix": part(IncidentViewSet, "matrix", answers["incident"]["slug"], claim__in=",".join(slugs), **OWN)
        }

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        return {"table": matrix_table(answers["matrix"]) if "matrix" in answers else None}


class IncidentPage(MatrixPage):
    """What happened, who stands where on which claim about it, and who said what after what."""

    template = "incident"
    depends_on_query = False

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "incident": part(IncidentViewSet, "retrieve", key),
            "claims": part(ClaimViewSet, "list", incident=key, ordering="slug", limit=COLUMNS),
            "statements": part(StatementViewSet, "list", incident=key, ordering="-made_on", limit=ROWS, **STANDING),
            "contradictions": part(ContradictionViewSet, "list", incident=key, limit=ROWS_BESIDE),
        }

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        return {
            **super().shown(answers),
            "timeline": timeline(marks_of_statements(answers["statements"]["results"])),
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
            "statements": part(StatementViewSet, "list", source=key, ordering="created_at", limit=ROWS),
        }

    def further(self, answers: Answers) -> Parts:
        publisher = answers["source"]["publisher"]
        return {"publishers": part(PublisherViewSet, "list", name=publisher)} if publisher else {}


class TopicPage(PageView):
    """The claims of a topic, and the topics within it."""

    template = "topic"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "topic": part(TopicViewSet, "retrieve", key),
            "narrower": part(TopicViewSet, "list", broader=key, limit=ROWS),
            "claims": part(ClaimViewSet, "list", topic=key, limit=ROWS),
            "contradictions": part(ContradictionViewSet, "list", topic=key, limit=ROWS_BESIDE),
        }
