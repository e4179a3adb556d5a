"""The rows that the bodies of a request name by their slugs, read with one query for each table."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Model
from rest_framework import serializers

from claims.api.writing.strict import MAX_ITEMS
from claims.models import Redirect
from claims.models.redirect import collection_of
from claims.services import plain
from tracker.postgres import prepared

MAX_SLUG = 200  # characters that are looked up; the columns are shorter


class SlugField(serializers.SlugRelatedField):
    """Another row, by its slug or by a former one."""

    default_error_messages = {"does_not_exist": "“{value}” is not there.", "invalid": "A slug is a text."}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"slug_field": "slug", **options})

    @property
    def model(self) -> type[Model]:
        rows: Any = self.queryset
        model: type[Model] = rows.model
        return model

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, str) or "\0" in data:
            self.fail("invalid")
        row = self.context["named"].row(self.model, data[:MAX_SLUG])
        if row is None:
            self.fail("does_not_exist", value=data[:MAX_SLUG])
        return row


class NamedRows:
    """The rows that were looked up during a request, and the slugs that no row has."""

    def __init__(self) -> None:
        self.found: defaultdict[type[Model], dict[str, Model | None]] = defaultdict(dict)
        self.free: defaultdict[type[Model], set[str]] = defaultdict(set)

    def read(self, bodies: Iterable[tuple[Any, Any]]) -> None:
        """Looks up all rows that the data of some bodies name, and whether the slugs of their own rows are free."""
        wanted: defaultdict[type[Model], set[str]] = defaultdict(set)
        own: defaultdict[type[Model], set[str]] = defaultdict(set)
        for body, data in bodies:
            if slug := new_slug(body, data):
                own[body.Meta.model].add(slug)
            for model, slug in named(body, data):
                if slug not in self.found[model]:
                    wanted[model].add(slug)
        for model, slugs in wanted.items():
            self.found[model] |= dict.fromkeys(slugs) | rows_of(model, slugs)
        for model, slugs in own.items():
            if asked := slugs - self.free[model]:
                taken = prepared.rows(SLUGS.format(table=model._meta.db_table), [list(asked)])
                self.free[model] |= asked - {slug for (slug,) in taken}

    def is_free(self, model: type[Model], slug: str) -> bool:
        """Whether no row had this slug, which a new row is to get, when the bodies were read."""
        return slug in self.free[model]

    def row(self, model: type[Model], slug: str) -> Model | None:
        """The row of a slug that was read, or else is read now."""
        found = self.found[model]
        if slug not in found:
            found[slug] = rows_of(model, {slug}).get(slug)
        return found[slug]


# The slugs among some that rows have.
SLUGS = "SELECT slug FROM {table} WHERE slug = ANY (%s)"


def rows_of(model: type[Model], slugs: set[str]) -> dict[str, Model]:
    """The row of each slug, or of each former slug, that there is."""
    found = with_slugs(model, slugs)
    if missing := slugs - found.keys():
        present = Redirect.objects.present(collection_of(model), missing)
        moved = with_slugs(model, set(present.values())) if present else {}
        found |= {former: moved[slug] for former, slug in present.items() if slug in moved}
    return found


def with_slugs(model: type[Model], slugs: set[str]) -> dict[str, Model]:
    """The rows that have these slugs now."""
    statement = f"SELECT {plain.columns(model, 't')} FROM {model._meta.db_table} t WHERE slug = ANY (%s)"  # noqa: S608
    rows: Iterable[Any] = (plain.row(model, values) for values in prepared.rows(statement, [list(slugs)]))
    return {row.slug: row for row in rows}


def new_slug(body: Any, data: Any) -> str:
    """The slug that the data of a body give to a new row; "" for none."""
    slug = data.get("slug") if body.instance is None and "slug" in body.fields and isinstance(data, dict) else None
    return slug[:MAX_SLUG] if isinstance(slug, str) and "\0" not in slug else ""


def named(field: Any, value: Any) -> Iterator[tuple[type[Model], str]]:
    """The table and the slug of each row that a value names. A list that is too long is refused, and not read."""
    if isinstance(field, SlugField):
        if isinstance(value, str) and "\0" not in value:
            yield field.model, value[:MAX_SLUG]
    elif isinstance(field, serializers.ManyRelatedField | serializers.ListSerializer):
        each: Any = field.child_relation if isinstance(field, serializers.ManyRelatedField) else field.child
        for item in value if isinstance(value, list) and len(value) <= MAX_ITEMS else ():
            yield from named(each, item)
    elif isinstance(field, serializers.Serializer) and isinstance(value, dict):
        for name, below in field.fields.items():
            if name in value:
                yield from named(below, value[name])
