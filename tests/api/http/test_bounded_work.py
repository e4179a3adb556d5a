"""What one request may make the server do is bounded, however much the request names."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from claims.api.query.filters import SlugFilter, TextFilter
from claims.api.resources.statements.filters import OrganizationThen
from tests.support.asking import ask
from tests.support.endpoints import SORTED

pytestmark = pytest.mark.django_db


def test_of_many_unknown_slugs_only_the_first_three_are_compared_with_others(article):
    names = [f"dmitry-peskow-{number}" for number in range(50)]
    with CaptureQueriesContext(connection) as captured:
        response = ask("/api/v1/statements/?" + urlencode({"speaker": names, "organization": names}, doseq=True))
    assert response.status_code == 400
    assert len([each for each in captured.captured_queries if " LIKE " in each["sql"]]) == 3
    details = [error["detail"] for error in response.json()["errors"]]
    assert ["Did you mean “dmitry-peskov”?" in detail for detail in details] == [True] * 3 + [False] * 97


@pytest.mark.parametrize("endpoint", [each for each in SORTED if each.action == "list"], ids=str)
def test_many_values_of_the_filters_are_as_many_conditions_as_two(article, endpoint):
    """A statement is compiled and planned anew for each number of values."""

    def conditions(number):
        given = {
            name: [f"x{each}" for each in range(number)]
            for name, (kind, lookup) in endpoint.parameters.filters.parameters().items()
            if lookup == "exact" and type(kind) in {SlugFilter, OrganizationThen, TextFilter}
        }
        with CaptureQueriesContext(connection) as captured:
            ask(endpoint.path(urlencode(given, doseq=True)))
        statement = max((each["sql"] for each in captured.captured_queries), key=len)
        return statement.count("SELECT") + statement.count(" OR ") + statement.count(" WHEN ")

    assert conditions(40) == conditions(2)
