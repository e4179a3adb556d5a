"""What one request may make the server do is bounded, however much the request names."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.asking import ask

pytestmark = pytest.mark.django_db


def test_of_many_unknown_slugs_only_the_first_three_are_compared_with_others(article):
    names = [f"dmitry-peskow-{number}" for number in range(50)]
    with CaptureQueriesContext(connection) as captured:
        response = ask("/api/v1/statements/?" + urlencode({"speaker": names, "organization": names}, doseq=True))
    assert response.status_code == 400
    assert len([each for each in captured.captured_queries if " LIKE " in each["sql"]]) == 3
    details = [error["detail"] for error in response.json()["errors"]]
    assert ["Did you mean “dmitry-peskov”?" in detail for detail in details] == [True] * 3 + [False] * 97
