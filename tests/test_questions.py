"""The questions that fact-checkers ask, each answered in one request, on the article's data."""

import pytest

from tests.conftest import Get

pytestmark = pytest.mark.usefixtures("article")


def slugs(answer: dict) -> set[str]:
    return {row["slug"] for row in answer["results"]}


def test_a_speakers_claims_come_with_his_position_on_each(get: Get) -> None:
    rows = get("claims/?speaker=dmitry-peskov")["results"]
    positions = {row["slug"]: [p["position"] for p in row["positions"]] for row in rows}
    assert positions["russia-responsible-for-copenhagen-drones"] == ["denies"]
