"""New rows of an array, saved in sets: one INSERT for each table, in which triggers run once."""

from collections.abc import Sequence
from typing import Any

from claims.api.writing.bodies import Body
from claims.services import bulk


def works(body: Body) -> bool:
    """Whether rows of this body can be saved so."""
    return all(bulk.works(model) for model in (body.Meta.model, *(body.model_of(name) for name in body.parts)))


def save(bodies: Sequence[Body]) -> list[Any]:
    """Saves the new rows of validated bodies of one class, with their parts, as `Body.create` saves one."""
    first = bodies[0]
    contents = [body.values(dict(body.validated_data)) for body in bodies]
    parts = [body.take_parts(each) for body, each in zip(bodies, contents, strict=True)]
    rows = bulk.create(first.Meta.model, contents)
    for name in first.parts:
        several = [
            part
            for body, row, each in zip(bodies, rows, parts, strict=True)
            for part in body.new_parts(name, row, each.get(name, []))
        ]
        bulk.insert(first.model_of(name), several)
    return rows
