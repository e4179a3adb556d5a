"""Template tags of the reading page: values and errors by the name of a field."""

from collections.abc import Mapping
from typing import Any

from django import template

register = template.Library()


@register.filter
def get(values: Mapping[str, Any], name: str) -> Any:
    """The value of a name; "" where there is none."""
    return values.get(name, "") if values else ""
