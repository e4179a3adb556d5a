"""Adding a text at the desk: paste it, choose a file or name an address; look at what was found; record it."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin import site
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.desk.base import actor_of
from claims.desk.forms import DeskForm, VerbatimField, with_link
from claims.models import Source
from claims.services import policy, texts
from claims.services.rules import refusal
from claims.texts import MAX_FILE, Proposal, UnreadableError, pasted, read_apart

WAYS = ("pasted", "file", "address")
HERE = _("This text is here already. Nothing was recorded.")
OTHER = _("There is a source with this address already, with another text or none. Nothing of it is changed:")
TIMES = _("The times of its subtitles are not kept: give each citation its own.")
KEEP = "keep"  # the button of the second step


class TextForm(forms.Form):
    """The first step: one of the ways in which a text can come in."""

    pasted = VerbatimField(
        strip=False,
        required=False,
        label=_("A text"),
        widget=forms.Textarea(attrs={"rows": 14, "class": "vLargeTextField"}),
    )
    file = forms.FileField(
        required=False,
        label=_("Or a file"),
        help_text=format_lazy(
            _("Text, a saved web page, PDF, DOCX, WebVTT or SRT; at most {number} MiB."), number=MAX_FILE // 1024**2
        ),
    )
    address = forms.CharField(
        required=False,
        label=_("Or an address"),
        help_text=_("The server fetches the page."),
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not settings.FETCH_SOURCES:
            del self.fields["address"]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if sum(bool(values.get(way)) for way in WAYS) != 1 and not self.errors:
            raise forms.ValidationError(gettext("Give one of these, and only one."))
        return values

    def proposal(self) -> Proposal:
        """What is found in the text that was given.

        Raises:
            UnreadableError: it cannot be read.
        """
        if given := self.cleaned_data["file"]:
            return read_apart(given.read(), given.name, given.content_type or "")
        if given := self.cleaned_data.get("address"):
            return texts.proposal_at(given)
        return pasted(self.cleaned_data["pasted"])


class SourceForm(DeskForm):
    """The second step: the source as it will be recorded."""

    content = VerbatimField(
        strip=False, label=_("Text"), widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField"})
    )
    url = forms.URLField(
        assume_scheme="https",
        required=False,
        max_length=2000,
        label=_("Address"),
        widget=forms.URLInput(attrs={"class": "vURLField"}),
    )
    existing: Source | None = None  # the source that has the address

    class Meta:
        model = Source
        fields = (
            "headline",
            "publisher",
            "author",
            "published_on",
            "published_on_precision",
            "language",
            "url",
            "kind",
            "content",
        )
        widgets = {
            "headline": forms.TextInput(attrs={"class": "vTextField"}),
            "publisher": forms.TextInput(attrs={"class": "vTextField"}),
            "author": forms.TextInput(attrs={"class": "vTextField"}),
            "published_on": forms.DateInput(attrs={"type": "date", "class": "day"}, format="%Y-%m-%d"),
            "language": forms.TextInput(attrs={"size": 12}),
        }
        labels = {"published_on": _("Day"), "published_on_precision": _("How exactly")}

    def _get_validation_exclusions(self) -> set[str]:
        """Leaves it to the service whether the address is taken: the source that has it may be meant."""
        url = self.cleaned_data.get("url", "")
        self.existing = texts.there("", url) if url else None
        return super()._get_validation_exclusions() | ({"url"} if self.existing else set())


def add_text(request: HttpRequest) -> HttpResponse:
    """The page `/desk/texts/`."""
    if refused := policy.refusal(actor_of(request), "add", Source):
        raise PermissionDenied(refused.words)
    if request.method != "POST":
        return shown(request, TextForm())
    return kept(request) if KEEP in request.POST else proposed(request)


def proposed(request: HttpRequest) -> HttpResponse:
    """The second step, with what was found in the text; or the source that has it already."""
    form = TextForm(request.POST, request.FILES)
    if not form.is_valid():
        return shown(request, form)
    try:
        found = form.proposal()
    except UnreadableError as error:
        form.add_error(None, gettext(str(error)))
        return shown(request, form)
    try:
        with transaction.atomic():
            source = texts.there(texts.stored(found.content), found.url)
    except DatabaseError as error:
        return refused_by(error, request, form)
    if source and source.content == found.content:
        messages.info(request, HERE)
        return HttpResponseRedirect(reverse("read", args=[source.slug]))
    notes = [
        *map(gettext, found.notes),
        *([with_link(str(OTHER), source)] if source else []),
        *([TIMES] if found.cues else []),
    ]
    return shown(request, SourceForm(initial=found.fields()), notes)


def kept(request: HttpRequest) -> HttpResponse:
    """Keeps the source as the person left it; or shows the form again, with why not."""
    form = SourceForm(request.POST)
    if not form.is_valid():
        return shown(request, form)
    try:
        done = texts.keep(actor_of(request), form.cleaned_data)
    except DatabaseError as error:
        return refused_by(error, request, form)
    if not done.has_text:
        form.add_error(None, with_link(str(OTHER), done.source))
        return shown(request, form)
    if done.is_new:
        messages.success(request, gettext("The text was recorded."))
    else:
        messages.info(request, gettext("The source with this address has this text.") if form.existing else HERE)
    return HttpResponseRedirect(reverse("read", args=[done.source.slug]))


def refused_by(error: DatabaseError, request: HttpRequest, form: forms.BaseForm) -> HttpResponse:
    """The form with the refusal of the database, at its field where it has one."""
    if (refused := refusal(error)) is None:
        raise error
    form.add_error(refused.column if refused.column in form.fields else None, refused.words)
    return shown(request, form)


def shown(request: HttpRequest, form: forms.BaseForm, notes: Any = ()) -> HttpResponse:
    context = {
        **site.each_context(request),
        "title": gettext("Add a text"),
        "form": form,
        "notes": notes,
        "keep": KEEP if isinstance(form, SourceForm) else "",
    }
    return TemplateResponse(request, "desk/text.html", context)
