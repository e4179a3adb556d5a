"""What confirmed stances rest on, and the triggers that refuse to change it after the review.

That is each column of a statement, its citations, a claim and a stance, except those that the trigger leaves free. So
a new column is guarded from the start. The API and the desk ask for the same fields (`claims.services.policy`).
"""

from collections.abc import Collection, Iterable
from typing import Any

import pgtrigger

# Set by the database.
TIMES = {"created_at", "updated_at"}


def reviewed_fields(model: Any) -> tuple[str, ...]:
    """The names of the fields of a model that confirmed stances rest on."""
    guard = next(each for each in model._meta.triggers if isinstance(each, AsReviewed) and each.free is not None)
    return guard.fields(model)


def changed_fields(model: Any, names: Iterable[str]) -> str:
    """The SQL of an array with those of the fields `names` that an UPDATE changes.

    A reference does not count as changed where a merge moves it from the merged row to the kept one.
    """
    cases = []
    for name in names:
        field = model._meta.get_field(name)
        changed = f'OLD."{field.column}" IS DISTINCT FROM NEW."{field.column}"'
        if field.is_relation:
            table = field.related_model._meta.db_table
            changed += f""" AND NOT claims_is_merge('{table}', OLD."{field.column}", NEW."{field.column}")"""
        cases.append(f"CASE WHEN {changed} THEN '{name}' END")
    return f"array_remove(ARRAY[{', '.join(cases)}], NULL)"


class AsReviewed(pgtrigger.Trigger):
    """Keeps a row as it was reviewed: it calls a SQL function that may refuse what is about to be done.

    PostgreSQL runs the triggers of a row in the order of their names: this one comes after those that set columns.

    Args:
        keep: the call of the function; `{changed}` in it stands for an array of the reviewed fields that are changed.
        free: of an UPDATE, the fields that may be changed nevertheless.
    """

    when = pgtrigger.Before

    def __init__(
        self, operation: pgtrigger.Operation, keep: str, free: Collection[str] | None = None, **options: Any
    ) -> None:
        self.keep, self.free = keep, free
        super().__init__(name=f"stays_as_reviewed_{operation}".lower(), operation=operation, **options)

    def fields(self, model: Any) -> tuple[str, ...]:
        """The names of the fields that are guarded."""
        free = {*(self.free or ()), *TIMES}
        return tuple(each.name for each in model._meta.concrete_fields if not each.generated and each.name not in free)

    def get_func(self, model: Any) -> str:
        row = "OLD" if str(self.operation) == "DELETE" else "NEW"
        return f"PERFORM {self.keep.format(changed=changed_fields(model, self.fields(model)))}; RETURN {row};"
