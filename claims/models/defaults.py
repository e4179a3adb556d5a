"""Defaults that depend on other columns: a trigger fills what is empty, whoever writes.

A model lists them in `DEFAULTS`, column to SQL expression. The desk and the API read the names, and leave such fields
optional.
"""

from collections.abc import Mapping
from typing import Any

import pgtrigger


def day_where_dated(field: str) -> dict[str, str]:
    """The default of the precision of a date: the day, if there is a date."""
    return {f"{field}_precision": f"CASE WHEN NEW.{field} IS NULL THEN '' ELSE 'day' END"}


class Defaults(pgtrigger.Trigger):
    """Fills the columns of `defaults` where they are empty, before the row is checked and stored.

    Triggers fire in the order of their names. This one fires before `as_reviewed`, which compares the filled row.
    """

    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update

    def __init__(self, defaults: Mapping[str, str]) -> None:
        self.defaults = defaults
        super().__init__(name="add_defaults")

    def get_func(self, model: Any) -> str:
        filled = (
            f"IF coalesce(NEW.{column}::text, '') = '' THEN NEW.{column} := {default}; END IF;"
            for column, default in self.defaults.items()
        )
        return " ".join((*filled, "RETURN NEW;"))
