"""From the server's log to scripts for pgbench: the statements that a program sent, with their values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

# An entry of the server's log; the lines that continue one start with a tab.
ENTRY = re.compile(r"^\d{4}-\d\d-\d\d [\d:.]+ \S+ \[(\d+)\] (\w+):  (.*(?:\n\t.*)*)", re.MULTILINE)
EXECUTED = re.compile(r"^duration: [\d.]+ ms  (?:execute [^:]*|statement): (.*)$", re.DOTALL)
PARAMETER = re.compile(r"\$(\d+) = (NULL|'(?:[^']|'')*')")
LITERAL = re.compile(r"'(?:[^']|'')*'")
COLON_WORD = re.compile(r":(?=\w)")


@dataclass
class Statement:
    """SQL with `$1` …, and the values as they were sent; None is NULL."""

    sql: str
    values: dict[int, str | None] = field(default_factory=dict)


def statements(log: str, processes: Sequence[int]) -> list[Statement]:
    """What the server's log says that these of its processes executed, in order."""
    found: list[Statement] = []
    executed: re.Match[str] | None = None  # whether it is an execution that a DETAIL belongs to
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
    """A pgbench script of these statements, and the variables that it needs, whose names start with `prefix`."""
    lines: list[str] = []
    variables: dict[str, str] = {}
    for place, statement in enumerate(asked):
        names = {number: f"{prefix}_{place}_{number}" for number in statement.values}
        variables |= {names[number]: value for number, value in statement.values.items() if value is not None}

        def variable(match: re.Match[str], statement: Statement = statement, names: dict[int, str] = names) -> str:
            number = int(match[1])
            return "NULL" if statement.values[number] is None else f":{names[number]}"

        sql = re.sub(r"\$(\d+)", variable, LITERAL.sub(lambda literal: without_colons(literal[0]), statement.sql))
        lines.append(f"{sql};")
    return "\n".join(lines) + "\n", variables


def without_colons(literal: str) -> str:
    """A string literal in which pgbench sees no variable: `'HH24:MI'` as `U&'HH24\\003AMI'`."""
    if not COLON_WORD.search(literal):
        return literal
    escaped = literal.replace("\\", "\\\\")
    return f"U&{COLON_WORD.sub(lambda _: chr(92) + '003A', escaped)}"
