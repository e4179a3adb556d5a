"""The matrix of an incident: columns by aspect, the busiest speakers first, and nobody left out without a word."""

import pytest

from claims.web.matrix import matrix_table
from tests.support import factories as make
from tests.support.html import Page, read_page


def matrix(columns, speakers, cells):
    """A matrix of the API; `columns` has the aspects of each claim, `cells` pairs of a speaker and a claim."""
    return {
        "claims": [
            {"slug": slug, "url": f"/api/v1/claims/{slug}/", "name": slug, "aspects": aspects, "disputed": False}
            for slug, aspects in columns.items()
        ],
        "speakers": [{"slug": slug, "url": f"/api/v1/speakers/{slug}/", "name": slug} for slug in speakers],
        "cells": [
            {"speaker": who, "claim": what, "position": "denies", "changed": False, "capacity": "own"}
            for who, what in cells
        ],
        "cut": False,
    }


def test_columns_are_grouped_by_aspect_in_the_order_of_the_scale_and_stand_once():
    table = matrix_table(matrix({"a": ["intent"], "b": ["occurrence", "intent"], "c": ["occurrence"]}, ["x"], []))
    assert [(group.aspect, [claim["slug"] for claim in group.claims]) for group in table.groups] == [
        ("occurrence", ["b", "c"]),
        ("intent", ["a"]),
    ]


def test_a_cell_stands_below_its_claim_and_leads_to_the_words():
    table = matrix_table(matrix({"a": ["intent"], "b": ["occurrence"]}, ["x"], [("x", "a")]))
    empty, held = table.rows[0].cells
    assert empty is None
    assert (held.position, held.stances) == ("denies", "/api/v1/claims/a/stances/?speaker=x")


def test_speakers_with_positions_on_most_claims_come_first():
    cells = [("y", "a"), ("z", "a"), ("z", "b")]
    table = matrix_table(matrix({"a": ["intent"], "b": ["intent"]}, ["x", "y", "z"], cells))
    assert [row.speaker["slug"] for row in table.rows] == ["z", "y", "x"]


def test_speakers_beyond_the_fortieth_are_named_and_those_beyond_these_are_mentioned():
    some = matrix_table(matrix({"a": ["intent"]}, [f"s{n}" for n in range(60)], []))
    assert (len(some.rows), [each["slug"] for each in some.others], some.cut) == (
        40,
        [f"s{n}" for n in range(40, 60)],
        False,
    )
    many = matrix_table(matrix({"a": ["intent"]}, [f"s{n}" for n in range(141)], []))
    assert (len(many.others), many.cut) == (100, True)


@pytest.fixture
def large(db):
    """An incident with 80 claims, on each of which 60 speakers have a position."""
    incident = make.IncidentFactory(slug="large")
    speakers = [make.SpeakerFactory(name=f"Speaker {n}") for n in range(60)]
    statements = [make.StatementFactory(speaker=each) for each in speakers]
    for number in range(80):
        claim = make.ClaimFactory(slug=f"claim-{number:02}")
        make.IncidentClaimFactory(incident=incident, claim=claim, aspect="intent")
        for n in range(number % 3, 60, 20):
            make.StanceFactory(statement=statements[n], claim=claim)


@pytest.mark.usefixtures("large")
def test_a_large_matrix_has_pages_of_twenty_claims(reader):
    address, seen, sizes = "/de/incidents/large/matrix/", [], []
    while address:
        html = reader.get(address).content.decode()
        page = Page(html)
        heads = [each for each in page.addresses if each.startswith("/de/claims/claim-") and "?" not in each]
        seen += [each.split("/")[3] for each in heads]
        sizes.append(len(heads))
        address = next(
            (each for each in page.addresses if "cursor=" in each and f'rel="next" href="{each}"' in html), ""
        )
    assert sizes == [20, 20, 20, 20]
    assert seen == [f"claim-{number:02}" for number in range(80)]


@pytest.mark.usefixtures("article")
def test_the_matrix_is_a_table_with_a_caption_and_heads(reader):
    html = reader.get("/incidents/copenhagen-airport-drones-2025/").content.decode()
    assert html.count("<caption>") == 1
    assert html.count('scope="row"') == 7
    assert html.count('scope="col"') == 8 + 1
    assert 'scope="colgroup"' in html
    page = read_page(reader, "/incidents/copenhagen-airport-drones-2025/")
    words = "/claims/russia-responsible-for-copenhagen-drones/stances/?speaker=dmitry-peskov"
    assert words in page.addresses
    assert "baseless" in read_page(reader, words).text
