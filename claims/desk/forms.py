"""The desk's forms: words are kept as they are, rules are explained, and nobody overwrites what they did not see."""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError

from claims.desk.labels import label
from claims.services.rules import Refusal

SEEN_BEFORE = (
    "Somebody else saved this while you had it open, and nothing of yours was saved. Open it anew in another tab."
)


class VerbatimField(forms.CharField):
    """A long text. Browsers send other line ends than they were given, which is no change of it."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or "") != self.to_python(data or ""))


class LinesField(SimpleArrayField):
    """A list of names, one a line: they may hold commas."""

    def __init__(self, base_field: forms.Field, **options: Any) -> None:
        super().__init__(base_field, **{"delimiter": "\n", "widget": forms.Textarea(attrs={"rows": 3}), **options})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "\n".join(line for line in value.splitlines() if line.strip())
        return super().to_python(value)


class RowSelect(AutocompleteSelect):
    """A relation that completes itself; it asks nothing of the database where the form has the other row at hand."""

    known: Any = None

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        row = self.known
        if row is None or [str(each) for each in value] != [str(row.pk)]:
            return super().optgroups(name, value, attr)
        none = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*none, self.create_option(name, row.pk, label(row), True, len(none))], 0)]


class DeskForm(forms.ModelForm):
    """A form of one row."""

    # Set by the page when the database refused what the form holds.
    refused: Refusal | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
            relation: Any = self.instance._meta.get_field(name) if isinstance(widget, RowSelect) else None
            if relation and relation.is_cached(self.instance):
                widget.known = getattr(self.instance, name)  # type: ignore[union-attr]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field, VerbatimField) and name in self.initial and name not in self.changed_data:
                values[name] = self.initial[name]
        if self.refused:
            self.add_error(None, ValidationError(self.refused.words, code=self.refused.rule or "refused"))
        return values

    def _get_validation_exclusions(self) -> set[str]:
        """A slug that is not given is made on saving."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        return excluded | ({"slug"} if "slug" in self.fields and not self.cleaned_data.get("slug") else set())


class RowForm(DeskForm):
    """The main form of a page. It knows which state of the row it shows."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        # The row is locked by now, until it is saved.
        if values.get("seen") and self.instance.pk and values["seen"] != self.instance.updated_at.isoformat():
            self.add_error(None, ValidationError(SEEN_BEFORE, code="overtaken"))
        return values
