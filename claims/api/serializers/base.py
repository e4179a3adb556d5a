"""The base of all serializers: explicit fields, self links, brief shapes."""

from typing import Any, ClassVar

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

API_ROOT = "/api/v1/"


@extend_schema_field({"type": "string", "format": "uri"})
class SelfLink(serializers.Field):
    """The row's own address: the collection's, and the key that names the row in it."""

    def __init__(self, collection: str, key: str = "slug", **kwargs: Any) -> None:
        self.collection, self.key = collection, key
        super().__init__(source=key, read_only=True, help_text="Its address in this API.", **kwargs)

    def to_representation(self, value: Any) -> str:
        return f"{self.base}{self.collection}/{value}/"

    @property
    def base(self) -> str:
        """The API's root as the client reached it, with a slash at the end."""
        context = self.context
        if "api_root" not in context:
            request = context.get("request")
            context["api_root"] = request.build_absolute_uri(API_ROOT) if request else API_ROOT
        return str(context["api_root"])


@extend_schema_field({"type": "string", "format": "uri"})
class PresentLink(SelfLink):
    """The address that a redirect leads to: its `source` names the row, in the collection of the column beside it."""

    def __init__(self, key: str, **kwargs: Any) -> None:
        super().__init__("", key, **kwargs)
        self.help_text = "The present address in this API."

    def get_attribute(self, instance: Any) -> Any:
        return f"{instance.collection}/{super().get_attribute(instance)}"

    def to_representation(self, value: Any) -> str:
        return f"{self.base}{value}/"


class RowLink(SelfLink):
    """The address of the row that a change is about: the change says in which collection it is, under which key."""

    def __init__(self, **kwargs: Any) -> None:
        serializers.Field.__init__(self, source="*", read_only=True, **kwargs)

    def to_representation(self, value: Any) -> str:
        return f"{self.base}{value.collection}/{value.key}/"


class RowSerializer(serializers.ModelSerializer):
    """A row of a table. `Meta.brief` names the fields of its short form, `Meta.ordering` its order when nested."""

    class Meta:
        fields: ClassVar[tuple[str, ...]] = ()
        brief: ClassVar[tuple[str, ...]] = ()
        ordering: ClassVar[tuple[str, ...]] = ("pk",)
