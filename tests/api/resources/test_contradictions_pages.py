"""The pages of contradictions: all that follow from the positions, each once, and no more read than is shown."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection

from claims import models
from claims.api.http.kept import answers
from claims.services import positions
from tests.support import factories as make
from tests.support.clients import Get
from tests.support.loaded import loaded
from tests.support.plans import busiest, explained, work
from tests.support.rows import copy_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_dead_rows")]


def day(number: int) -> date:
    return date(2025, 9, number)


QUERIES = [
    "",
    "ordering=claim_created_at",
    "speaker=s0",
    "speaker=s1&other=s2",
    "speaker=s3&other=s3",
    "incident=here",
    "claim=c1",
    "kind=change_of_mind",
    "kind=between_speakers",
    "capacity=own",
    "capacity=represented",
    "speaker=s0&capacity=represented&incident=here",
]


@pytest.fixture(scope="class")
def many(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with loaded(django_db_blocker, make_many):
        yield


def make_many() -> None:
    """Eight speakers and four claims, on which they take all sorts of positions; some speak for others."""
    speakers = [make.SpeakerFactory(slug=f"s{number}") for number in range(8)]
    claims = [make.ClaimFactory(slug=f"c{number}") for number in range(4)]
    make.IncidentClaimFactory(incident=make.IncidentFactory(slug="here"), claim=claims[1], aspect="intent")
    make.IncidentClaimFactory(incident=models.Incident.objects.get(), claim=claims[3], aspect="intent")
    for number in range(90):
        position = ("affirms", "denies", "questions", "denies", "affirms", "reports", "affirms")[number % 7]
        speaker, behalf = (
            speakers[(number * number + number // 5) % 8],
            speakers[number % 3] if number % 4 == 0 else None,
        )
        behalf = None if behalf == speaker else behalf
        make.take(speaker, claims[number // 2 % 4], position, day(1 + number % 20), on_behalf_of=behalf)
    for number, position in ((21, "affirms"), (22, "denies")):
        make.take(speakers[3], claims[0], position, day(number))
    make.take(speakers[5], claims[1], "denies", day(23), on_behalf_of=speakers[0])
    make.take(speakers[6], claims[1], "affirms", day(24))


def expected(query: str) -> Counter[tuple[str, str, str, str, str]]:
    """The contradictions, from the positions one by one: somebody may hold one, and be spoken for as well."""
    asked = dict(part.split("=") for part in query.split("&") if part)
    held = list(models.Position.objects.select_related("speaker", "claim"))
    found: Counter[tuple[str, str, str, str, str]] = Counter()
    for one in held:
        for other in held:
            sides = (one.position, other.position) == ("affirms", "denies") and one.speaker_id != other.speaker_id
            if one.claim_id == other.claim_id and sides:
                own = one.capacity == other.capacity == "own"
                capacity = "own" if own else "represented"
                found[one.claim.slug, "between_speakers", capacity, one.speaker.slug, other.speaker.slug] += 1
        if {"affirms", "denies"} <= set(one.taken):
            found[one.claim.slug, "change_of_mind", one.capacity, one.speaker.slug, one.speaker.slug] += 1
    for row in list(found):
        claim, kind, capacity, affirming, denying = row
        wanted = {"claim": claim, "kind": kind, "capacity": capacity}
        parts = [asked[name] for name in ("speaker", "other") if name in asked]
        if (
            any(asked.get(name, value) != value for name, value in wanted.items())
            or (len(parts) == 1 and parts[0] not in (affirming, denying))
            or (len(parts) == 2 and sorted(parts) != sorted((affirming, denying)))
            or ("incident" in asked and claim not in {"c1", "c3"})
        ):
            del found[row]
    return found


@pytest.mark.usefixtures("many")
class TestManyContradictions:
    @pytest.mark.parametrize("query", QUERIES)
    def test_all_pages_together_are_all_contradictions_that_follow_from_the_positions(
        self, get: Get, query: str
    ) -> None:
        known = expected(query)
        assert known
        for limit in (1, 7, 200):
            rows: list[Any] = []
            path = f"contradictions/?{query}&limit={limit}"
            while path:
                page = get(path)
                rows += page["results"]
                path = (page["next"] or "").partition("/api/v1/")[2]
            found = [
                (
                    row["claim"]["slug"],
                    row["kind"],
                    row["capacity"],
                    row["affirmed_by"]["slug"],
                    row["denied_by"]["slug"],
                )
                for row in rows
            ]
            assert Counter(found) == known
            assert get(f"contradictions/?{query}&limit=1&count=exact")["count"] == len(found)

    @pytest.mark.parametrize("query", QUERIES)
    def test_pages_backwards_are_the_pages_forwards(self, get: Get, query: str) -> None:
        pages: list[Any] = []
        path = f"contradictions/?{query}&limit=4"
        while path:
            pages.append(get(path))
            path = (pages[-1]["next"] or "").partition("/api/v1/")[2]
        for before, page in pairwise(pages):
            assert get(page["previous"].partition("/api/v1/")[2])["results"] == before["results"]

    def test_whether_a_position_is_contradicted_is_derived_with_the_positions(self) -> None:
        assert list(positions.differences()) == []


@pytest.mark.parametrize(
    "query",
    [
        "",
        "speaker=ann",
        "speaker=ann&other=cem",
        "claim=drones",
        "incident=here",
        "aspect=intent",
        "capacity=own",
        "capacity=represented",
        "kind=change_of_mind",
    ],
)
def test_a_page_reads_few_of_many_contradictions(get: Get, query: str) -> None:
    """A thousand speakers affirm a claim and a thousand deny it, so that it has a million contradictions."""
    claim = make.ClaimFactory(slug="drones")
    for name, position in (("ann", "affirms"), ("cem", "denies")):
        make.take(make.SpeakerFactory(slug=name), claim, position, day(1))
    make.IncidentClaimFactory(incident=make.IncidentFactory(slug="here"), claim=claim, aspect="intent")
    for holder in ("ann", "cem"):
        held = models.Position.objects.get(speaker__slug=holder)
        copy_rows(held.speaker, 1_000, slug=f"'{holder}-' || n")
        new = f"(SELECT id FROM claims_speaker WHERE slug = '{holder}-' || n)"
        copy_rows(held, 1_000, speaker_id=new, last_on="r.last_on - n")
    with connection.cursor() as cursor:
        for setting in ("enable_seqscan", "jit"):
            cursor.execute(f"SET LOCAL {setting} = off")
    path = f"contradictions/?{query}&limit=5"
    for _ in range(3):
        answers.clear()
        with explained() as plans:
            answer = get(path)
        assert work(plans).rows < 250, busiest(plans)
        path = (answer["next"] or "").partition("/api/v1/")[2]
        if not path:
            break
