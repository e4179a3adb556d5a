"""Field selections: which fields of a row a request asks for (`fields=slug,speaker.name`, `omit=stances`, `brief`)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rest_framework import serializers

from claims.api.query.suggestions import MAX_ECHOED, did_you_mean


def children(serializer: Any) -> dict[str, Any]:
    """The fields of a serializer by name; of a list serializer, those of its rows; none for a plain field."""
    serializer = getattr(serializer, "child", serializer)
    return dict(serializer.fields) if isinstance(serializer, serializers.Serializer) else {}


@dataclass(frozen=True)
class FieldSelection:
    """Which fields of a row to keep, and which to leave out.

    Attributes:
        only: dotted paths of the fields to keep; all fields where it is empty.
        omit: dotted paths of the fields to leave out.
        brief: keep the fields that the serializer's `Meta.brief` lists; `only` takes precedence.
    """

    only: frozenset[str] = frozenset()
    omit: frozenset[str] = field(default_factory=frozenset)
    brief: bool = False

    def unknown_paths(self, serializer: Any) -> Iterable[tuple[str, str]]:
        """The paths that name no field of the serializer: for each, its parameter and a sentence that helps."""
        for parameter, paths in (("fields", self.only), ("omit", self.omit)):
            for path in sorted(paths):
                known = children(serializer)
                above = ""
                for step in path.split("."):
                    if step not in known:
                        clipped = step[:MAX_ECHOED]
                        where = f"“{above}” has no field “{clipped}”" if above else f"There is no field “{clipped}”"
                        yield parameter, f"{where}.{did_you_mean(step, known)}"
                        break
                    above = f"{above}.{step}".strip(".")
                    known = children(known[step])

    def prune(self, serializer: Any) -> None:
        """Removes the fields that are not selected from a serializer, so that no SQL is compiled for them."""
        target = getattr(serializer, "child", serializer)
        only = self.only
        if self.brief and not only:
            only = frozenset(target.Meta.brief)
        for name in list(target.fields):
            kept = {path for path in only if path == name or path.startswith(f"{name}.")}
            if name in self.omit or (only and not kept):
                target.fields.pop(name)
            elif children(target.fields[name]):
                below = FieldSelection(
                    frozenset(path.removeprefix(f"{name}.") for path in kept if path != name and name not in kept),
                    frozenset(path.removeprefix(f"{name}.") for path in self.omit if path.startswith(f"{name}.")),
                )
                below.prune(target.fields[name])
