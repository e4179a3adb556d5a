"""Documents of linked data about one row: what a client gets that accepts JSON-LD."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from rest_framework.renderers import BaseRenderer

from claims.api.http.negotiation import JsonLdRenderer

Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Document:
    """One document about a row.

    Attributes:
        kind: what the row is called among the answers that the document is composed of.
        renderer: stands for its media type in the negotiation.
        compose: makes the document of the answers.
        beside: the lists below the row that it is composed of as well: their actions, and their query strings.
    """

    kind: str
    renderer: type[BaseRenderer]
    compose: Callable[[Answers], str]
    beside: Mapping[str, str] = field(default_factory=dict)


def schema_org(kind: str, **beside: str) -> Document:
    """What the page of a row has for programs: schema.org. The setting LINKED_DATA names the function that makes it."""
    return Document(kind, JsonLdRenderer, lambda answers: import_string(settings.LINKED_DATA)(kind, answers), beside)
