"""The tracker as it is served in production, with several worker processes: together they obey one limit."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.support.served import served

pytestmark = pytest.mark.django_db(transaction=True)

QUOTA, WORKERS, CLIENTS = 30, 2, 8


def test_worker_processes_together_answer_exactly_as_often_as_the_limit_says():
    with served(WORKERS, RATE_LIMIT_ADDRESS=f"{QUOTA}/day") as server, ThreadPoolExecutor(CLIENTS) as pool:
        assert server.status(f"/{'x' * 70_000}") == 414  # refused by the web server itself
        found = Counter(pool.map(lambda _: server.status("/api/v1/topics/"), range(3 * QUOTA)))
    assert found == {200: QUOTA, 429: 2 * QUOTA}
