"""The desk's site: its title, the order of the tables on its first page, and the results of its search fields."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.common import no_append_slash

from claims.desk.base import LAST_EDITABLE
from claims.desk.labels import label
from claims.models import Stance

# Verbose names to which Django's “s” cannot be added.
PLURALS = {"ClaimTally": _("Claim tallies")}


class LabelledAutocompleteView(AutocompleteJsonView):
    """The results of an autocomplete field, each with the label of its row."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class DeskSite(AdminSite):
    """The desk. Its `name` stays “admin”, which Django's templates use to reverse URLs."""

    site_title = site_header = _("Statement and claim tracker")
    index_title = _("Desk")
    index_template = "desk/index.html"
    site_url = "/"
    enable_nav_sidebar = True

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        """The link to the pages keeps the language of the address."""
        return {**super().each_context(request), "site_url": reverse("home")}

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        return LabelledAutocompleteView.as_view(admin_site=self)(request)  # type: ignore[return-value]

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The tables in their `menu_order`, then those of Django's accounts."""
        apps = super().get_app_list(request, app_label)
        for app in apps:
            if app["app_label"] == "claims":
                for model in app["models"]:
                    model["name"] = PLURALS.get(model["object_name"], model["name"])
                app["models"].sort(key=lambda model: (self.menu_order(model["model"]), model["name"]))
        return sorted(apps, key=lambda app: app["app_label"] != "claims")

    def menu_order(self, model: type[Model]) -> int:
        """`menu_order` of the admin class of a model; LAST_EDITABLE if it has none."""
        order: int = getattr(self.get_model_admin(model), "menu_order", LAST_EDITABLE)
        return order

    @no_append_slash
    def catch_all_view(self, request: HttpRequest, url: str) -> Any:
        """Answers an address without a page: a read may lack a slash, and a write is never redirected."""
        if request.method not in {"GET", "HEAD"}:
            raise Http404
        return super().catch_all_view(request, url)

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        waiting = Stance.objects.suggested().count() if request.user.has_perm("claims.view_stance") else None
        return super().index(request, {**(extra_context or {}), "waiting": waiting})
