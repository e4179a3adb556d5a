"""Which fields of a row are asked for: `fields=slug,speaker.name`, `omit=stances`, `brief=true`."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from rest_framework import serializers

from claims.api.suggest import did_you_mean

Serializer = serializers.BaseSerializer


def children(serializer: Any) -> dict[str, Any]:
    """The fields of a serializer by name; of a list, those of its rows; none for a plain field."""
    serializer = getattr(serializer, "child", serializer)
    return dict(serializer.fields) if isinstance(serializer, serializers.Serializer) else {}


@dataclass(frozen=True)
class Shape:
    """A selection of fields: what to keep (all, where empty) and what to leave out; names are dotted paths."""

    only: frozenset[str] = frozenset()
    omit: frozenset[str] = field(default_factory=frozenset)
    brief: bool = False

    def problems(self, serializer: Any) -> Iterable[tuple[str, str]]:
        """What cannot be obeyed: the parameter, and a sentence that helps."""
        for parameter, paths in (("fields", self.only), ("omit", self.omit)):
            for path in sorted(paths):
                known = children(serializer)
                above = ""
                for step in path.split("."):
                    if step not in known:
                        where = (
                            f"“{above}” has no field “{step[:100]}”" if above else f"There is no field “{step[:100]}”"
                        )
                        yield parameter, f"{where}.{did_you_mean(step, known)}"
                        break
                    above = f"{above}.{step}".strip(".")
                    known = children(known[step])

    def prune(self, serializer: Any) -> None:
        """Removes the fields that are not asked for from a serializer, before anything is computed for them."""
        target = getattr(serializer, "child", serializer)
        only = self.only
        if self.brief and not only:
            only = frozenset(target.Meta.brief)
        for name in list(target.fields):
            kept = {path for path in only if path == name or path.startswith(f"{name}.")}
            if name in self.omit or (only and not kept):
                target.fields.pop(name)
            elif children(target.fields[name]):
                below = Shape(
                    frozenset(path.removeprefix(f"{name}.") for path in kept if path != name and name not in kept),
                    frozenset(path.removeprefix(f"{name}.") for path in self.omit if path.startswith(f"{name}.")),
                )
                below.prune(target.fields[name])
