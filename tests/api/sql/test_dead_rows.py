"""A count of rows that a request visits has none of the rows that other tests rolled back."""

from typing import Any

import pytest
from django.db import connection

from claims.models import Topic
from tests.support import factories as make
from tests.support.loaded import loaded
from tests.support.plans import explained, nodes, work

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rolled_back(django_db_setup: None, django_db_blocker: Any) -> None:
    with loaded(django_db_blocker, lambda: make.TopicFactory.create_batch(100)):
        pass


@pytest.mark.usefixtures("rolled_back", "no_dead_rows")
def test_rows_that_were_rolled_back_are_not_counted() -> None:
    make.TopicFactory()
    with connection.cursor() as cursor:
        for scan in ("seqscan", "indexscan", "indexonlyscan"):
            cursor.execute(f"SET LOCAL enable_{scan} = off")
    with explained() as plans:
        assert Topic.objects.filter(slug__gte="").count() == 1
    assert "Bitmap Index Scan" in [node["Node Type"] for plan in plans for node in nodes(plan)]
    assert work(plans).rows == 1
