"""The catalogues of translations: what code and templates say, and what the languages have for it.

`python -m tests.support.catalogue` brings the catalogues up to date (CONTRIBUTING.md). Babel does the work, so that
nobody needs GNU gettext; Django's own part is making Python of a template.
"""

import ast
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from io import BytesIO
from pathlib import Path

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("claims", "tracker")
LOCALE = ROOT / "claims" / "locale"
WORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
COMMENT = "Translators:"


def languages() -> list[str]:
    """The languages that need a catalogue: all but the first, which the code is written in."""
    return [code for code, _ in settings.LANGUAGES[1:]]


def file_of(code: str) -> Path:
    return LOCALE / code / "LC_MESSAGES" / "django.po"


def catalogue(code: str) -> Catalog:
    """The catalogue of a language, as it is written down."""
    with file_of(code).open("rb") as file:
        return read_po(file, locale=code)


def marked() -> Catalog:
    """Every text that code or a template marks for translation."""
    found = Catalog()
    for path, python in sources():
        try:
            messages = list(extract_python(BytesIO(python.encode()), WORDS, [COMMENT], {}))
        except (SyntaxError, IndentationError) as error:
            raise ValueError(f"{path}: {error}") from error
        for _, function, said, comments in messages:
            parts = [each for each in (said if isinstance(said, tuple) else (said,)) if each]
            context = parts.pop(0) if "pgettext" in function and parts else None
            if not parts:
                continue  # a variable
            plural = function.removeprefix("np").removeprefix("n") != function
            found.add(
                tuple(parts[:2]) if plural else parts[0],
                locations=[(path, None)],
                context=context,
                auto_comments=comments,
            )
    for path, said in sentences():
        found.add(said, locations=[(path, None)])
    for context, said in import_module("claims.desk.words").texts():  # once the models are there
        if said:
            found.add(said, context=context)
    return found


def sources() -> Iterator[tuple[str, str]]:
    """The files of ours by their paths; a template as Python code that has its texts."""
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            name = str(path.relative_to(ROOT))
            if path.suffix == ".py" and "migrations" not in path.parts:
                yield name, path.read_text(encoding="utf-8")
            elif path.suffix == ".html":
                code = templatize(path.read_text(encoding="utf-8"), origin=name)
                # The words between are letters X, indented as the template is.
                yield name, "\n".join(line.strip() for line in code.splitlines())


def sentences() -> Iterator[tuple[str, str]]:
    """The sentences of `claims.texts`, which knows nothing of Django: the desk looks them up (claims/desk/texts.py)."""
    for path in sorted((ROOT / "claims" / "texts").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            raised = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "UnreadableError"
            said = node.args[0] if raised else node.value if isinstance(node, ast.Assign) else None
            is_text = isinstance(said, ast.Constant) and isinstance(said.value, str)
            if is_text and " " in said.value and said.value.endswith("."):
                yield str(path.relative_to(ROOT)), said.value


def compiled(messages: Catalog) -> bytes:
    """The catalogue in the form that gettext reads."""
    file = BytesIO()
    messages.creation_date = messages.revision_date = datetime(2000, 1, 1, tzinfo=UTC)  # for the same bytes each time
    write_mo(file, messages)
    return file.getvalue()


def update(code: str) -> None:
    """Brings the catalogue of a language up to date: new texts come in empty, and those that are gone go."""
    head, _, _ = file_of(code).read_text(encoding="utf-8").partition("\n\n")
    messages = catalogue(code)
    messages.update(marked(), no_fuzzy_matching=True)
    messages.obsolete.clear()
    body = BytesIO()
    write_po(body, messages, width=120, omit_header=True, include_lineno=False)
    file_of(code).write_bytes(f"{head}\n\n".encode() + body.getvalue())
    file_of(code).with_suffix(".mo").write_bytes(compiled(catalogue(code)))


def main() -> int:
    """Updates all catalogues, and lists the texts that have no translation yet."""
    missing = 0
    for code in languages():
        update(code)
        for message in catalogue(code):
            said = message.string if isinstance(message.string, tuple) else (message.string,)
            if message.id and not all(said):
                missing += 1
                print(f"{code}: {message.id!r}")  # noqa: T201
    return 1 if missing else 0


if __name__ == "__main__":
    django.setup()
    sys.exit(main())
