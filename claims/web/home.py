"""The page at `/`: what is new, what is disputed, who changed position, what was corrected."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from claims.api.resources.claims.views import ClaimViewSet
from claims.api.resources.contradictions.views import ContradictionViewSet
from claims.api.resources.corrections.views import CorrectionViewSet
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.choices import StancePosition
from claims.web.page import Answers, PageView, Parts, part
from claims.web.pages import holders

# Rows of each list, and speakers who are named on each side of a claim.
NEW, OTHERS, NAMED = 8, 5, 3
SIDES = (StancePosition.AFFIRMS, StancePosition.DENIES)


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

    def further(self, answers: Answers) -> Parts:
        """Who stands on each side of the disputed claims, those first who said so most often."""
        return {
            f"{claim['slug']} {side}": holders(claim["slug"], side, NAMED, fields="speaker")
            for claim in answers["disputed"]["results"]
            for side in SIDES
        }

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        disputes = [
            (claim, [(side, answers[f"{claim['slug']} {side}"]["results"], claim["tallies"][side]) for side in SIDES])
            for claim in answers["disputed"]["results"]
        ]
        return {"disputes": disputes}
