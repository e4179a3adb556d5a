"""Clients in TypeScript, typed by what openapi-typescript makes of openapi.yaml: they compile and show answers."""

import json
import re
import shutil
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.support import factories as make
from tests.support.clients import Get
from tests.support.openapi import COMMITTED
from tests.support.processes import run
from tests.support.served import HOST, served

SAMPLES = Path(settings.BASE_DIR) / "tests" / "clients"
PAGE = (Path(settings.BASE_DIR) / "docs" / "clients.md").read_text(encoding="utf-8")

# Programs that read an answer from stdin and print what a sample makes of it.
RENDER = """
import { readFileSync } from "node:fs";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { MatrixTable } from "./built/matrix.js";
const matrix = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(renderToStaticMarkup(createElement(MatrixTable, { matrix })));
"""
LINES = """
import { readFileSync } from "node:fs";
import { line } from "./built/found.js";
process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).results.map(line)));
"""

pytestmark = pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="node is not installed")


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with the samples, the generated types and, in `built`, the samples as JavaScript."""
    place = tmp_path_factory.mktemp("typescript")
    for file in SAMPLES.iterdir():
        if file.suffix in {".ts", ".tsx", ".json"}:
            shutil.copy(file, place)
    run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=place, seconds=300)
    installed = place / "node_modules" / ".bin"
    said = run(installed / "openapi-typescript", COMMITTED, "--output", "schema.d.ts", cwd=place)
    assert "warn" not in said.lower(), said
    run(installed / "tsc", "--strict", "--project", ".", "--noEmit", "false", "--outDir", "built", cwd=place)
    return place


@pytest.mark.django_db(transaction=True)
def test_the_documented_command_makes_the_types_from_a_running_tracker(compiled: Path) -> None:
    [command] = re.findall(r"(?m)^npx openapi-typescript .*$", PAGE)
    types = (compiled / "schema.d.ts").read_text(encoding="utf-8")
    with served(1) as tracker:
        words = (
            command.replace("127.0.0.1:8000", f"{HOST}:{tracker.port}").replace("schema.d.ts", "served.d.ts").split()
        )
        run(*words, cwd=compiled)
    assert (compiled / "served.d.ts").read_text(encoding="utf-8") == types


class Table(HTMLParser):
    """The cells of a table, row by row, with the scope of each header; and the caption."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.scopes: list[str | None] = []
        self.labels: list[str | None] = []
        self.caption = ""
        self.inside = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "tr":
            self.rows.append([])
        if tag in {"th", "td"}:
            self.rows[-1].append("")
        if tag == "th":
            self.scopes.append(given.get("scope"))
        if tag == "span":
            self.labels.append(given.get("aria-label"))
        if tag in {"caption", "th", "td"}:
            self.inside = tag

    def handle_data(self, data: str) -> None:
        if self.inside == "caption":
            self.caption += data
        else:
            self.rows[-1][-1] += data


@pytest.mark.usefixtures("article")
def test_react_shows_who_stands_where_on_the_claims_about_an_incident(compiled: Path, get: Get) -> None:
    matrix = get("incidents/copenhagen-airport-drones-2025/matrix/")
    table = Table(rendered(compiled, matrix))
    assert table.caption.startswith("Drones over Copenhagen Airport: who stands where.")
    assert table.rows == [
        [
            "Speaker",
            "The accusations against Russia lack evidence",
            "The airspace incidents were deliberate",
            "The airspace violations are reckless",
            "The airspace violations are meant to undermine European security",
            "A capable actor was behind the drones over Copenhagen Airport",
            "Gravest recent attack on Denmark’s critical infrastructure",
            "The airspace incidents test Europe’s borders and resolve",
            "Russia is responsible for the drones over Copenhagen Airport",
        ],
        ["Danish officials", "", "", "", "", "affirms", "", "", ""],
        [
            "European Commission",
            "",
            "affirms (represented)",
            "affirms (represented)",
            "affirms (represented)",
            "",
            "",
            "affirms (represented)",
            "",
        ],
        ["Mette Frederiksen", "", "", "", "", "", "affirms", "", ""],
        ["Anitta Hipper", "", "affirms", "affirms", "affirms", "", "", "affirms", ""],
        ["Kremlin", "affirms (represented)", "", "", "", "", "", "", "denies (represented)"],
        ["Dmitry Peskov", "affirms", "", "", "", "", "", "", "denies"],
        ["Russia", "", "", "", "", "", "", "", "denies"],
        ["Mark Rutte", "", "questions", "", "", "", "", "", ""],
        ["Volodymyr Zelensky", "", "", "", "", "", "", "", "affirms"],
    ]
    assert table.scopes == ["col"] * 9 + ["row"] * 9
    assert table.labels == []


@pytest.mark.usefixtures("article")
def test_react_marks_a_position_that_changed_and_shows_both_capacities(compiled: Path, get: Get) -> None:
    matrix = get("incidents/copenhagen-airport-drones-2025/matrix/?position=denies")
    own = [cell | {"position": "qualifies", "changed": True} for cell in matrix["cells"] if cell["speaker"] == "russia"]
    both = [*own, *(cell | {"capacity": "represented", "changed": False} for cell in own)]
    table = Table(rendered(compiled, matrix | {"cells": both}))
    assert next(row[-1] for row in table.rows if row[0] == "Russia") == (
        "accepts under a condition ↻accepts under a condition (represented)"
    )
    assert table.labels == ["the position changed"]


# A word, the type of the row that it finds, and the line about that row.
FOUND = (
    ("Peskov", "speaker", "Dmitry Peskov (person)"),
    ("reckless", "claim", "The airspace violations in Denmark, Estonia, Norway, Poland and Romania are reckless."),
    ("accidental", "statement", "2025-09-22, Anitta Hipper: “This was not accidental”"),
    ("Sentry", "incident", "Eastern Sentry, 2025-09-12"),
    ("Harbour", "source", "The Tide: Drones over the harbour"),
)


@pytest.mark.usefixtures("article")
def test_rows_that_were_found_are_told_apart_by_their_type(compiled: Path, get: Get) -> None:
    make.SourceFactory(headline="Drones over the harbour", publisher="The Tide")
    rows = [get(f"search/?q={word}&type={kind}&limit=1")["results"][0] for word, kind, _ in FOUND]
    given = json.dumps({"results": rows})
    lines = json.loads(run("node", "--input-type=module", "--eval", LINES, cwd=compiled, given=given))
    assert lines == [line for _, _, line in FOUND]


def rendered(compiled: Path, matrix: Any) -> str:
    return run("node", "--input-type=module", "--eval", RENDER, cwd=compiled, given=json.dumps(matrix))


def test_the_samples_neither_cast_nor_doubt_a_field_that_is_always_there() -> None:
    doubts = re.compile(r"\?\.|\bas (?!const)[A-Z]|[\w)\]]!(?!=)|: any\b|@ts-ignore")
    for name in ("matrix.tsx", "found.ts", "who_denied.ts"):
        assert doubts.findall((SAMPLES / name).read_text(encoding="utf-8")) == [], name


@pytest.mark.parametrize("folder", ["clients", "postgresql"])
def test_the_lock_file_names_no_registry(folder: str) -> None:
    lock = json.loads((SAMPLES.parent / folder / "package-lock.json").read_text(encoding="utf-8"))
    locked = {name: package for name, package in lock["packages"].items() if name}
    assert {name for name, package in locked.items() if "resolved" in package or "integrity" not in package} == set()
