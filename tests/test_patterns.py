"""Regular expressions take time in proportion to the length of the text, whatever the text is."""

import ast
import importlib
import re
from itertools import product
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.validators import RegexValidator

from claims.api.query.filters import TextFilter
from tests.support.endpoints import ENDPOINTS
from tests.support.steps import MAX_STEPS, Search, steps

ROOTS = ("claims", "tracker")
# The characters that patterns tell apart; every text below repeats two of them, and ends in another way.
CHARACTERS = 'aA0-." \n'
ENDS = ("", "\0", "!")
LENGTH = 16
# A search of a text twice as long takes twice as many steps; four times as many would be quadratic.
LINEAR = 2.5


def sources():
    root = Path(settings.BASE_DIR)
    return [path for name in ROOTS for path in sorted((root / name).rglob("*.py")) if "migrations" not in path.parts]


def modules():
    for path in sources():
        name = ".".join(path.relative_to(settings.BASE_DIR).with_suffix("").parts).removesuffix(".__init__")
        if name not in {"tracker.wsgi", "tracker.settings"}:
            yield importlib.import_module(name)


def patterns():
    """Every pattern in our code by its text: compiled ones, those of filters, of addresses, of columns."""
    found = [each for module in modules() for each in vars(module).values() if isinstance(each, re.Pattern)]
    for endpoint in ENDPOINTS:
        found.append(re.compile(f"^{endpoint.view.lookup_value_regex}/$"))
        filters = (each.filter for each in endpoint.parameters.filters.parameters().values())
        found += [re.compile(each.schema["pattern"]) for each in filters if isinstance(each, TextFilter)]
    for model in apps.get_app_config("claims").get_models():
        validators = (each for field in model._meta.fields for each in field.validators)
        found += [
            each.regex for each in validators if isinstance(each, RegexValidator) and type(each) is RegexValidator
        ]
    return {each.pattern: each for each in found}


def quadratic(pattern):
    """The texts for which a search takes more than twice the steps when they are twice as long."""
    texts = [(one + other, end) for one, other in product(CHARACTERS, repeat=2) for end in ENDS]
    texts += [(each, end) for each in ("www.", "http://", "Mr. ", "[1", "1:") for end in ENDS]
    for part, end in texts:
        few, many = (steps(pattern, part * size + end) for size in (LENGTH, 2 * LENGTH))
        if many > LINEAR * few or many >= MAX_STEPS:
            yield f"{part!r} … {end!r}: {few}, {many}"


@pytest.mark.parametrize("pattern", patterns().values(), ids=lambda each: each.pattern[:60])
def test_a_pattern_takes_twice_the_steps_for_twice_the_text(pattern):
    assert list(quadratic(pattern)) == []


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org)/\S*",
        r"[.!?]+\s+",
        r"^[^\0]*[^\s\0][^\0]*$",
        r"(?:a+)+!",
    ],
)
def test_the_count_of_steps_finds_patterns_that_take_long(pattern):
    assert list(quadratic(re.compile(pattern)))


@pytest.mark.parametrize("pattern", patterns().values(), ids=lambda each: each.pattern[:60])
def test_the_count_of_steps_searches_as_the_engine_does(pattern):
    text = "www.a-b.com/x, “Mr. A said.”  See #NoMoreDrones, pic.twitter.com/x 2025-01-01 3000/minute [::1]:80\n"
    assert Search(pattern).all(text) == len(list(pattern.finditer(text)))


def test_patterns_are_compiled_where_the_tests_find_them():
    """A pattern inside a function would not be measured."""
    found = [
        f"{path}:{node.lineno}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "re"
        and (node.func.attr != "compile" or node.col_offset > len("SOME_NAME_OF_A_CONSTANT = "))
        and not isinstance(node.args[0], ast.Subscript)
    ]
    assert found == []
