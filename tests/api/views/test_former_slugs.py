"""One rule for former slugs, everywhere: what a request refers to is followed, what it writes to is not.

A read of a former address is redirected; in filters and bodies, a former slug means the present row. A write to a
former address is refused with the present one: after a merge, it would overwrite a row that its author may not know.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from claims.api.collections import COLLECTIONS
from claims.api.query.filters import SlugFilter
from claims.api.views.writable import WritableEndpoint
from claims.api.writing.named import NamedRows, SlugField
from claims.choices import CitableCollection
from claims.models import Speaker, Statement
from claims.models.base import Citable
from tests.support import factories as make
from tests.support.addresses import ADDRESSES, Address
from tests.support.asking import ask, body
from tests.support.commands import fails, run
from tests.support.endpoints import ENDPOINTS, Endpoint, every_endpoint, value_of
from tests.support.redirects import rename

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 3

NAMED_BY_SLUG = [each for each in ENDPOINTS if each.action != "list" and each.view.lookup_field == "slug"]
WRITES = [
    (address, method.upper())
    for address in ADDRESSES
    for method, action in address.actions
    if address.collection in CitableCollection.values
    and action not in {"list", "create", "unmerge"}
    and method != "get"
]


def present(row: Any) -> Any:
    """The row with another slug than before."""
    rename(row, f"present-{row.slug}")
    connection.check_constraints()
    row.refresh_from_db(fields=["slug"])
    return row


@pytest.mark.parametrize("endpoint", NAMED_BY_SLUG, ids=str)
def test_a_read_of_a_former_address_is_redirected(endpoint: Endpoint) -> None:
    former = endpoint.path("brief=true")
    row = present(endpoint.model.objects.order_by("pk").first())
    answer = ask(former)
    assert (answer.status_code, answer["Location"]) == (301, f"http://localhost{endpoint.path('brief=true')}")
    assert f"/{row.slug}/" in answer["Location"]


@every_endpoint
def test_a_filter_takes_a_former_slug_for_the_present_row(endpoint: Endpoint) -> None:
    filters = {
        name: each.filter
        for name, each in endpoint.parameters.filters.parameters().items()
        if isinstance(each.filter, SlugFilter) and issubclass(each.filter.model, Citable)
    }
    former = {name: value_of(each) for name, each in filters.items()}
    slugs = {model: present(model.objects.order_by("pk").first()).slug for model in {e.model for e in filters.values()}}
    for name, each in filters.items():
        if endpoint.action == "list" or each.model is not endpoint.model:
            asked, same = (endpoint.path(f"{name}={slug}") for slug in (former[name], slugs[each.model]))
            found, expected = body(asked), body(same)
            assert [found.get(key) for key in ("results", "cells")] == [
                expected.get(key) for key in ("results", "cells")
            ], name


@pytest.mark.parametrize(("address", "method"), WRITES, ids=str)
def test_a_write_to_a_former_address_is_refused_with_the_present_one(address: Address, method: str, editor) -> None:
    path = address.path()
    row = present(COLLECTIONS[address.collection].model.objects.order_by("pk").first())
    before = type(row).objects.values().get(pk=row.pk)
    bodies = {"merge": {"merged": "other"}, "reopen": {"reason": "Once more."}}
    answer = editor.send(method, path, bodies.get(path.split("/")[-2], {}))
    told = answer.json()
    assert (answer.status_code, told["type"]) == (409, "/problems/#former-slug")
    assert told["existing"] == {
        "slug": row.slug,
        "url": f"http://localhost/api/v1/{address.collection}/{row.slug}/",
    }
    assert row.slug in told["detail"]
    assert type(row).objects.values().get(pk=row.pk) == before


def test_writes_to_every_collection_with_slugs_are_among_these() -> None:
    assert {address.collection for address, _ in WRITES} == set(CitableCollection.values)


def slug_fields(serializer: Any, above: str) -> Iterator[tuple[str, SlugField]]:
    """Every field of a body that names another row by its slug, at any depth."""
    for name, field in serializer.fields.items():
        one = getattr(field, "child_relation", getattr(field, "child", field))
        if isinstance(one, SlugField):
            yield f"{above}/{name}", one
        elif hasattr(one, "fields"):
            yield from slug_fields(one, f"{above}/{name}")


def references() -> Iterator[tuple[str, SlugField]]:
    for collection, view in COLLECTIONS.items():
        if issubclass(view, WritableEndpoint):
            context = {"named": NamedRows()}
            yield from slug_fields(view.body_class(context=context), collection)
            for action, body_class in view.action_bodies.items():
                yield from slug_fields(body_class(context=context), f"{collection}/{action}")


REFERENCES = dict(references())


@pytest.mark.parametrize("name", REFERENCES)
def test_a_body_takes_a_former_slug_for_the_present_row(name: str) -> None:
    field = REFERENCES[name]
    row = field.get_queryset().order_by("pk").first()
    former = row.slug
    present(row)
    assert field.to_internal_value(former) == row


def test_references_to_every_collection_with_slugs_are_among_these() -> None:
    assert len(REFERENCES) >= 20
    named = {f"{field.get_queryset().model._meta.model_name}s" for field in REFERENCES.values()}
    assert named == set(CitableCollection.values) - {CitableCollection.REVIEWS}  # no body names a review


def test_a_statement_by_a_former_slug_is_one_of_the_present_speaker(coder) -> None:
    speaker, source = make.SpeakerFactory(slug="petrov"), make.SourceFactory(slug="report")
    present(speaker)
    present(source)
    said = {"speaker": "petrov", "source": "report", "kind": "paraphrase", "text": "Yes.", "made_on": "2025-09-23"}
    answer = coder.post("statements/", said)
    assert answer.status_code == 201, answer.content
    assert answer.json()["speaker"]["slug"] == "present-petrov"
    assert Statement.objects.get(slug=answer.json()["slug"]).source == source


def test_a_row_is_not_merged_by_a_former_slug(editor) -> None:
    """After a merge, that slug leads to a row that nobody has named here."""
    first, second, third = (make.SpeakerFactory(slug=slug, name="Ann") for slug in ("a", "b", "c"))
    assert editor.post("speakers/a/merge/", {"merged": "b"}).status_code == 200
    answer = editor.post("speakers/c/merge/", {"merged": "b"})
    assert answer.status_code == 400
    assert answer.json()["errors"] == [
        {"pointer": "/merged", "code": "former-slug", "detail": "“b” is a former slug of “a”."}
    ]
    assert set(Speaker.objects.filter(slug__in="abc")) == {first, third}
    assert second.slug == "b"


def test_a_new_row_does_not_get_a_former_slug_and_is_told_whose_it_is(coder) -> None:
    present(make.TopicFactory(slug="peace"))
    answer = coder.post("topics/", {"slug": "peace", "name": "Peace"})
    assert answer.json()["errors"][0]["code"] == "slug_is_nobodys_former_one"
    assert "“present-peace”" in answer.json()["detail"]


def test_a_fixture_does_not_write_to_a_row_by_its_former_slug(tmp_path) -> None:
    present(make.TopicFactory(slug="peace", name="Peace"))
    file = tmp_path / "topics.json"
    file.write_text(json.dumps([{"model": "claims.topic", "fields": {"slug": "peace", "name": "War"}}]), "utf-8")
    assert "“peace” is a former slug of “present-peace”" in fails("loaddata", file)


def test_commands_follow_a_former_slug_to_read_and_name_the_present_one_to_write(tmp_path) -> None:
    source = make.SourceFactory(slug="report")
    make.CitationFactory(statement__source=source, exact="yes")
    present(source)
    text = tmp_path / "report.txt"
    text.write_text("He said yes.", "utf-8")
    assert "All 1 citations" in run("verify_quotes", "--source", "report", "--text", text)
    make.SourceFactory(slug="other")
    assert "“report” is a former slug of “present-report”" in fails("merge", "sources", "other", "report")
    assert "“report” is a former slug of “present-report”" in fails("merge", "sources", "report", "other")
