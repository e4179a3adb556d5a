"""Pages are kept as the API's answers are: composed once, given again, and composed anew after any change."""

import pytest

from claims.api.http.kept import answers
from claims.models import Claim, Incident, Source, Speaker, Statement, Topic
from claims.web import page as pages
from tests.support import factories as make
from tests.support.pages import LISTS, OF_ROWS
from tests.support.transactions import queryset
from tests.support.world import make_world

pytestmark = pytest.mark.django_db(transaction=True)

KEPT = [*LISTS, *OF_ROWS]
FIELDS = {Source: "headline"}


def change_name(model):
    def change():
        row = model.objects.order_by("pk").first()
        changed = {"other_names": ["Another name"]} if model is Claim else {FIELDS.get(model, "name"): "Another name"}
        queryset(row).update(**changed)

    return change


def add_stance():
    first = Statement.objects.order_by("pk").first()
    make.StanceFactory(
        statement=make.StatementFactory(speaker=first.speaker, source=first.source),
        claim=Claim.objects.order_by("pk").first(),
        position="questions",
    )


def retract():
    make.correct(Statement.objects.order_by("pk").last(), "retracted")


CHANGES = {
    **{f"{model.__name__} renamed": change_name(model) for model in (Claim, Incident, Source, Speaker, Topic)},
    "a stance added": add_stance,
    "a statement retracted": retract,
}


@pytest.fixture(autouse=True)
def nothing_kept():
    answers.clear()


@pytest.fixture
def composed(monkeypatch):
    """Has an entry for each statement that pages were read by."""
    read = []
    together = pages.read_together
    monkeypatch.setattr(pages, "read_together", lambda questions: read.append(len(questions)) or together(questions))
    return read


def test_a_page_is_composed_once_in_each_language(reader, composed):
    make_world(2)
    for each in KEPT:
        for language in ("en", "de"):
            first = reader.get(f"/{language}{each.path()}")
            read = len(composed)
            again = reader.get(f"/{language}{each.path()}")
            assert len(composed) == read, each
            assert (again.content, again["ETag"]) == (first.content, first["ETag"])
            for name in ("Content-Security-Policy", "X-Frame-Options", "Content-Language", "Vary"):
                assert again.get(name) == first.get(name)


def test_a_kept_page_is_never_what_was_before_a_change(reader):
    make_world(3)
    for change in CHANGES.values():
        addresses = [each.path() for each in KEPT]
        before = {address: reader.get(address).content for address in addresses}
        change()
        kept = {address: reader.get(address).content for address in addresses}
        answers.clear()
        fresh = {address: reader.get(address).content for address in addresses}
        assert [address for address in addresses if kept[address] != fresh[address]] == []
        assert kept != before


def test_an_unrelated_change_leaves_a_page_as_it_is(reader, composed):
    make_world(2)
    reader.get("/topics/")
    read = len(composed)
    make.SourceFactory()
    reader.get("/topics/")
    assert len(composed) == read
