"""`limit`, `ordering` and `count`: what a page may be asked for."""

from urllib.parse import quote

import pytest

from tests.support.asking import body, refused_parameters
from tests.support.endpoints import Endpoint, every_list, every_sorted_list

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
WORLD_SIZE = 12


@every_list
@pytest.mark.parametrize(
    "limit",
    ["0", "-1", "201", "1e3", "٣", "+5", " 5", "", "0000000999", "00000001999999999999999999", "1" + "0" * 5_000],
)
def test_a_limit_is_a_whole_number_from_1_to_200(endpoint: Endpoint, limit: str) -> None:
    assert refused_parameters(endpoint.path(f"limit={quote(limit)}")) == ["limit"]


@every_sorted_list
def test_an_ordering_is_made_of_declared_names_each_once(endpoint: Endpoint) -> None:
    first = next(iter(endpoint.parameters.orderings))
    bad = ["", "nonsense", "-", f"--{first}", f"{first},", f"{first},{first}", f"{first},-{first}", f"{first}%00", "pk"]
    assert [each for each in bad if set(refused_parameters(endpoint.path(f"ordering={each}"))) != {"ordering"}] == []


@every_sorted_list
def test_an_exact_count_is_the_number_of_rows(endpoint: Endpoint) -> None:
    everything = body(endpoint.path("limit=200&count=exact"))
    assert (everything["count"], everything["count_is_estimate"]) == (len(everything["results"]), False)
    assert body(endpoint.path("limit=1&count=exact"))["count"] == everything["count"]
    assert "count" not in body(endpoint.path())


@every_sorted_list
def test_an_estimated_count_is_marked_as_one(endpoint: Endpoint) -> None:
    answer = body(endpoint.path("count=estimate"))
    assert answer["count_is_estimate"] is True
    assert isinstance(answer["count"], int)
