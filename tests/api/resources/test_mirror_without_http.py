"""The copy that follows the feed reads in this process: no request is made, and so none is counted."""

import pytest
from django.core.handlers.base import BaseHandler
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.support.mirror import check_mirror
from tracker.rates import Rate

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("article")
def test_a_mirror_is_checked_whatever_the_rate_limit(settings, monkeypatch):
    settings.RATE_LIMIT_ADDRESS = settings.RATE_LIMIT_KEY = Rate(1, 60)
    monkeypatch.delattr(BaseHandler, "get_response")
    with CaptureQueriesContext(connection) as queries:
        assert "all" in check_mirror()
    assert not [query for query in queries if "claims_quota" in query["sql"]]
