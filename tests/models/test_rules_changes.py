"""Rules of what is written down about changes: it is well-formed, and stays."""

import pytest
from django.db import IntegrityError, transaction

from claims.models import Change
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def rule_of(work):
    """The name of the rule that `work` violates."""
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        work()
    return error.value.__cause__.diag.constraint_name


@pytest.mark.parametrize(
    ("values", "rule"),
    [({"collection": "positions"}, "change_collection_valid"), ({"kind": "edited"}, "change_kind_valid")],
)
def test_a_change_is_of_a_known_collection_and_kind(values, rule):
    assert rule_of(lambda: make.ChangeFactory(**{"collection": "topics", "key": "drones", **values})) == rule


@pytest.mark.parametrize("write", [lambda changes: changes.update(kind="deleted"), lambda changes: changes.delete()])
def test_nobody_rewrites_history(write):
    make.TopicFactory()
    assert rule_of(lambda: write(Change.objects.all())) == "change_is_kept"
