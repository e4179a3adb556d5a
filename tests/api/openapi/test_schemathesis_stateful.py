"""Chains of requests made from openapi.yaml: rows are recorded, read, changed, reviewed, merged and deleted.

The links of the document say which answers have what other requests need: the slug of a new row, the id of a stance.
So Schemathesis reaches states that single requests do not, and checks each answer against the document.
"""

from collections.abc import Iterator
from http import HTTPStatus

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from schemathesis import Case, Response

from claims.choices import Role
from tests.support.documented import EXAMPLES, meet_precondition, narrowed, recorded_rows

CHAINS, STEPS = int(EXAMPLES or 30), 12
# The least number of different operations that must have written something.
ENOUGH = 8


@pytest.fixture(scope="module")
def keys(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[Role, str]]:
    with recorded_rows(django_db_blocker) as keys:
        yield keys


@pytest.mark.django_db
def test_every_answer_of_a_chain_is_one_that_the_document_promises(keys: dict[Role, str]) -> None:
    written: set[str] = set()

    class Chain(narrowed(reads=1, writes=1, key=keys[Role.EDITOR], chains=True).as_state_machine()):  # type: ignore[misc]
        """One chain of requests; its writes are rolled back."""

        def setup(self) -> None:
            self.before = transaction.savepoint()

        def teardown(self) -> None:
            transaction.savepoint_rollback(self.before)

        def before_call(self, case: Case) -> None:
            meet_precondition(case)

        def after_call(self, response: Response, case: Case) -> None:
            super().after_call(response, case)
            if case.method != "GET" and response.status_code < HTTPStatus.MULTIPLE_CHOICES:
                written.add(case.operation.label)

    Chain.run(
        settings=settings(
            max_examples=CHAINS,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=not EXAMPLES,
            database=None,
            suppress_health_check=list(HealthCheck),
        )
    )
    assert len(written) >= ENOUGH, sorted(written)
