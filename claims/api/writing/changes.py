"""What saving a body would change."""

from typing import Any

from claims.api.writing.bodies import Body, agrees, composed


def would_change(body: Body, source: str) -> bool:
    """Whether saving a validated body would change the field `source` of its row; of a new one, gives it a value."""
    row: Any = body.instance
    data = body.validated_data if row is None or body.partial else body.defaults() | body.validated_data
    if source not in data:
        return False
    value = data[source]
    if source in body.Meta.model.DEFAULTS and value in ("", None):
        return False  # the database fills it, and then compares it
    if row is None:
        return value not in (None, "", [])
    nested = {str(body.fields[name].source): name for name in getattr(body.Meta, "nested", ())}
    return (
        differ(body, row, nested[source], value) if source in nested else bool(getattr(row, source) != composed(value))
    )


def differ(body: Body, row: Any, name: str, wanted: list[dict[str, Any]]) -> bool:
    """Whether the rows of a nested field are others than those of the body."""
    field: Any = body.fields[name]
    columns = [str(each.source) for each in field.child.fields.values()]
    there = list(getattr(row, str(field.source)).all())
    return len(there) != len(wanted) or not all(
        any(all(agrees(each, one, column) for column in columns) for one in wanted) for each in there
    )
