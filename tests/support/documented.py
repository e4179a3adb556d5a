"""openapi.yaml for Schemathesis: narrowed to the rows that exist, and sent with a role's key.

`SCHEMATHESIS_EXAMPLES=200` sends that many random requests for each operation and role, other ones in each run, and
those that Schemathesis derives from the bounds of parameters and from unsupported methods. It takes hours.
"""

import copy
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import schemathesis
import yaml
from django.conf import settings
from django.contrib.auth.models import User
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.urls import resolve
from pytest_django import DjangoDbBlocker
from rest_framework import serializers
from schemathesis import Case
from schemathesis.config import SchemathesisConfig
from schemathesis.core.parameters import ParameterLocation
from schemathesis.python._constants.orchestrator import build_constants_pool
from schemathesis.schemas import BaseSchema

from claims.api.collections import COLLECTIONS
from claims.api.query.filters import CountryFilter, SlugFilter
from claims.api.query.filterset import MAX_VALUES
from claims.api.query.keys import BySlug
from claims.api.query.parameters import SELECTION_PARAMETERS
from claims.api.query.selection import children
from claims.api.resources.changes.filters import BEGINNING, NOW, SinceFilter, since
from claims.api.writing.bodies import Body
from claims.choices import Role
from claims.services import keys
from claims.services.merge import MOVE
from tests.support import factories
from tests.support.article import load_article
from tests.support.loaded import loaded

DOCUMENT = yaml.safe_load((Path(settings.BASE_DIR) / "openapi.yaml").read_text(encoding="utf-8"))
AS_JSON = json.dumps(DOCUMENT)  # read again, it is a copy, which copy.deepcopy makes ten times slower
EXAMPLES = os.environ.get("SCHEMATHESIS_EXAMPLES", "")
# Requests for each operation: few where roles hardly differ in what they read, or write nothing.
MANY, SOME, FEW = int(EXAMPLES or 25), int(EXAMPLES or 8), int(EXAMPLES or 2)
ROLES = list(Role)

APP = cache(get_wsgi_application)

# Codes of countries in either case; few, since each is tried.
CODES = ["DK", "dk", "Dk", "XK"]


@contextmanager
def recorded_rows(blocker: DjangoDbBlocker) -> Iterator[dict[Role, str]]:
    """The article, rows with only required fields, and a key of each role."""
    # As Django's test client does: a closed connection would end the test's transaction.
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    with loaded(blocker, load_article, make_rows):
        yield {
            role: keys.create(User.objects.create(username=f"a-{role}"), "tests", role)[1]
            for role in ROLES
            if role != Role.READER
        }
    for signal in signals:
        signal.connect(close_old_connections)


def make_rows() -> None:
    factories.StanceFactory()
    factories.CorrectionFactory()
    factories.ReviewFactory()
    factories.StanceFactory(review_status="suggested", coder=User.objects.create(username="somebody"))
    factories.AffiliationFactory()
    factories.RedirectFactory()
    factories.IncidentClaimFactory()
    factories.TopicFactory()


def paths(serializer: Any, above: str = "") -> Iterator[str]:
    """Every dotted path of the fields of a serializer."""
    for name, field in children(serializer).items():
        yield above + name
        yield from paths(field, f"{above}{name}.")


def one_of(rows: Any, column: str) -> dict[str, Any]:
    return {"type": "integer" if column == "id" else "string", "enum": list(rows.values_list(column, flat=True))}


def several(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items, "minItems": 1, "maxItems": MAX_VALUES}


def component(document: dict[str, Any], part: dict[str, Any]) -> dict[str, Any]:
    """A copy of a part of the document, or of the component that it refers to."""
    while "$ref" in part:
        kind, name = part["$ref"].split("/")[-2:]
        part = document["components"][kind][name]
    return copy.deepcopy(part)


def narrow(path: str, method: str, parameters: list[dict[str, Any]]) -> None:
    """Turns strings of the document into enumerations of the slugs, countries and fields that exist.

    By contract any other value is a 400. So every request that the narrowed document allows must succeed, and every
    other one must be refused.
    """
    match = resolve(path.replace("{slug}", "a-slug").replace("{id}", "1"))
    if not hasattr(match.func, "actions"):
        return  # not a collection: its parameters need no narrowing
    view: Any = match.func.cls()  # type: ignore[attr-defined]
    action = match.func.actions[method]  # type: ignore[attr-defined]
    variant = view.documented(action) if method == "get" else None
    filters = variant.parameters.filters.parameters() if variant else {}
    # The positions of a claim can be asked for together with `speaker` only.
    fields = [name for name in paths(variant.serializer()) if not name.startswith("positions")] if variant else []
    for parameter in parameters:
        name, schema = parameter["name"], parameter["schema"]
        known = getattr(filters.get(name), "filter", None)
        if parameter["in"] == "path":
            parameter["schema"] = one_of(view.model.objects.all(), name)
        elif name in {"fields", "omit"}:
            schema["items"] = {"type": "string", "enum": fields}
        elif isinstance(known, SlugFilter) and not isinstance(known, BySlug):
            slugs = one_of(known.model._default_manager.all(), "slug")
            parameter["schema"] = slugs if known.single else several(slugs)
        elif isinstance(known, SinceFilter):
            parameter["schema"] = {"type": "string", "enum": [since(BEGINNING), NOW]}
        elif isinstance(known, CountryFilter):
            parameter["schema"] = several({"type": "string", "enum": CODES})


def bodies(body: Body) -> Iterator[Body]:
    """A body, and the bodies that are nested in it."""
    yield body
    for field in body.fields.values():
        if isinstance(field, serializers.ListSerializer):
            yield from bodies(field.child)


def narrow_bodies(components: dict[str, Any], *, plain: bool) -> None:
    """Does the same for the rows that bodies refer to, so that many writes succeed.

    `plain` bodies have only required fields and references. Most of them succeed, since rules over several fields
    mostly concern optional ones.
    """
    for body in (
        each for view in COLLECTIONS.values() if hasattr(view, "body_class") for each in bodies(view.body_class())
    ):
        whole = components[f"{type(body).__name__}Request"]
        needed = {name for part in (whole, *whole.get("allOf", [])) for name in part.get("required", [])}
        for prefix in ("", "Patched"):
            described = components.get(f"{prefix}{type(body).__name__}Request", {}).get("properties", {})
            for name, field in body.fields.items():
                each = getattr(field, "child_relation", field)
                if name in described and isinstance(each, serializers.RelatedField):
                    rows = one_of(each.get_queryset(), getattr(each, "slug_field", "pk"))["enum"]
                    part = described[name].get("items", described[name])
                    part["enum"] = [*rows, *([None] if part.get("nullable") else [])]
                elif plain and name not in needed and not isinstance(field, serializers.ListSerializer):
                    described.pop(name, None)
    mergeable = [model._default_manager.values_list("slug", flat=True) for model in MOVE]
    components["MergeBodyRequest"]["properties"]["merged"]["enum"] = [slug for slugs in mergeable for slug in slugs]


def rows_may_lack_fields(components: dict[str, Any]) -> None:
    """Says what `fields`, `omit` and `brief` do: answers lack fields that the document requires."""
    for name, schema in components.items():
        if "Body" not in name:
            for part in [schema, *schema.get("allOf", [])]:
                part.pop("required", None)


def narrowed(
    *,
    only: str | None = None,
    reads: int,
    writes: int,
    key: str = "",
    chains: bool = False,
    selecting: bool = False,
) -> BaseSchema:
    """The narrowed document as a Schemathesis schema; of the address `only`, or of all.

    `reads` and `writes` are the numbers of examples for each operation. A write that the document allows may break a
    rule of the database, so it need not succeed. In `chains`, a read need not succeed either, since its row may be
    gone, nor fail, since its row may have been recorded. With `selecting`, requests select fields as well, and rows
    need not have all fields.
    """
    document = json.loads(AS_JSON)
    document["paths"] = {path: document["paths"][path] for path in ([only] if only else DOCUMENT["paths"])}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            operation["parameters"] = [component(document, each) for each in operation.get("parameters", [])]
            if not selecting:
                operation["parameters"] = [
                    each for each in operation["parameters"] if each["name"] not in SELECTION_PARAMETERS
                ]
            narrow(path, method, operation["parameters"])
    if selecting:
        rows_may_lack_fields(document["components"]["schemas"])
    narrow_bodies(document["components"]["schemas"], plain=chains)
    checks = {
        "positive_data_acceptance": {"enabled": not chains},
        # An invalid body may be refused for its `If-Match` first. In chains, a slug that no row had when they
        # began may be that of a row recorded since.
        "negative_data_rejection": {"enabled": not chains, "expected-statuses": ["4xx"]},
        # Requests with a key send it in a header that Schemathesis takes for one that it has generated itself.
        "ignored_auth": {"enabled": not key},
    }
    config = {
        "generation": {"max-examples": reads, "deterministic": not EXAMPLES, "database": "none", "allow-x00": False},
        "phases": {"coverage": {"enabled": bool(EXAMPLES)}},
        "checks": checks,
        "operations": [
            {
                "include-method": ["POST", "PUT", "PATCH", "DELETE"],
                "generation": {"max-examples": writes},
                "checks": {**checks, "positive_data_acceptance": {"enabled": False}},
            },
            # The history of a row outlasts it.
            {"include-path-regex": "/history/$", "checks": {**checks, "use_after_free": {"enabled": False}}},
        ],
        # Without a server in between, its client does not decompress answers.
        "headers": {"Accept-Encoding": "identity"} | ({"Authorization": f"Bearer {key}"} if key else {}),
    }
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(config))
    schema.app = APP()
    schema._constants_pool_cache = constants_of_our_code()
    return schema


@cache
def constants_of_our_code() -> Any:
    """The values that Schemathesis finds in our code to try; it would look for them anew for each schema."""
    schema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.app = APP()
    build_constants_pool(schema)
    return schema._constants_pool_cache


def meet_precondition(case: Case) -> None:
    """Sets `If-Match: *`, since a random tag never matches, so that the body decides the answer."""
    headers = case.meta.components.get(ParameterLocation.HEADER)
    if "If-Match" in case.headers and headers and headers.mode.is_positive:
        case.headers["If-Match"] = "*"
