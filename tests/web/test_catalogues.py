"""The catalogues have a translation of every text that code, templates and models have."""

import re

import pytest

from tests.support import catalogue as catalogues

PLACEHOLDER = re.compile(r"%%|%\(\w+\)s|\{\w*\}|<[^>]*>|`[^`]*`")
every_language = pytest.mark.parametrize("code", catalogues.languages())


def texts(value):
    return list(value) if isinstance(value, tuple | list) else [value]


def messages(code):
    return [each for each in catalogues.catalogue(code) if each.id]


@every_language
def test_every_text_is_translated_and_nothing_else_is(code):
    """`make messages` brings a catalogue up to date."""
    there = {(each.context, *texts(each.id)) for each in messages(code)}
    assert there == {(each.context, *texts(each.id)) for each in catalogues.marked() if each.id}
    assert [each.id for each in messages(code) if each.fuzzy or not all(texts(each.string))] == []


@every_language
def test_a_translation_has_the_placeholders_and_the_markup_of_its_text(code):
    differing = [
        (each.id, said)
        for each in messages(code)
        for said in texts(each.string)
        if sorted(PLACEHOLDER.findall(said)) != sorted(PLACEHOLDER.findall(texts(each.id)[-1]))
        and each.id not in WITH_OTHER_MARKUP
    ]
    assert differing == []


# Words of the model in backquotes, for readers of the API: the desk shows what they are called there.
WITH_OTHER_MARKUP = {
    "BCP 47, of `text`.",
    "`claim` … `other`: equivalent and contradicts hold both ways.",
    "Whether the statement stands after it; `active` where it does, with a detail put right, or again.",
    "The statement that replaces it, and `supersedes` it.",
    "The condition, where the position is `qualifies`.",
}


@every_language
def test_the_compiled_catalogue_is_what_the_written_one_says(code):
    compiled = catalogues.file_of(code).with_suffix(".mo").read_bytes()
    assert compiled == catalogues.compiled(catalogues.catalogue(code))


def test_a_text_in_code_and_in_templates_is_found():
    found = {(each.context, *texts(each.id)) for each in catalogues.marked() if each.id}
    assert {
        (None, "the week of {day}"),
        (None, "Skip to the content"),
        (None, "%(counter)s passage", "%(counter)s passages"),
        (None, "made on"),
        (None, "asserts it as true"),
        ("value", "affirms"),
        (None, "The PDF has a password. Save it without one."),
    } <= found
