"""The pictures of links' previews, below `/preview`: drawn when they are asked for, and kept as pages are."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils.translation import gettext

from claims.api.http.kept import ReadFrom
from claims.api.resources.claims.views import ClaimViewSet
from claims.api.resources.incidents.views import IncidentViewSet
from claims.api.resources.speakers.views import SpeakerViewSet
from claims.api.resources.statements.views import StatementViewSet
from claims.web.page import Answers, PageView, Parts, composed, part
from claims.web.sharing import KINDS

HEADERS = {"Content-Security-Policy": "default-src 'none'", "Cross-Origin-Resource-Policy": "cross-origin"}


class Preview(PageView):
    """A picture of a row: what it says, and who takes which position; in the language of the address."""

    kind = ""

    def get(self, request: HttpRequest, key: str | None = None) -> HttpResponse:
        # Drawing takes long: no parameter makes another picture of it.
        if request.META.get("QUERY_STRING"):
            return HttpResponsePermanentRedirect(request.path)
        return super().get(request, key)

    def response(self, request: HttpRequest, parts: Parts, answers: Answers, kept: ReadFrom) -> HttpResponse:
        # Imported where it is needed: it takes 3 MiB, and most processes never need it.
        from claims.web.picture import draw  # noqa: PLC0415

        picture = draw(KINDS[self.kind](answers), gettext("Statement and claim tracker"))
        return composed(picture, kept, "image/png", HEADERS)


class ClaimPreview(Preview):
    kind = "claim"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {"claim": part(ClaimViewSet, "retrieve", key)}


class StatementPreview(Preview):
    kind = "statement"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {"statement": part(StatementViewSet, "retrieve", key)}


class SpeakerPreview(Preview):
    kind = "speaker"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "speaker": part(SpeakerViewSet, "retrieve", key),
            "statements": part(StatementViewSet, "list", speaker=key, limit=1, count="exact"),
        }


class IncidentPreview(Preview):
    kind = "incident"

    def parts(self, request: HttpRequest, key: str | None) -> Parts:
        return {
            "incident": part(IncidentViewSet, "retrieve", key),
            "claims": part(ClaimViewSet, "list", incident=key, limit=1, count="exact"),
            "disputed": part(ClaimViewSet, "list", incident=key, disputed="true", limit=1, count="exact"),
        }
