"""Limits on what one request may ask for: each row of the table in docs/api.md, at its limit and one beyond it."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from django.conf import settings

from claims.api.http.parser import MAX_COMMAS, MAX_DEPTH
from claims.api.query.cursors import MAX_LIMIT
from claims.api.query.filters import MAX_LENGTH
from claims.api.query.filterset import MAX_VALUES
from claims.api.query.parser import MAX_PATHS
from claims.api.views.writable import MAX_ROWS
from claims.api.writing import idempotency
from claims.api.writing.strict import MAX_ITEMS
from claims.models.base import MAX_TEXT
from claims.search.matching import MAX_CHARACTERS

pytestmark = pytest.mark.django_db

TABLE = re.compile(r"^\| ([^|]+) \| ([\d,]+) \| (\d+) \|$", re.MULTILINE)
# Refused by the web server: tests/api/http/test_rate_workers.py asks it.
OF_THE_SERVER = {("bytes of a URL", 65_534, 414)}


class Limit(NamedTuple):
    """A row of the table: what is limited, the largest value, and the status and sentence for one more."""

    about: str
    most: int
    status: int
    sentence: str


def commas(number, word):
    return ",".join(f"{word}{n}" for n in range(number))


def sized(size):
    return '{"name": "' + "x" * (size - len('{"name": ""}')) + '"}'


# For each limit, the request that reaches a given number.
READS = {
    Limit("rows of a page", MAX_LIMIT, 400, "no whole number from 1 to 200"): lambda n: f"topics/?limit={n}",
    Limit("values of a parameter", MAX_VALUES, 400, "At most 100 values"): lambda n: (
        f"claims/?speaker__in={commas(n, 'x')}"
    ),
    Limit("characters of a value", MAX_LENGTH, 400, "at most 500 characters"): lambda n: f"claims/?speaker={'x' * n}",
    Limit(
        "characters of a passage to match", MAX_CHARACTERS, 400, f"at most {MAX_CHARACTERS:,} characters"
    ): lambda n: f"claims/match/?text={'x' * n}",
    Limit("names in `fields`, or in `omit`", MAX_PATHS, 400, "At most 100 fields"): lambda n: (
        f"topics/?omit={commas(n, 'x')}"
    ),
    Limit("parameters", settings.DATA_UPLOAD_MAX_NUMBER_FIELDS, 400, "at most 1,000 parameters"): lambda n: (
        f"topics/?{'x=1&' * (n - 1)}x=1"
    ),
}
BODIES = {
    Limit("bytes of a body", settings.MAX_BODY, 413, "at most 2,097,152 bytes"): sized,
    Limit("levels of a body", MAX_DEPTH, 400, "nested more than 20 deep"): lambda n: "[" * n + "]" * n,
    Limit("commas of a body", MAX_COMMAS, 400, "more than 10,000 commas"): lambda n: "[1" + ",1" * n + "]",
    Limit("rows of an array", MAX_ROWS, 400, "An array has from 1 to 200 rows"): lambda n: f"[{commas(n, '')}]",
}
KEYS = Limit("characters of an `Idempotency-Key`", idempotency.MAX_LENGTH, 400, "1 to 255 printable")
TEXTS = Limit("characters of a text in a body", MAX_TEXT, 400, "A text has at most 10,000 characters.")
LISTS = Limit("items of a list in a body", MAX_ITEMS, 400, "At most 200 items")


def check(limit, at, beyond):
    assert limit.sentence not in at.content.decode()
    assert (beyond.status_code, beyond["Content-Type"]) == (limit.status, "application/problem+json")
    assert limit.sentence in beyond.content.decode()


@pytest.mark.parametrize("limit", READS, ids=lambda limit: limit.about)
def test_a_read_may_ask_for_so_much_and_no_more(reader, limit):
    check(limit, *(reader.get(f"/api/v1/{READS[limit](number)}") for number in (limit.most, limit.most + 1)))


@pytest.mark.parametrize("limit", BODIES, ids=lambda limit: limit.about)
def test_a_body_may_hold_so_much_and_no_more(editor, limit):
    check(limit, *(editor.post("topics/", BODIES[limit](number)) for number in (limit.most, limit.most + 1)))


def test_the_name_of_a_repeatable_request_may_be_so_long_and_no_longer(editor):
    names = ("k" * KEYS.most, "k" * (KEYS.most + 1))
    check(KEYS, *(editor.post("topics/", {"name": "x"}, **{"Idempotency-Key": name}) for name in names))


def test_a_list_in_a_body_may_have_so_many_items_and_no_more(editor):
    bodies = ({"other_names": [f"n{number}" for number in range(most)]} for most in (LISTS.most, LISTS.most + 1))
    check(LISTS, *(editor.post("speakers/", body) for body in bodies))


def test_a_text_in_a_body_may_have_so_many_characters_and_no_more(editor):
    sizes = {"Ada": TEXTS.most, "Grace": TEXTS.most + 1}
    rows = ({"name": name, "sort_name": name, "kind": "person", "summary": "x" * size} for name, size in sizes.items())
    check(TEXTS, *(editor.post("speakers/", row) for row in rows))


def test_the_documentation_has_each_limit_and_no_other():
    section = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8").partition("\n## Limits\n")[2]
    listed = {(about, int(most.replace(",", "")), int(status)) for about, most, status in TABLE.findall(section)}
    assert listed == OF_THE_SERVER | {
        (about, most, status) for about, most, status, _ in (*READS, *BODIES, KEYS, LISTS, TEXTS)
    }
