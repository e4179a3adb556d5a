"""Unconfirmed stances and the texts of sources are in no answer to a reader."""

import pytest

from claims.models import Claim, Source, Stance
from tests.support.asking import ask
from tests.support.endpoints import ENDPOINTS
from tests.support.factories import StanceFactory, StatementFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 3
MARKER = "zqxsecret"


@pytest.fixture
def secrets() -> set[str]:
    """Unconfirmed stances on the first rows, and the content of a source; the addresses of the stances."""
    first = Stance.objects.order_by("pk").first()
    claim = Claim.objects.order_by("pk").first()
    statement = StatementFactory(speaker=first.statement.speaker, text="Not for you", source=first.statement.source)
    Source.objects.filter(pk=first.statement.source_id).update(
        content=f"{MARKER} {'. '.join(f'word {n}' for n in range(3))}"
    )
    hidden = [
        StanceFactory(
            statement=each,
            claim=claim,
            position="declines",
            review_status=status,
            method="model",
            model_name=f"{MARKER} {status}",
            confidence=0.987123,
            rationale=MARKER,
            qualification=MARKER,
            excerpt=each.text[:5],
        )
        for each in (first.statement, statement)
        for status in ("suggested", "rejected")
    ]
    return {f"/stances/{stance.pk}/" for stance in hidden}


def every_address() -> list[str]:
    """All lists, and the details and questions of every row."""
    found = []
    for endpoint in ENDPOINTS:
        key = endpoint.view.lookup_field
        mine = endpoint.path()
        if endpoint.action == "list":
            found.append(mine)
            continue
        one = str(getattr(endpoint.model.objects.order_by("pk").first(), key))
        keys = endpoint.model.objects.values_list(key, flat=True)
        found += [mine.replace(f"/{one}/", f"/{each}/") for each in keys]
    return found


def test_unconfirmed_stances_and_the_text_of_sources_are_nowhere(secrets: set[str]) -> None:
    answers = {path: ask(path).content.decode() for path in [*every_address(), "/api/v1/", "/api/v1/schema/"]}
    assert len(answers) > len(ENDPOINTS)
    leaks = [path for path, text in answers.items() if MARKER in text or "0.987123" in text]
    assert leaks == []
    assert [path for path, text in answers.items() if any(secret in text for secret in secrets)] == []


def test_unconfirmed_stances_have_no_address(secrets: set[str]) -> None:
    assert {ask(f"/api/v1{path}").status_code for path in secrets} == {404}


def test_unconfirmed_stances_are_not_counted_and_not_matched(secrets: set[str]) -> None:
    claim = Claim.objects.order_by("pk").first()
    asked = ["stances/", f"claims/{claim}/stances/", f"claims/{claim}/positions/", "statements/", "claims/"]
    numbers = {path: ask(f"/api/v1/{path}?position=declines&count=exact").json()["count"] for path in asked}
    assert numbers == dict.fromkeys(asked, 0)
    assert ask(f"/api/v1/claims/{claim}/").json()["tallies"]["declines"] == 0
    confirmed = Stance.objects.filter(review_status="confirmed").count()
    assert ask("/api/v1/stances/?count=exact").json()["count"] == confirmed < Stance.objects.count()
