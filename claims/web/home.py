"""The page at `/`: what is new, what is disputed, who changed position, what was corrected."""

from django.http import HttpRequest

from claims.api.resources.claims.views import ClaimViewSet
from claims.api.resources.contradictions.views import ContradictionViewSet
from claims.api.resources.corrections.views import CorrectionViewSet
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.web.page import PageView, Parts, part

# Rows of each list.
NEW, OTHERS = 8, 5


class HomePage(PageView):
    """Each list is the head of a list of the API, so the page does not grow with what is recorded."""

    template = "home"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "statements": part(StatementViewSet, "list", ordering="-created_at", status="active", limit=NEW),
            "disputed": part(ClaimViewSet, "list", disputed="true", limit=OTHERS),
            "changed": part(ContradictionViewSet, "list", kind="change_of_mind", limit=OTHERS),
            "incidents": part(IncidentViewSet, "list", limit=OTHERS),
            "corrections": part(CorrectionViewSet, "list", limit=OTHERS),
        }
