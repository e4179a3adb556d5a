"""What the desk calls a row, its name or its first words (elsewhere in the project, a row's slug), and where it is."""

from typing import Any

from django.contrib.admin import site
from django.db.models import Model
from django.urls import reverse
from django.utils.text import Truncator


def shortened(text: str, length: int = 110) -> str:
    """The beginning of a text on one line, in at most `length` characters."""
    return Truncator(" ".join(text.split())).chars(length)


def label(row: Any) -> str:
    """A row in one line, as the admin class of its table writes it."""
    table = site.get_model_admin(type(row)) if site.is_registered(type(row)) else None
    return str(getattr(table, "row_label", str)(row))


def address(row: Any) -> str:
    """The address of a row's page."""
    return reverse(f"admin:claims_{row._meta.model_name}_change", args=[row.pk])


def label_relations(model: type[Model]) -> tuple[str, ...]:
    """The relations of a model that its label reads, for `select_related`."""
    table = site.get_model_admin(model) if site.is_registered(model) else None
    return getattr(table, "row_label_relations", ())
