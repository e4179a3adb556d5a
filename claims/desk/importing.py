"""Importing a file at the desk: choose it, look at what would be done, and then do it."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, cast

from django import forms
from django.contrib.admin import site
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.db.models.functions import Length
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.desk.base import actor_of
from claims.models import Stance, Upload
from claims.services import policy
from claims.services.interchange import run, uploads
from claims.services.interchange.formats.tables import UnreadableFileError
from claims.services.rules import refusal

MOST_BYTES = 20 * 1024**2
KEPT = timedelta(days=1)
IMPORT = "import"  # the button of the second step


class UploadForm(forms.Form):
    """The first step: the file."""

    file = forms.FileField(
        label=_("A file"), help_text=format_lazy(_("At most {number} MiB."), number=MOST_BYTES // 1024**2)
    )
    format = forms.ChoiceField(label=_("Format"), choices=[(each, each) for each in run.FORMATS])

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > MOST_BYTES:
            raise forms.ValidationError(
                gettext("It is larger than {number} MiB: import it by the command.").format(
                    number=MOST_BYTES // 1024**2
                )
            )
        return given


class MappingForm(forms.Form):
    """The second step: how its columns are read."""

    mapping = forms.CharField(
        label=_("Mapping"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 24, "class": "vLargeTextField", "spellcheck": "false"}),
    )


def import_file(request: HttpRequest) -> HttpResponse:
    """The page `/desk/import/`: takes a file, and leads to its preview."""
    refuse_others(request)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        Upload.objects.filter(created_at__lt=timezone.now() - KEPT).delete()
        given = form.cleaned_data["file"]
        kept = Upload.objects.create(
            owner=cast(User, request.user),
            format=form.cleaned_data["format"],
            name=Path(given.name).name[-200:],
            content=given.read(),
        )
        return HttpResponseRedirect(reverse("import-preview", args=[kept.pk]))
    return shown(request, {"form": form})


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The page `/desk/import/<number>/`: the mapping, what an import would do, the button that does it, what it did."""
    refuse_others(request)
    kept = Upload.objects.defer("content").annotate(size=Length("content"))
    upload = get_object_or_404(kept, pk=pk, owner=cast(User, request.user))
    if request.method == "POST":
        form = MappingForm(request.POST)
        form.is_valid()
        try:
            uploads.begin(upload, upload.size, form.cleaned_data["mapping"], dry_run=IMPORT not in request.POST)
        except DatabaseError as error:
            if not (refused := refusal(error)):
                raise
            form.add_error("mapping", refused.words)
            return shown(request, {"form": form, "upload": upload})
        return HttpResponseRedirect(request.path)
    if upload.seen_at is None:
        return shown(request, {"form": MappingForm(initial={"mapping": proposal(upload)}), "upload": upload})
    form = MappingForm({"mapping": upload.mapping})
    form.is_valid()
    state = {"running": uploads.is_running(upload), "broken_off": uploads.was_broken_off(upload)}
    result = upload.result or {}
    if errors := result.get("errors"):
        form.add_error("mapping", errors)
        state["ended"] = not upload.dry_run
    elif result:
        state["looked" if upload.dry_run else "imported"] = True
    return shown(request, {"form": form, "upload": upload, **state, **result})


def proposal(upload: Upload) -> str:
    """The mapping that the form begins with; nothing for a format that needs none."""
    if upload.format not in run.TABLES:
        return ""
    with TemporaryDirectory() as folder:
        file = Path(folder) / upload.name
        file.write_bytes(bytes(upload.content))
        try:
            return run.proposal_for(upload.format, file).text
        except UnreadableFileError:
            return ""


def refuse_others(request: HttpRequest) -> None:
    """Raises PermissionDenied for those who may not suggest stances."""
    if refused := policy.refusal(actor_of(request), "add", Stance):
        raise PermissionDenied(refused.words)


def shown(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    context = {**site.each_context(request), "title": gettext("Import a file"), "import_button": IMPORT, **context}
    return TemplateResponse(request, "desk/import.html", context)
