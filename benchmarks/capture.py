"""Turns the SQL statements in PostgreSQL's log, with their parameters, into scripts for pgbench."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# An entry of the log; its second and later lines start with a tab.
ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[(\d+)\] (\w+):  (.*(?:\n\t.*)*)", re.MULTILINE)
EXECUTED = re.compile(r"^duration: [\d.]+ ms  (?:execute [^:]*|statement): (.*)$", re.DOTALL)
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
LITERAL = re.compile(r"'(?:[^']|'')*'")
COLON_WORD = re.compile(r":(?=\w)")


@dataclass
class Statement:
    """SQL with placeholders `$1`, `$2` …, and their values as text; None is NULL."""

    sql: str
    values: dict[int, str | None] = field(default_factory=dict)


def statements(log: str, processes: Sequence[int]) -> list[Statement]:
    """The statements in `log` that these server processes executed, in order."""
    found: list[Statement] = []
    executed: re.Match[str] | None = None  # the last execution, to which a DETAIL entry belongs
    for process, level, message in ENTRY.findall(log):
        if int(process) not in processes:
            continue
        text = message.replace("\n\t", "\n")
        if level == "LOG":
            executed = EXECUTED.match(text)
            if executed:
                found.append(Statement(executed[1].strip().rstrip(";")))
        elif executed and level == "DETAIL" and text.lower().startswith("parameters:"):
            for number, value in PARAMETER.findall(text):
                found[-1].values[int(number)] = None if value == "NULL" else value[1:-1].replace("''", "'")
    return found


def script(asked: Sequence[Statement], prefix: str) -> tuple[str, dict[str, str]]:
    """A pgbench script of these statements, and its variables, whose names start with `prefix`."""
    lines: list[str] = []
    variables: dict[str, str] = {}
    for index, statement in enumerate(asked):
        names = {number: f"{prefix}_{index}_{number}" for number in statement.values}
        variables |= {names[number]: value for number, value in statement.values.items() if value is not None}

        def variable(match: re.Match[str], statement: Statement = statement, names: dict[int, str] = names) -> str:
            number = int(match[1])
            return "NULL" if statement.values[number] is None else f":{names[number]}"

        sql = re.sub(r"\$(\d+)", variable, LITERAL.sub(lambda literal: without_colons(literal[0]), statement.sql))
        lines.append(f"{sql};")
    return "\n".join(lines) + "\n", variables


def without_colons(literal: str) -> str:
    """The literal with its colons escaped, which pgbench takes for variables: `'HH24:MI'` as `U&'HH24\\003AMI'`."""
    if not COLON_WORD.search(literal):
        return literal
    escaped = literal.replace("\\", "\\\\")
    return f"U&{COLON_WORD.sub(lambda _: chr(92) + '003A', escaped)}"
