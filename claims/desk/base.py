"""The base classes of the desk's tables: autocomplete fields for relations, and database errors as form errors."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin, TabularInline, display
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import help_text_for_field
from django.contrib.admin.widgets import AdminURLFieldWidget
from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import escape, format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.desk.forms import ComparedForm, DeskForm, LinesField, RowForm, RowSelect, VerbatimField
from claims.desk.labels import label, label_relations
from claims.desk.words import lazy
from claims.services import policy
from claims.services.rules import Refusal, holder, refusal
from claims.templatetags.dates import as_known
from claims.templatetags.languages import in_words

TIMES = ("created_at", "updated_at")
# Where a table stands on the desk's first page if its admin class does not set `menu_order`.
LAST_EDITABLE, LAST_READ_ONLY = 500, 1_000


def textarea(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "cols": 60})


def choice_column(field: str) -> Callable[[Any], str]:
    """A column that shows a choice as its value, “affirms”, and not as its label, “asserts it as true”."""

    @display(description=lazy(field.replace("_", " ")), ordering=field)
    def shown(row: Any) -> str:
        return in_words(str(getattr(row, field)))

    shown.__name__ = field
    return shown


def date_column(field: str, known_by: str = "") -> Callable[[Any], str]:
    """A column that shows a date as exactly as it is known: “May 2022”.

    Args:
        known_by: the relation to the row that has the precision, where the row has a copy of its date.
    """

    @display(description=lazy(field.replace("_", " ")), ordering=field)
    def shown(row: Any) -> str:
        day = getattr(row, field)
        known = getattr(row, known_by) if day and known_by else row
        return as_known(day, getattr(known, f"{field}_precision")) if day else ""

    shown.__name__ = field
    return shown


def actor_of(request: HttpRequest) -> policy.Actor:
    """Who a request acts for. The role is read once for each request."""
    if not hasattr(request, "role"):
        request.role = policy.role_of(request.user)  # type: ignore[attr-defined]
    return policy.Actor(request.role, request.user.pk)  # type: ignore[attr-defined]


def fixed_fields(request: HttpRequest, table: type[Model], row: Any) -> Mapping[str, policy.Refused]:
    """The fields of a row, or of a new one, that the user may not write, and why. Looked up once for each request."""
    known = request.__dict__.setdefault("fixed_fields", {})
    key = (table, row and row.pk)
    if key not in known:
        known[key] = policy.fixed_fields(actor_of(request), "change" if row else "add", table, row)
    return known[key]  # type: ignore[no-any-return]


class FieldWidgets(BaseModelAdmin):
    """Form fields by type of column: autocomplete for relations, unchanged long texts, one line for each list item."""

    formfield_overrides = {
        models.TextField: {"form_class": VerbatimField, "widget": textarea(3)},
        models.URLField: {"assume_scheme": "https", "widget": AdminURLFieldWidget},
        ArrayField: {"form_class": LinesField},
    }

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        columns = (*self.opts.concrete_fields, *self.opts.many_to_many)
        return [field.name for field in columns if field.is_relation]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        other = db_field.related_model
        kwargs.setdefault("widget", RowSelect(db_field, self.admin_site))
        kwargs.setdefault("queryset", other._default_manager.select_related(*label_relations(other)))
        field: Any = super().formfield_for_foreignkey(db_field, request, **kwargs)
        field.label_from_instance = label
        return field

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_choice_field(db_field, request, **kwargs)
        named = [(value, f"{in_words(value)}: {text}" if value else text) for value, text in field.choices]
        field.choices = named
        return field

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field: Any = super().formfield_for_manytomany(db_field, request, **kwargs)
        field.label_from_instance = label
        return field


class DeskAdmin(FieldWidgets, ModelAdmin):
    """A table. When the database refuses a row, the form shows why and nothing is saved."""

    form = RowForm
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True
    # Where the table stands on the desk's first page: lower numbers come first.
    menu_order = LAST_EDITABLE
    # The relations that `row_label` reads.
    row_label_relations: tuple[str, ...] = ()

    class Media:
        css = {"all": ["desk/desk.css"]}

    @staticmethod
    def row_label(row: Any) -> str:
        """A row in one line, for autocomplete fields and titles."""
        return str(getattr(row, "name", row))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """Besides the table's own: in an existing row the slug and the times, and what this user may not change."""
        slug = ("slug",) if obj and "slug" in {field.name for field in self.opts.fields} else ()
        times = TIMES if obj else ()
        columns = {field.name for field in (*self.opts.fields, *self.opts.many_to_many)}
        fixed = fixed_fields(request, self.model, obj).keys() & columns
        return (*super().get_readonly_fields(request, obj), *slug, *times, *sorted(fixed))

    def refusal(self, request: HttpRequest, action: str, row: Any = None) -> policy.Refused | None:
        """Why the policy does not allow the user `action` in this table, or with a row of it."""
        return policy.refusal(actor_of(request), action, self.model, row)

    def may(self, request: HttpRequest, action: str, row: Any = None) -> bool:
        return self.refusal(request, action, row) is None

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or self.may(request, "change", obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self.may(request, "delete", obj)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The table's own, times, hidden fields of the form, and the reason where one may not change the row."""
        (title, options), *others = super().get_fieldsets(request, obj)
        hidden, refused = [], None
        if obj is None:
            hidden = ["distinct_from"] if issubclass(self.form, ComparedForm) else []
        elif self.has_change_permission(request, obj):
            hidden = ["seen"]
        else:
            refused = self.refusal(request, "change", obj)
        why = {"description": escape(refused.words)} if refused else {}
        first = (title, {**options, **why, "fields": [*options["fields"], *hidden]})
        return [first, *others, *([(_("Recorded"), {"fields": [TIMES], "classes": ["collapse"]})] if obj else [])]

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """The row, locked until the transaction ends if the request saves it."""
        row = super().get_object(request, object_id, from_field)
        if row is None or request.method != "POST" or not connection.in_atomic_block:
            return row
        self.lock_before(row)
        self.model._default_manager.select_for_update().filter(pk=row.pk).first()
        return super().get_object(request, object_id, from_field)

    def lock_before(self, row: Any) -> None:
        """Locks what other writers lock before the row of the page."""

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        kwargs["help_texts"] = {
            name: format_html('{} <span class="why">{}</span>', help_text_for_field(name, self.model), refused.words)
            for name, refused in fixed_fields(request, self.model, obj).items()
        }
        form = super().get_form(request, obj, change, **kwargs)
        refused = getattr(request, "refused", None)
        return type(form.__name__, (form,), {"refused": refused}) if refused else form

    def get_inline_instances(self, request: HttpRequest, obj: Any = None) -> Any:
        inlines = super().get_inline_instances(request, obj)
        for inline in inlines:
            if isinstance(inline, DeskInline) and (refused := inline.refusal(request, obj)):
                inline.verbose_name_plural = f"{inline.verbose_name_plural}. {refused.words}"
        return inlines

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **options: Any) -> Any:
        if row := options.get("obj"):
            context["subtitle"] = label(row)
        return super().render_change_form(request, context, *args, **options)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        connection.check_constraints()

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        super().delete_model(request, obj)
        connection.check_constraints()

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        super().delete_queryset(request, queryset)
        connection.check_constraints()

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        answer = super().changeform_view
        done = attempt(lambda: answer(request, object_id, form_url, extra_context))
        if isinstance(done, Refusal):
            # The transaction was rolled back. Handle the request again with a form that shows the refusal.
            request.refused = done  # type: ignore[attr-defined]
            return answer(request, object_id, form_url, extra_context)
        return done

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        answer = super().delete_view
        return self.or_redirect_back(request, lambda: answer(request, object_id, extra_context))

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        answer = super().changelist_view
        return (
            self.or_redirect_back(request, lambda: answer(request, extra_context))
            if request.method == "POST"
            else answer(request, extra_context)
        )

    def or_redirect_back(self, request: HttpRequest, work: Callable[[], Any]) -> Any:
        """The response of `work`, or a redirect to the same page with a message if the database refused it."""
        done = attempt(work)
        if isinstance(done, Refusal):
            self.message_user(request, gettext("Nothing was changed. {why}").format(why=done.words), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return done


def attempt(work: Callable[[], HttpResponse]) -> HttpResponse | Refusal:
    """The response of `work`, done in a transaction, or the refusal of the database, which rolls it back."""
    try:
        with transaction.atomic():
            return work()
    except DatabaseError as error:
        refused = refusal(error)
        if refused is None:
            raise
        return replace(refused, existing=holder(error))


class DeskInline(FieldWidgets, TabularInline):
    """Rows of another table on the form of a row; `joined` are the relations that they show."""

    form = DeskForm
    extra = 0
    joined: tuple[str, ...] = ()
    # The field of the page's row that shows these rows, where the policy may fix it.
    shown_as = ""

    def refusal(self, request: HttpRequest, row: Any) -> policy.Refused | None:
        """Why the user may not change these rows of the page's row."""
        return fixed_fields(request, type(row), row).get(self.shown_as) if row else None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and not self.refusal(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and not self.refusal(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not self.refusal(request, obj)

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).select_related(*self.joined).order_by("pk")


class ReadOnly:
    """A table that cannot be changed here: the database derives it, or it is changed elsewhere."""

    menu_order = LAST_READ_ONLY

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False
