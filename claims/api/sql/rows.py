"""The base of all row serializers, and the fields that link to other rows.

A row serializer declares columns, relations and annotations, and no code: `compile` turns it into SQL, drf-spectacular
documents it, and the tests render it with Django REST Framework to compare.
"""

from typing import Any, ClassVar

from django.utils.translation import get_language
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

API_ROOT = "/api/v1/"
# The API's root as the client addressed it; every compiled statement binds it in the common table expression `root`.
ROOT = "(SELECT url FROM root)"


@extend_schema_field({"type": "string", "format": "uri"})
class Link(serializers.Field):
    """An absolute address in this API: the root as the client addressed it, and the path of a row."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def sql(self, alias: str) -> str:
        """The SQL expression of the path below the root, for the row called `alias`."""
        raise NotImplementedError

    @property
    def api_root(self) -> str:
        """The API's root as the client addressed it, with a slash at the end."""
        context = self.context
        if "api_root" not in context:
            request = context.get("request")
            context["api_root"] = request.build_absolute_uri(API_ROOT) if request else API_ROOT
        return str(context["api_root"])


class SelfLink(Link):
    """The row's own address: its collection, and the key that names the row in it."""

    def __init__(self, collection: str, key: str = "slug", **kwargs: Any) -> None:
        self.collection = collection
        super().__init__(source=key, help_text="Its address in this API.", **kwargs)

    def sql(self, alias: str) -> str:
        return f"'{self.collection}/' || {alias}.\"{self.source}\" || '/'"

    def to_representation(self, value: Any) -> str:
        return f"{self.api_root}{self.collection}/{value}/"


class KeyedLink(Link):
    """The address of a row that other columns name: `collection` has its collection, `key` its slug or number."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        self.key = key
        super().__init__(source="*", **kwargs)

    def sql(self, alias: str) -> str:
        return f"{alias}.\"collection\" || '/' || {alias}.\"{self.key}\" || '/'"

    def to_representation(self, value: Any) -> str:
        return f"{self.api_root}{value.collection}/{getattr(value, self.key)}/"


# How many rows a list inside a row shows, if nothing speaks for fewer: as many as a body may write.
MOST_SHOWN = 200


class RowSerializer(serializers.ModelSerializer):
    """A row of a table.

    `Meta.brief` lists the fields of its short form, `Meta.ordering` the columns that rows are sorted by inside another
    row (a minus: descending), and `Meta.most` how many of them, the first ones, a list inside a row shows.
    """

    class Meta:
        fields: ClassVar[tuple[str, ...]] = ()
        brief: ClassVar[tuple[str, ...]] = ()
        ordering: ClassVar[tuple[str, ...]] = ("pk",)
        most: ClassVar[int] = MOST_SHOWN

    # What was derived from the column of a field, by class, name and language: to derive it takes longer than the rest
    # of a serializer, and each selection of fields has a serializer of its own. Whether a field has a label, and the
    # message of a validator, depend on the language.
    derived: ClassVar[dict[tuple[type, str, str | None], tuple[Any, dict[str, Any]]]] = {}

    def build_field(
        self, field_name: str, info: Any, model_class: Any, nested_depth: int
    ) -> tuple[Any, dict[str, Any]]:
        """The class of a field and its options, which belong to this serializer alone."""
        key = (type(self), field_name, get_language())
        kind, options = self.derived.get(key) or super().build_field(field_name, info, model_class, nested_depth)
        if "child" not in options:  # a field, which belongs to one serializer
            self.derived[key] = kind, options
        return kind, {
            name: value.copy() if isinstance(value, dict | list) else value for name, value in options.items()
        }
