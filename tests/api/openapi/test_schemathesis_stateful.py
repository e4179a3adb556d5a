"""Chains of requests made from openapi.yaml: what is recorded is read, changed, reviewed, merged and withdrawn.

Schemathesis sees from the document which answers have what other requests need: the slug of a new row, the number of a
stance. So it goes where single requests do not come to, and each answer is held to the document as well.
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

CHAINS, STEPS = int(EXAMPLES or 20), 12
# So many different operations have to have written something, for the chains to be worth their time.
ENOUGH = 8


@pytest.fixture(scope="module")
def keys(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[Role, str]]:
    with recorded_rows(django_db_blocker) as keys:
        yield keys


@pytest.mark.django_db
def test_every_answer_of_a_chain_is_one_that_the_document_promises(keys: dict[Role, str]) -> None:
    written: set[str] = set()

    class Chain(narrowed(reads=1, writes=1, key=keys[Role.EDITOR], chains=True).as_state_machine()):  # type: ignore[misc]
        """What a chain writes is taken back after it."""

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
