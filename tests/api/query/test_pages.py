"""Keyset pages: every row once and in order, forwards and backwards, whatever is written meanwhile."""

import random
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Q, Value
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from claims.api.query.orderings import Ordering, SortColumn
from claims.models import Contradiction, Incident, IncidentKind
from tests.support.asking import ask, body, refused_parameters
from tests.support.endpoints import DAY, LISTS, SORTED, Endpoint, every_list, every_sorted_list
from tests.support.factories import IncidentFactory
from tests.support.naming import name, name_of, naming
from tests.support.positions import rows_as_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 12

ORDERINGS = [
    pytest.param(endpoint, sign + name, id=f"{endpoint} by {sign}{name}")
    for endpoint in SORTED
    for name in endpoint.parameters.orderings
    for sign in ("", "-")
]


def walk(path: str, link: str = "next", meanwhile: Callable[[int], None] = lambda number: None) -> list[list[str]]:
    """The names of the rows of each page, following `link`; `meanwhile` runs after each page."""
    pages = []
    following: str | None = path
    while following:
        answer = body(following)
        pages.append([name(row) for row in answer["results"]])
        assert len(pages) < 100, "The pages have no end."
        following = answer[link]
        meanwhile(len(pages))
    return pages


def in_order(endpoint: Endpoint, ordering: str, names: set[str]) -> list[str]:
    """The named rows, as Python sorts them: NULL last, ties by primary key."""
    model = endpoint.serializer.Meta.model
    rows = rows_as_of(date.fromisoformat(DAY)) if endpoint.then else model.objects.all()
    if model is Contradiction:  # the view has each from both sides
        rows = rows.filter(affirming=True)
    order = Ordering.of(model, ordering, endpoint.parameters.orderings, endpoint.parameters.key)
    return [name_of(row) for row in by_hand(rows, order) if name_of(row) in names]


def by_hand(rows: Any, order: Ordering) -> list[Any]:
    """The rows sorted in Python by several stable sorts, the last column first."""
    found = sorted(rows, key=lambda row: row.pk, reverse=order.columns[-1].descending)
    for column in reversed(order.columns):
        there = [row for row in found if value(column, row) is not None]
        there.sort(key=partial(value, column), reverse=column.descending)
        found = there + [row for row in found if value(column, row) is None]
    return found


@pytest.mark.parametrize(("endpoint", "ordering"), ORDERINGS)
def test_pages_hold_each_row_once_and_in_order(endpoint: Endpoint, ordering: str) -> None:
    asked = f"ordering={ordering}&fields={naming(endpoint)}"
    (all_at_once,) = walk(endpoint.path(f"{asked}&limit=200"))
    assert len(all_at_once) >= 12
    assert all_at_once == in_order(endpoint, ordering, set(all_at_once))
    for limit in (1, 2, 7):
        pages = walk(endpoint.path(f"{asked}&limit={limit}"))
        assert [row for each in pages for row in each] == all_at_once
        assert {len(each) for each in pages[:-1]} == {limit}
        assert pages[-1]
        assert walk(last_page(endpoint.path(f"{asked}&limit={limit}")), "previous")[::-1] == pages


def last_page(path: str) -> str:
    while following := body(path)["next"]:
        path = following
    return path


@every_list
def test_the_first_and_the_last_page_lead_no_further(endpoint: Endpoint) -> None:
    first = body(endpoint.path("limit=7"))
    assert first["previous"] is None
    second = body(first["next"])
    assert body(second["previous"]) | {"next": None} == first | {"next": None}
    assert body(second["previous"])["previous"] is None
    assert body(endpoint.path("limit=200"))["next"] is None


@every_list
def test_the_link_header_says_what_the_body_says(endpoint: Endpoint) -> None:
    for path in (endpoint.path("limit=200"), endpoint.path("limit=2"), body(endpoint.path("limit=2"))["next"]):
        response = ask(path)
        answer = response.json()
        links = [
            f'<{answer[key]}>; rel="{relation}"'
            for key, relation in (("next", "next"), ("previous", "prev"))
            if answer[key]
        ]
        assert response.headers.get("Link", "") == ", ".join(links)


@every_sorted_list
def test_links_keep_the_other_parameters(endpoint: Endpoint) -> None:
    row = naming(endpoint)
    following = body(endpoint.path(f"limit=2&fields={row}&count=exact"))["next"]
    answer = body(following)
    assert answer["count"] >= 12
    assert len(answer["results"]) == 2
    assert set(answer["results"][0]) == set(row.split(","))
    assert ("as_of=" in following) == endpoint.then


def shuffled(order: str) -> tuple[list[Incident], str]:
    """Eight new incidents in order, and the address of their list."""
    pattern = IncidentFactory()
    days = [None, None, *(date(2025, 3, day) for day in (1, 1, 2, 2, 3, 4))]
    random.Random(7).shuffle(days)  # noqa: S311
    for day in days:
        IncidentFactory(start_date=day, start_date_precision="day" if day else "", part_of=pattern)
    rows = by_hand(pattern.parts.all(), Ordering.of(Incident, order, {"start_date": "start_date"}))
    return rows, f"/api/v1/incidents/?part_of={pattern.slug}&ordering={order}&limit=3"


@pytest.mark.parametrize("order", ["start_date", "-start_date"])
@pytest.mark.parametrize("gone", range(8))
def test_a_row_deleted_while_walking_makes_no_other_row_disappear_or_come_twice(order: str, gone: int) -> None:
    rows, path = shuffled(order)

    def delete(number: int) -> None:
        if number == 1:
            rows[gone].delete()

    names = [name_of(row) for row in rows]
    seen = [row for each in walk(path, meanwhile=delete) for row in each]
    assert seen == [row for number, row in enumerate(names) if number < 3 or number != gone]


@pytest.mark.parametrize("order", ["start_date", "-start_date"])
@pytest.mark.parametrize("index", range(8))
def test_a_row_inserted_while_walking_appears_once_if_it_lies_ahead_and_moves_no_other(order: str, index: int) -> None:
    rows, path = shuffled(order)
    day, pattern = rows[index].start_date, rows[0].part_of

    def insert(number: int) -> None:
        if number == 1:
            IncidentFactory(slug="newcomer", start_date=day, start_date_precision="day" if day else "", part_of=pattern)

    names = [name_of(row) for row in rows]
    seen = [row for each in walk(path, meanwhile=insert) for row in each]
    after = by_hand(pattern.parts.all(), Ordering.of(Incident, order, {"start_date": "start_date"}))
    ahead = [row.slug for row in after].index("newcomer") > [row.pk for row in after].index(rows[2].pk)
    newcomer = "http://localhost/api/v1/incidents/newcomer/"
    assert [row for row in seen if row != newcomer] == names
    assert seen.count(newcomer) == int(ahead)


@pytest.mark.parametrize("order", ["start_date", "-start_date"])
def test_walking_back_finds_what_was_inserted_behind(order: str) -> None:
    rows, path = shuffled(order)
    last = last_page(path)
    first = rows[0]
    IncidentFactory(slug="newcomer", start_date=first.start_date, start_date_precision="day", part_of=first.part_of)
    after = by_hand(first.part_of.parts.all(), Ordering.of(Incident, order, {"start_date": "start_date"}))
    seen = [row for each in reversed(walk(last, "previous")) for row in each]
    assert seen == [name_of(row) for row in after]


def test_a_page_whose_rows_are_gone_still_leads_back() -> None:
    rows, path = shuffled("start_date")
    second = body(path)["next"]
    for row in rows[3:]:
        row.delete()
    back = body(second)["previous"]
    assert back is not None
    assert [name(row) for row in body(back)["results"]] == [name_of(row) for row in rows[:3]]


NAMES = {"start_date": "start_date", "name": "sort_key", "created_at": "created_at", "status": "status"}


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from([None, date(2025, 1, 1), date(2025, 1, 2), date(1, 1, 1), date(9999, 12, 31)]),
            st.sampled_from(["a", "A", "Ä", "b", "z z", "“"]),
            st.sampled_from(["alleged", "confirmed"]),
        ),
        max_size=9,
    ),
    order=st.permutations(list(NAMES)).flatmap(
        lambda names: st.tuples(*(st.sampled_from([each, f"-{each}"]) for each in names[: 1 + len(names[0]) % 3]))
    ),
    limit=st.integers(1, 5),
)
@settings(max_examples=60, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_rows_in_any_ordering_come_as_python_sorts_them(rows: list, order: tuple, limit: int) -> None:
    kind = IncidentKind.objects.first()
    with transaction.atomic():
        mine = [
            Incident.objects.create(
                slug=f"row-{n}",
                kind=kind,
                name=text,
                status=status,
                start_date=day,
                start_date_precision="day" if day else "",
            ).pk
            for n, (day, text, status) in enumerate(rows)
        ]
        found = Incident.objects.filter(pk__in=mine)
        ordering = Ordering.of(Incident, ",".join(order), NAMES)
        expected = [row.pk for row in by_hand(found, ordering)]
        forwards = pages_of(found, ordering, limit, backwards=False)
        backwards = pages_of(found, ordering, limit, backwards=True)
        transaction.set_rollback(True)
    assert forwards == expected
    assert backwards == forwards


def pages_of(rows: Any, ordering: Ordering, limit: int, backwards: bool) -> list[int]:
    """The primary keys of all pages in one direction, in the order of the list."""
    pages: list[list[int]] = []
    stretches = [Q()]
    while True:
        page = [
            row for each in stretches for row in ordering.apply(ordering.annotate(rows).filter(each), backwards)[:limit]
        ][:limit]
        if not page:
            break
        pages.append([row.pk for row in page])
        values = [value(column, page[-1]) for column in ordering.columns]
        keys = [
            each if each is None else Value(each, column.field)
            for column, each in zip(ordering.columns, values, strict=True)
        ]
        stretches = ordering.after(keys, backwards)
    found = [key for each in pages for key in each]
    return found[::-1] if backwards else found


def value(column: SortColumn, row: Any) -> Any:
    """The value of a row in a column of an ordering."""
    for step in column.path.split("__"):
        row = getattr(row, step)
    return row


@every_list
def test_a_cursor_is_good_for_its_own_list_and_ordering_only(endpoint: Endpoint) -> None:
    ordering = endpoint.parameters.default_ordering
    reverse = ordering[1:] if ordering.startswith("-") else f"-{ordering}"
    following = body(endpoint.path("limit=2"))["next"]
    cursor = following.partition("cursor=")[2].partition("&")[0]
    bad = ["", "nonsense", "%00", cursor[:-1], cursor[1:], f"{cursor}x", "x" * 100_000, cursor.swapcase()]
    middle = len(cursor) // 3
    bad.append(f"{cursor[:middle]}{'A' if cursor[middle] != 'A' else 'B'}{cursor[middle + 1 :]}")
    assert [text[:20] for text in bad if refused_parameters(endpoint.path(f"cursor={text}")) != ["cursor"]] == []
    if endpoint in SORTED:
        assert refused_parameters(endpoint.path(f"cursor={cursor}&ordering={reverse}")) == ["cursor"]
    others = [other for other in LISTS if other.path().partition("?")[0] != endpoint.path().partition("?")[0]]
    assert [str(other) for other in others if refused_parameters(other.path(f"cursor={cursor}")) != ["cursor"]] == []
    assert refused_parameters(endpoint.path(f"cursor={cursor}&cursor={cursor}")) == ["cursor"]


@pytest.mark.parametrize(
    "asked",
    [
        "claims/?position=denies",
        "statements/?made_on__gte=2025-09-22",
        "stances/?position=affirms",
        "incidents/?limit=2",
    ],
)
def test_an_exact_count_counts_what_the_filters_leave(asked: str) -> None:
    left = sum(len(each) for each in walk(f"/api/v1/{asked}"))
    assert body(f"/api/v1/{asked}&count=exact")["count"] == left > 0
