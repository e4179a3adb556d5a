"""The desk's site: its names, the order of its first page, and how rows are called in its fields."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.http import HttpRequest, HttpResponse

from claims.desk.labels import label
from claims.models import Stance

# What is worked on daily comes first, what the database derives last.
ORDER = (
    *(
        "Stance",
        "Statement",
        "Correction",
        "Source",
        "Claim",
        "Incident",
        "Speaker",
        "Affiliation",
        "Topic",
        "IncidentKind",
    ),
    *("Citation", "IncidentClaim", "ClaimRelation", "IncidentActor", "Position", "ClaimTally", "SpeakerIdentifier"),
    *("Redirect", "Change", "ApiKey"),
)
PLURALS = {"ClaimTally": "Claim tallies"}


class Choices(AutocompleteJsonView):
    """What a field that completes itself offers."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class DeskSite(AdminSite):
    """The desk. `name` stays Django's own, as reversing its addresses expects."""

    site_title = site_header = "Statement and claim tracker"
    index_title = "Desk"
    index_template = "desk/index.html"
    site_url = "/"
    enable_nav_sidebar = True

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return Choices.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The tables in the order of `ORDER`; the accounts after them."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "claims":
                app["name"] = "The record"
                for model in app["models"]:
                    model["name"] = PLURALS.get(model["object_name"], model["name"])
                app["models"].sort(key=lambda model: ORDER.index(model["object_name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "claims")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        waiting = Stance.objects.suggested().count() if request.user.has_perm("claims.view_stance") else None
        return super().index(request, {**(extra_context or {}), "waiting": waiting})
