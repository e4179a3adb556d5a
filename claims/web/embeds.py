"""Cards for articles of others, in a frame: a claim, a statement or an incident, without a script and a cookie.

A card is a page at `/embed` before the address of the page that it is about, and is kept as pages are.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.clickjacking import xframe_options_exempt

from claims.api.resources.claims.views import ClaimViewSet
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.choices import StancePosition
from claims.web.page import Answers, PageView, Parts, part, without_language
from claims.web.pages import holders

# A card is a style sheet in the frame of any page. A frame with `sandbox` may show it as well.
POLICY = {
    "default-src": "'none'",
    "style-src": "'self'",
    "img-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
    "frame-ancestors": "*",
}
HEADERS = {
    "Content-Security-Policy": "; ".join(f"{name} {value}" for name, value in POLICY.items()),
    # For pages that only embed what allows it (COEP).
    "Cross-Origin-Resource-Policy": "cross-origin",
    # Where somebody follows a link of a card, the article that it stands in is not named.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex",
}
THEMES = {"light", "dark"}
# Speakers of a position, and disputed claims of an incident, in a card.
NAMED = 3
SIDES = (StancePosition.AFFIRMS, StancePosition.DENIES)


@method_decorator(xframe_options_exempt, name="dispatch")
class EmbedView(PageView):
    """A card. With `?theme=light` or `dark`, its colours do not follow the reader's browser."""

    problem_template = "web/embed/problem.html"
    page = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        for name, value in HEADERS.items():
            response.headers[name] = value
        return response

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        theme = self.request.GET.get("theme", "")
        address = reverse(self.page, args=[next(iter(answers.values()))["slug"]])
        return {
            "theme": theme if theme in THEMES else "",
            "page_address": address,
            "canonical": self.request.build_absolute_uri(without_language(address)),
        }


class ClaimEmbed(EmbedView):
    """The sentence, how many take which position, and who affirms and denies it."""

    template, page = "embed/claim", "claim-page"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        held = {each.value: holders(key, each, NAMED) for each in SIDES}
        return {"claim": part(ClaimViewSet, "retrieve", key), **held}

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        tallies = answers["claim"]["tallies"]
        held = [
            (each.value, answers[each.value]["results"], tallies[each.value] - NAMED)
            for each in SIDES
            if answers[each.value]["results"]
        ]
        return {**super().shown(answers), "held": held}


class StatementEmbed(EmbedView):
    """The words, who said them in which role, when and where, and whether they stand."""

    template, page = "embed/statement", "statement-page"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {"statement": part(StatementViewSet, "retrieve", key)}


class IncidentEmbed(EmbedView):
    """What happened when, how many claims there are about it, and which of them are disputed."""

    template, page = "embed/incident", "incident-page"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "incident": part(IncidentViewSet, "retrieve", key),
            "claims": part(ClaimViewSet, "list", incident=key, limit=1, count="exact"),
            "disputed": part(ClaimViewSet, "list", incident=key, disputed="true", limit=NAMED, count="exact"),
        }

    def shown(self, answers: Answers) -> Mapping[str, Any]:
        return {**super().shown(answers), "others": answers["disputed"]["count"] - NAMED}
