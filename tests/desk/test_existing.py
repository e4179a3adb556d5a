"""What is there already is named at the desk: the error of a row that is recorded a second time links to the first."""

from typing import Any

import pytest
from django.db.models import UniqueConstraint

from claims.models import Source
from tests.support import factories as make
from tests.support.desk import desk, errors, page, save

pytestmark = pytest.mark.django_db

ADDRESS = "https://bücher.example/café"
SPELLING = "http://XN--Bcher-KVA.example:80/caf%c3%a9/?utm_source=mail#top"


def source() -> tuple[Any, dict[str, Any]]:
    make.SourceFactory(url="https://bücher.example/other")
    there = make.SourceFactory(url=ADDRESS, headline="100 % <Bücher>", publisher="")
    return there, {"kind": "news_article", "url": SPELLING}


def statement() -> tuple[Any, dict[str, Any]]:
    there = make.StatementFactory(speaker__name="Mark Rutte", kind="paraphrase", text="They had nothing to do with it.")
    make.StatementFactory(kind="paraphrase", text="They had nothing to do with it.")
    said = {"speaker": there.speaker_id, "source": there.source_id, "made_on": str(there.made_on), "kind": "paraphrase"}
    return there, {**said, "text": "They had  nothing to do with it."}


def slug() -> tuple[Any, dict[str, Any]]:
    make.TopicFactory(slug="jets")
    return make.TopicFactory(slug="drones", name="Drones"), {"name": "Unmanned aircraft", "slug": "drones"}


def role() -> tuple[Any, dict[str, Any]]:
    there = make.AffiliationFactory(former=True)
    return there, {"person": there.person_id, "role": there.role, "organization": there.organization_id, "former": "on"}


# The words of the error, and those of the link.
KINDS = {
    source: ("There is a source with this address already", "100 % &lt;Bücher&gt;"),
    statement: ("are recorded already", "Mark Rutte, 23 September 2025: They had nothing to do with it."),
    slug: ("Topic with this Slug already exists.", "Drones"),
    role: ("already", ""),
}


def link(row: Any, words: str) -> str:
    return f'<a href="{page(row)}">{words}'


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_that_is_there_is_linked_to_when_it_is_recorded_again(kind: Any) -> None:
    there, fields = kind()
    before = type(there).objects.count()
    words, named = KINDS[kind]
    answer = save(desk("coder"), type(there), **fields)
    assert words in errors(answer)
    assert link(there, named) in answer.content.decode()
    assert type(there).objects.count() == before


@pytest.mark.parametrize("kind", [source, statement, role])
def test_a_row_saved_at_the_same_moment_is_linked_to_as_well(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    there, fields = kind()
    # The form sees nothing yet, and the database refuses.
    monkeypatch.setattr(UniqueConstraint, "validate", lambda *_, **__: None)
    answer = save(desk("coder"), type(there), **fields)
    words, named = KINDS[kind]
    assert words in errors(answer)
    assert link(there, named) in answer.content.decode()


def test_a_row_that_is_there_is_linked_to_when_another_one_gets_its_address() -> None:
    there, fields = source()
    other = make.SourceFactory(url="https://example.org/")
    answer = save(desk("editor"), other, url=fields["url"])
    assert link(there, "100 % &lt;Bücher&gt;") in answer.content.decode()
    assert link(other, "") not in answer.content.decode()


def test_another_broken_rule_links_to_no_row() -> None:
    there, fields = source()
    answer = save(desk("coder"), Source, **fields | {"url": "https://example.org/", "archived_url": "ftp://a"})
    assert errors(answer)
    assert link(there, "") not in answer.content.decode()


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_like_none_is_recorded(kind: Any) -> None:
    there, fields = kind()
    there.delete()
    assert errors(save(desk("coder"), type(there), **fields)) == ""
