"""The desk's forms: they keep texts unchanged, explain constraints, and detect that somebody else saved the row."""

from typing import Any

from django import forms
from django.contrib.admin import site
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.contrib.postgres.forms import SimpleArrayField
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.desk.labels import address, label
from claims.services.rules import Refusal, holder_before
from claims.services.similar import candidates

SEEN_BEFORE = _(
    "Somebody else saved this while you had it open, and nothing of yours was saved. Open it anew in another tab."
)


def with_link(words: str, row: Model | None) -> str:
    """A sentence, followed by a link to the row that it is about, if that has a page."""
    if row is None or not site.is_registered(type(row)):
        return words
    return format_html('{} <a href="{}">{}</a>', words, address(row), label(row))


class VerbatimField(forms.CharField):
    """A long text. Browsers send its line ends as CRLF, which does not count as a change."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace("\r\n", "\n") if isinstance(value, str) else value)

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.to_python(initial or "") != self.to_python(data or ""))


class LinesField(SimpleArrayField):
    """A list of names, one on each line, since names may contain commas."""

    def __init__(self, base_field: forms.Field, **options: Any) -> None:
        super().__init__(base_field, **{"delimiter": "\n", "widget": forms.Textarea(attrs={"rows": 3}), **options})

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = "\n".join(line for line in value.splitlines() if line.strip())
        return super().to_python(value)


class RowSelect(AutocompleteSelect):
    """An autocomplete field for a relation. Needs no query when the form has already loaded the related row."""

    loaded: Any = None

    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        row = self.loaded
        if row is None or [str(each) for each in value] != [str(row.pk)]:
            return super().optgroups(name, value, attr)
        none = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        return [(None, [*none, self.create_option(name, row.pk, label(row), True, len(none))], 0)]


class DeskForm(forms.ModelForm):
    """A form of one row."""

    # Set by `DeskAdmin.changeform_view` after the database refused the form's row.
    refused: Refusal | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.filled_by_database:
            self.fields[name].required = False
        for name, field in self.fields.items():
            widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
            relation: Any = self.instance._meta.get_field(name) if isinstance(widget, RowSelect) else None
            if relation and relation.is_cached(self.instance):
                widget.loaded = getattr(self.instance, name)  # type: ignore[union-attr]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        for name, field in self.fields.items():
            if isinstance(field, VerbatimField) and name in self.initial and name not in self.changed_data:
                values[name] = self.initial[name]
        if self.refused:
            own = self.refused.table == self._meta.model._meta.db_table and self.refused.column in self.fields
            place = self.refused.column if own else None
            words = with_link(self.refused.words, self.refused.existing)
            self.add_error(place, ValidationError(words, code=self.refused.rule or "refused"))
        return values

    def _update_errors(self, errors: ValidationError) -> None:
        """Adds the errors of the row's own validation. One about a row that is there already links to that row."""
        linked = {name: [*map(self.linked, found)] for name, found in errors.error_dict.items()}
        super()._update_errors(ValidationError(linked))  # type: ignore[misc]

    def linked(self, error: ValidationError) -> ValidationError:
        existing = holder_before(self.instance, error)
        return ValidationError(with_link(" ".join(error.messages), existing), error.code) if existing else error

    @property
    def filled_by_database(self) -> set[str]:
        """The fields whose columns the database fills where they are empty."""
        return {name for name in self._meta.model.DEFAULTS if name in self.fields}

    def _get_validation_exclusions(self) -> set[str]:
        """Leaves what is empty and is filled when the row is saved out of validation: the slug, and defaults."""
        excluded: set[str] = super()._get_validation_exclusions()  # type: ignore[misc]
        filled = self.filled_by_database | ({"slug"} & self.fields.keys())
        return excluded | {name for name in filled if self.cleaned_data.get(name) in ("", None)}


class RowForm(DeskForm):
    """The form of a page's row. Its hidden field `seen` holds the `updated_at` of the row that the page shows."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = self.instance.updated_at.isoformat()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        # `DeskAdmin.get_object` has locked the row.
        if values.get("seen") and self.instance.pk and values["seen"] != self.instance.updated_at.isoformat():
            self.add_error(None, ValidationError(SEEN_BEFORE, code="overtaken"))
        return values


class DistinctField(forms.ModelMultipleChoiceField):
    """Rows that a new one is like, and is not."""

    def label_from_instance(self, row: Any) -> str:
        return label(row)


class ComparedForm(RowForm):
    """The form of a row that is compared with those that are there before it is recorded."""

    boxes: Any

    # Hidden until the form has shown what is there: then a box for each row that the new one is like.
    distinct_from = DistinctField(
        None, to_field_name="slug", widget=forms.MultipleHiddenInput, required=False, label=_("It is another one than")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.boxes = self.fields["distinct_from"]
        self.boxes.queryset = self._meta.model._default_manager.all()

    def clean(self) -> dict[str, Any]:
        values = super().clean()
        if self.instance.pk or self.errors:
            return values
        distinct = [row.pk for row in values["distinct_from"]]
        found = candidates(self._meta.model, values, distinct)
        if found:
            shown = [*distinct, *(each.row.pk for each in found)]
            self.boxes.widget = forms.CheckboxSelectMultiple()
            self.boxes.queryset = self.boxes.queryset.filter(pk__in=shown)
            rows = format_html_join(
                ", ", '<a href="{}">{}</a>', ((address(each.row), label(each.row)) for each in found)
            )
            words = format_html(gettext("It seems that this is here already: {}. Nothing was recorded."), rows)
            self.add_error(None, ValidationError(words, code="similar"))
        return values
