"""The JavaScript in docs/api.md does what the page says, with node."""

import json
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from tests.support.clients import Get
from tests.support.factories import ClaimFactory
from tests.support.processes import run

PAGE = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")
(SNIPPET,) = re.findall(r"```js\n(.*?)```", PAGE, re.DOTALL)
# Reads a row from stdin, and prints the words that the snippet cuts out of its text.
PROGRAM = f"""
import {{ readFileSync }} from "node:fs";
{SNIPPET}
const row = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(words(row.text, row.highlights)));
"""

pytestmark = pytest.mark.skipif(not shutil.which("node"), reason="node is not installed")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "query", "words"),
    [
        ("Drones 🛩️ over 👩🏽‍🚀 an airport, and drones.", "drones", ["Drones", "drones"]),
        ("𝒜 𝔅: 𠮷野家で無人機が飛んだ。", "無人機", ["無人機"]),
        ("🇩🇰 Two MiG-31s, 12,000 men", "MiG31 12000", ["MiG", "31", "12,000"]),
    ],
)
def test_the_snippet_cuts_out_the_words_that_were_found(
    get: Get, tmp_path: Path, text: str, query: str, words: list[str]
) -> None:
    ClaimFactory(text=text, name="x", context="")
    (row,) = get(f"search/?q={query}&type=claim")["results"]
    cut = run("node", "--input-type=module", "--eval", PROGRAM, cwd=tmp_path, given=json.dumps(row))
    assert json.loads(cut) == words
