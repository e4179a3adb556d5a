"""Every route of the URL configuration, for tests that walk through all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, get_resolver, reverse

from claims.api.collections import COLLECTIONS

# The desk has permissions of its own, for sessions; `tests/desk` walks its pages.
ELSEWHERE = {"admin/", "desk/"}


@dataclass(frozen=True)
class Address:
    """A route: its name, and for a collection the action of each method."""

    name: str
    route: str
    collection: str = ""
    actions: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.collection}/{self.route}" if self.collection else self.name

    def path(self) -> str:
        if "<slug:key>" in self.route:
            model = next(COLLECTIONS[each].model for each in self.route.split("/") if each in COLLECTIONS)
            return reverse(self.name, args=[model.objects.order_by("pk").first().slug])
        if "<int:number>" in self.route:
            return reverse(self.name, args=["claims", 0])
        if not self.collection:
            return reverse(self.name)
        view = COLLECTIONS[self.collection]
        below = self.route.removeprefix(f"^{self.collection}/").removesuffix("$")
        if "(?P<" not in below:
            return f"/api/v1/{self.collection}/{below}"
        row = view.model.objects.order_by("pk").first()
        return f"/api/v1/{self.collection}/{getattr(row, view.lookup_field)}/{below.split(')/')[-1]}"


def addresses() -> Iterator[Address]:
    """Every route of the URL configuration except those of ELSEWHERE."""
    for above in get_resolver().url_patterns:
        if str(above.pattern) not in ELSEWHERE:
            yield from below(above.url_patterns if hasattr(above, "url_patterns") else [above])


def below(patterns: list[Any]) -> Iterator[Address]:
    for each in patterns:
        if not isinstance(each, URLPattern):
            yield from below(each.url_patterns)
        elif collection := getattr(each.callback, "initkwargs", {}).get("basename", ""):
            actions = tuple(sorted(each.callback.actions.items()))
            yield Address(each.name, str(each.pattern), collection, actions)
        else:
            yield Address(each.name, str(each.pattern))


ADDRESSES = list(addresses())
