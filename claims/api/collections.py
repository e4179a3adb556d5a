"""The collections of the API, found in `resources`: the endpoint in the module `views` of each noun."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules

from claims.api import resources
from claims.api.views.endpoint import Endpoint


def endpoints() -> Iterator[type[Endpoint]]:
    """The endpoints that the nouns define; a noun that is only shown below others defines none."""
    for noun in iter_modules(resources.__path__):
        name = f"{resources.__name__}.{noun.name}.views"
        if find_spec(name):
            defined = vars(import_module(name)).values()
            yield from (each for each in defined if is_endpoint(each) and each.__module__ == name)


def is_endpoint(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, Endpoint)


COLLECTIONS: dict[str, type[Endpoint]] = {
    view.collection: view for view in sorted(endpoints(), key=lambda view: view.route_order)
}
