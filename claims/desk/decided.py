"""Tables whose rows two people decide on: buttons on the page of a row, and actions in the list."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, ClassVar, NamedTuple, cast

from django import forms
from django.contrib import messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from claims.choices import Role
from claims.desk.base import DeskAdmin, actor_of
from claims.services.decisions import Decided, NotReviewed


class Decision(NamedTuple):
    """A decision: the service that carries it out, what is told then (for gettext), and whether it needs a reason."""

    service: Callable[..., Any]
    done: str
    with_reason: bool = False


class Buttons(NamedTuple):
    """The buttons on the page of a row, by the decisions that they stand for; and a sentence where one is missing."""

    labels: Mapping[str, str]
    why: str = ""


class DecisionForm(ActionForm):
    """The bar of actions, with a field for the reason."""

    reason = forms.CharField(required=False, max_length=2000, label=_("Reason:"))


class DecidedAdmin(DeskAdmin):
    """A table whose rows are decided on.

    Attributes:
        decided: how its rows are locked for a decision, and what one sees of them.
        decisions: the decisions by their names, which buttons send as `verdict`.
    """

    action_form = DecisionForm
    change_form_template = "desk/decided.html"
    decided: ClassVar[Decided]
    decisions: ClassVar[Mapping[str, Decision]]

    def buttons(self, request: HttpRequest, row: Any) -> Buttons:
        """The buttons on the page of a row."""
        raise NotImplementedError

    def named(self, row: Any) -> str:
        """A row in few words, for a message about it."""
        raise NotImplementedError

    def counted(self, count: int, done: str) -> str:
        """The message that so many rows were decided on."""
        raise NotImplementedError

    def seen(self, row: Any) -> str:
        """A hidden field with the version that the user sees, for the first column of the list."""
        return format_html('<input type="hidden" name="seen-{}" value="{}">', row.pk, self.decided.version(row))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only an editor deletes several at once from the list."""
        several = obj is None and not actor_of(request).role.includes(Role.EDITOR)
        return super().has_delete_permission(request, obj) and not several

    def decide(self, request: HttpRequest, rows: QuerySet, name: str) -> None:
        """Decides on each row in its own transaction; a message names each one that cannot be decided on."""
        service, done, with_reason = self.decisions[name]
        reason = {"reason": request.POST.get("reason", "")} if with_reason else {}
        count = 0
        for row in rows.order_by("pk"):
            try:
                service(
                    row, by=cast(User, request.user), seen=request.POST.get(f"seen-{row.pk}") or "nothing", **reason
                )
            except NotReviewed as refused:
                self.message_user(request, f"{self.named(row)} — {refused}", messages.ERROR)
            else:
                self.log_change(request, row, f"{done.capitalize()}.")
                count += 1
        if count:
            self.message_user(request, self.counted(count, gettext(done)), messages.SUCCESS)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.decision_view))
        return [path("<path:object_id>/review/", view, name=self.page_name("review")), *super().get_urls()]

    def page_name(self, name: str) -> str:
        return f"claims_{self.opts.model_name}_{name}"

    def decision_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Decides on one row: the button of its page that was pressed says how."""
        rows = self.model._default_manager.all()
        row = rows.filter(pk=unquote(object_id)) if object_id.isdigit() else rows.none()
        name = request.POST.get("verdict", "")
        if name not in self.decisions or not self.has_view_permission(request):
            raise PermissionDenied
        self.or_redirect_back(request, lambda: self.decide(request, row, name))
        return HttpResponseRedirect(reverse(f"admin:{self.page_name('change')}", args=[object_id]))

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        if row := options.get("obj"):
            context |= {
                "seen": self.decided.version(row),
                "buttons": self.buttons(request, row),
                "with_reason": self.offers_reason(self.buttons(request, row).labels),
                "decide": reverse(f"admin:{self.page_name('review')}", args=[row.pk]),
            }
        return super().render_change_form(request, context, *args, **options)

    def offers_reason(self, names: Iterable[str]) -> bool:
        return any(self.decisions[name].with_reason for name in names)
