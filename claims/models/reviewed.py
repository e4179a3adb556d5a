"""What confirmed stances rest on, and the triggers that refuse to change it after the review.

A model lists these fields in `REVIEWED`; the API and the desk read the same list (`claims.services.policy`).
"""

from collections.abc import Iterable
from typing import Any

import pgtrigger


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
    """Keeps a row as it was reviewed: before an UPDATE or a DELETE, it calls a SQL function that may refuse it.

    Args:
        keep: the call of the function; `{changed}` in it stands for an array of those of `fields` that are changed.
    """

    when = pgtrigger.Before

    def __init__(self, operation: pgtrigger.Operation, keep: str, fields: Iterable[str] = (), **options: Any) -> None:
        self.keep, self.fields = keep, tuple(fields)
        super().__init__(name=f"as_reviewed_{operation}".lower(), operation=operation, **options)

    def get_func(self, model: Any) -> str:
        row = "OLD" if str(self.operation) == "DELETE" else "NEW"
        return f"PERFORM {self.keep.format(changed=changed_fields(model, self.fields))}; RETURN {row};"
