"""The form in which the database stores texts (`sql/0001/texts.sql`)."""

from typing import Any

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, JSONField, TextField

# Most texts are ASCII without spaces or controls that could be taken out. Fields are joined by a bar for this test.
UNUSUAL_LINE = r"'[\x01-\x1f\x7f]|  |^ | $|[|] | [|]'"
UNUSUAL_LINES = r"'[\x01-\x08\x0b-\x1f\x7f]'"


class StoredTexts(pgtrigger.Trigger):
    """Stores every text in one form: composed (NFC), without what nobody sees. It refuses what it cannot mend.

    A `CharField` is a text of one line, a `TextField` one of several lines. Fields with choices or with the collation C
    hold keys, and are left alone. Its name makes it the first trigger before a write: triggers run in the order of
    their names, and the others compare what will be stored.

    Args:
        verbatim: the fields that are compared character by character, and are only composed.
        counted: the one of them whose characters `start` and `end` count.
    """

    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update

    def __init__(self, *verbatim: str, counted: str = "") -> None:
        self.verbatim, self.counted = verbatim, counted
        super().__init__(name="admit_texts")

    def get_declare(self, model: Any) -> list[tuple[str, str]]:
        return [("words", "text")]

    def get_func(self, model: Any) -> str:
        fields = [field for field in model._meta.concrete_fields if not field.generated]
        texts = [field for field in fields if isinstance(field, CharField | TextField) and not is_key(field)]
        several = [field.column for field in texts if isinstance(field, TextField) and field.name not in self.verbatim]
        single = [field.column for field in texts if isinstance(field, CharField)]
        return "".join(
            [
                cleaned(single, UNUSUAL_LINE, "claims_line"),
                cleaned(several, UNUSUAL_LINES, "claims_lines"),
                *(calls([field.column], "claims_line_list") for field in fields if isinstance(field, ArrayField)),
                *(calls([field.column], "claims_line_values") for field in fields if isinstance(field, JSONField)),
                *(composed(name, counted=name == self.counted) for name in self.verbatim),
                "RETURN NEW;",
            ]
        )


def is_key(field: Any) -> bool:
    """Whether a column holds a key or a choice, which other constraints restrict to ASCII."""
    return bool(field.choices or getattr(field, "db_collation", None))


def cleaned(columns: list[str], unusual: str, function: str) -> str:
    """Calls `function` for all columns if one of them is not plain ASCII."""
    if not columns:
        return ""
    joined = " || '|' || ".join(f'NEW."{column}"' for column in columns)
    return f"""
        words := {joined};
        IF octet_length(words) > length(words) OR words ~ {unusual} THEN{calls(columns, function)}
        END IF;
    """


def calls(columns: list[str], function: str) -> str:
    """Replaces each column by the result of `function`, which gets the table and the column for its errors."""
    return "".join(
        f"""
            NEW."{column}" := {function}(NEW."{column}", TG_TABLE_NAME, '{column}');"""
        for column in columns
    )


def composed(column: str, *, counted: bool) -> str:
    """Composes a column, unless its offsets count the characters of the decomposed text."""
    check = f"""PERFORM claims_check_composed_offsets(NEW."{column}", NEW."start", NEW."end");"""
    return f"""
        PERFORM claims_check_marks(NEW."{column}", TG_TABLE_NAME, '{column}');
        IF octet_length(NEW."{column}") > length(NEW."{column}") AND NEW."{column}" IS NOT NFC NORMALIZED THEN
            {check if counted else ""}
            NEW."{column}" := normalize(NEW."{column}", NFC);
        END IF;
    """
