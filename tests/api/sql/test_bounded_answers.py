"""No answer grows with the number of rows that its rows refer to: lists inside rows show the first ones."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from rest_framework import serializers

from claims import models
from tests.support import factories as make
from tests.support.clients import Get, Keyed
from tests.support.endpoints import ENDPOINTS, READER
from tests.support.many import make_many
from tests.support.requests import requests

pytestmark = pytest.mark.django_db

PAGE = (Path(settings.BASE_DIR) / "docs" / "api.md").read_text(encoding="utf-8")
# More rows than any list shows, and yet more: citations, which are shown all, aside.
MANY, MORE = 210, 280
PASSAGE = " ".join(f"The drones over Copenhagen were seen on day {day}." for day in range(9))


@pytest.fixture(scope="module")
def sizes(django_db_setup: None, django_db_blocker: Any) -> dict[str, tuple[int, int]]:
    """The size of each answer in bytes where its rows have many related rows, and where they have more."""
    found: list[dict[str, int]] = []
    with django_db_blocker.unblock():
        for number in (MANY, MORE):
            with transaction.atomic():
                rows = make_many(number)
                paths = requests(rows) | {"claims-match": f"/api/v1/claims/match/?text={PASSAGE}&sentences=true"}
                paths |= {f"{name} in one row": with_limit(path) for name, path in paths.items()}
                found.append({name: size_of(path) for name, path in paths.items()})
                transaction.set_rollback(True)
    return {name: (few, found[1][name]) for name, few in found[0].items()}


def with_limit(path: str) -> str:
    """The same list with one row, so that nothing hides how long that is."""
    return f"{path}{'&' if '?' in path else '?'}limit=1" if PAGED.search(path) else path


PAGED = re.compile(r"/api/v1/(\w+/|.*/(positions|stances|history)/)(\?|$)")


def size_of(path: str) -> int:
    response = READER.get(path)
    assert response.status_code == 200, f"{path}: {response.content.decode()[:500]}"
    return len(response.content)


def test_no_answer_grows_with_the_rows_that_it_nests(sizes: dict[str, tuple[int, int]]) -> None:
    """An answer may have longer numbers in it: a twentieth of its size."""
    assert {name: each for name, each in sizes.items() if each[1] > each[0] * 1.05 + 100} == {}


def lists_of(serializer: Any, name: str) -> Iterator[tuple[str, str, int]]:
    """The lists inside a row, at any depth: what has it, its name, and how many rows it shows."""
    row = getattr(serializer, "child", serializer)
    for field_name, field in row.fields.items():
        if isinstance(field, serializers.ListSerializer):
            yield name, field_name, field.child.Meta.most
        if isinstance(field, serializers.BaseSerializer):
            below = getattr(field, "child", field)
            yield from lists_of(field, below.Meta.model._meta.verbose_name)


def test_the_documentation_says_how_many_rows_each_list_shows() -> None:
    found = set()
    for endpoint in ENDPOINTS:
        if endpoint.collection != "search" and endpoint.action not in {"matrix", "repetition"}:
            for variant in endpoint.view.variants(endpoint.action):
                model = getattr(variant.serializer, "Meta", None) and variant.serializer.Meta.model
                found |= set(lists_of(variant.serializer(), model._meta.verbose_name))
    told = re.findall(r"^\| `(\w+)` of an? ([a-z ]+?) \| ([\d,]+)", PAGE, re.MULTILINE)
    assert {(row, name, int(most.replace(",", ""))) for name, row, most in told} == found


@pytest.fixture
def busy() -> models.Speaker:
    """A spokesperson with seven stances on one claim that count, each for a body, and some that do not count."""
    speaker, body, claim = make.SpeakerFactory(slug="ann"), make.OrganizationFactory(slug="body"), make.ClaimFactory()
    for day in range(1, 8):
        make.take(speaker, claim, "affirms", date(2025, 9, day), on_behalf_of=body)
    withdrawn = make.take(speaker, claim, "denies", date(2025, 9, 20), on_behalf_of=body)
    make.correct(withdrawn.statement, "retracted")
    said = make.StatementFactory(speaker=speaker, on_behalf_of=body, made_on=date(2025, 9, 21))
    make.StanceFactory(statement=said, claim=claim, position="denies", review_status="suggested")
    # Others, and other claims.
    make.take(make.SpeakerFactory(), claim, "denies", date(2025, 9, 22), on_behalf_of=speaker)
    make.take(speaker, make.ClaimFactory(), "denies", date(2025, 9, 23))
    return speaker


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize(
    ("path", "days", "shown"),
    [
        ("speakers/ann/positions/?capacity=own", range(7, 0, -1), [7, 6, 5, 4, 3]),
        ("speakers/body/positions/", range(7, 0, -1), [7, 6, 5, 4, 3]),
        ("speakers/ann/positions/?capacity=own&as_of=2025-09-06", range(6, 0, -1), [6, 5, 4, 3, 2]),
        ("speakers/body/positions/?as_of=2025-09-02", range(2, 0, -1), [2, 1]),
    ],
)
def test_a_position_shows_its_latest_stances_and_where_all_of_them_are(
    get: Get, editor: Keyed, path: str, days: range, shown: list[int]
) -> None:
    """Whoever asks: an editor, who sees the suggested stances too, finds those that count."""
    row = next(row for row in get(path)["results"] if row["position"] == "affirms")
    assert [step["made_on"] for step in row["timeline"]] == [f"2025-09-0{day}" for day in shown]
    for ask in (READER.get, editor.get):
        address = row["stances_url"].removeprefix("http://localhost/api/v1/")
        answer = ask(f"/api/v1/{address}" if ask == READER.get else address).json()
        assert [each["statement"]["made_on"] for each in answer["results"]] == [f"2025-09-0{day}" for day in days]
        assert len(answer["results"]) == row["stance_count"]


@pytest.mark.usefixtures("busy")
def test_the_claims_positions_lead_to_the_same_stances(get: Get) -> None:
    of_speaker = next(row for row in get("speakers/body/positions/")["results"])
    slug = of_speaker["claim"]["slug"]
    assert get(f"claims/{slug}/positions/?speaker=body")["results"] == [of_speaker]


def test_a_list_that_is_not_shown_whole_is_not_replaced(editor: Keyed) -> None:
    """Else a client that reads a claim, adds a topic and writes the topics back would remove those it never saw."""
    claim = make.ClaimFactory(slug="filed")
    claim.topics.set(models.Topic.objects.bulk_create(make.TopicFactory.build_batch(201)))
    shown = [topic["slug"] for topic in editor.get("claims/filed/").json()["topics"]]
    assert len(shown) == 200
    answer = editor.patch("claims/filed/", {"topics": shown})
    assert (answer.status_code, claim.topics.count()) == (409, 201)
    assert answer.json()["detail"].startswith("“topics” has more than 200 rows")
    assert editor.patch("claims/filed/", {"name": "Another name"}).status_code == 200


def test_a_matrix_shows_the_first_claims_and_their_latest_positions(get: Get, reader: Client) -> None:
    incident = make.IncidentFactory(slug="flood")
    claims = models.Claim.objects.bulk_create(make.ClaimFactory.build(slug=f"claim-{n:03}") for n in range(101))
    models.IncidentClaim.objects.bulk_create(
        models.IncidentClaim(incident=incident, claim=claim, aspect="cause") for claim in claims
    )
    speakers = models.Speaker.objects.bulk_create(make.SpeakerFactory.build_batch(51))
    for number, speaker in enumerate(speakers):
        make.take(speaker, claims[0], "affirms", date(2025, 1, 1 + number % 28) if number else date(2024, 1, 1))
    matrix = get("incidents/flood/matrix/")
    assert [claim["slug"] for claim in matrix["claims"]] == [f"claim-{n:03}" for n in range(100)]
    assert {cell["speaker"] for cell in matrix["cells"]} == {speaker.slug for speaker in speakers[1:]}
    assert {speaker["slug"] for speaker in matrix["speakers"]} == {cell["speaker"] for cell in matrix["cells"]}
    assert matrix["cut"] is True


@pytest.mark.parametrize(
    ("claims", "speakers", "cut"), [(100, 1, False), (101, 1, True), (1, 50, False), (1, 51, True)]
)
def test_a_matrix_says_whether_it_is_cut(get: Get, claims: int, speakers: int, cut: bool) -> None:
    incident = make.IncidentFactory(slug="flood")
    rows = models.Claim.objects.bulk_create(make.ClaimFactory.build_batch(claims))
    models.IncidentClaim.objects.bulk_create(
        models.IncidentClaim(incident=incident, claim=claim, aspect="cause") for claim in rows
    )
    for _ in range(speakers):
        make.take(make.SpeakerFactory(), rows[0], "denies", date(2025, 1, 1))
    assert get("incidents/flood/matrix/")["cut"] is cut
    assert get("incidents/flood/matrix/?position=affirms")["cut"] is (claims > 100)
    assert get(f"incidents/flood/matrix/?claim={rows[0].slug}")["cut"] is (speakers > 50)
