"""The texts of models in the language of the page: names of tables and fields, explanations, choices, rules.

Models say them in English, for the API's document and for the migrations. Here they are replaced by texts that are
looked up when they are shown, since most names of fields follow from the code and are written nowhere.
"""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db.models import Model, TextChoices
from django.utils.translation import gettext_lazy

from claims import choices
from claims.reading.candidates import TIERS
from claims.services.rules import BROKEN_OFF, GONE, TAKEN

# Of passages (claims/services/passages.py).
STATES = ("open", "draft", "dismissed", "recorded", "waiting", "confirmed")


def models() -> list[type[Model]]:
    return list(apps.get_app_config("claims").get_models())


def lazy(text: Any) -> Any:
    """A text that is looked up when it is shown; an empty one is none, since gettext has its own for that."""
    return gettext_lazy(str(text)) if text else text


def looked_up(choices: type[TextChoices]) -> list[tuple[str, Any]]:
    """The values of an enumeration, each with what it means."""
    return [(value, lazy(label)) for value, label in choices.choices]


def look_up() -> None:
    """Lets the models' texts be looked up."""
    for model in models():
        model._meta.verbose_name = lazy(model._meta.verbose_name)
        model._meta.verbose_name_plural = lazy(model._meta.verbose_name_plural)
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            field.verbose_name, field.help_text = lazy(field.verbose_name), lazy(field.help_text)
            if field.choices:
                field.choices = [(value, lazy(label)) for value, label in field.choices]
        for constraint in model._meta.constraints:
            constraint.violation_error_message = lazy(constraint.violation_error_message)


def texts() -> Iterator[tuple[str | None, str]]:
    """Every text that is looked up, with its context, for the catalogues (tests/support/catalogue.py)."""
    for model in models():
        yield None, str(model._meta.verbose_name)
        yield None, str(model._meta.verbose_name_plural)
        for field in model._meta.local_fields + model._meta.local_many_to_many:
            yield None, str(field.verbose_name)
            yield None, str(field.help_text)
        for constraint in model._meta.constraints:
            yield None, str(constraint.violation_error_message)
    yield from ((None, str(each)) for each in (GONE, TAKEN, BROKEN_OFF))
    yield from (("value", each) for each in (*TIERS, *STATES))
    for each in vars(choices).values():
        for member in getattr(each, "__members__", {}).values():
            yield None, str(member.label)
            yield "value", member.value.replace("_", " ")
