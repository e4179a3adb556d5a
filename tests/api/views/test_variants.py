"""The variants of an action differ in how they answer, not in what may be asked."""

import pytest

from claims.api.collections import COLLECTIONS
from claims.api.views.variants import always

ACTIONS = [(name, action) for name, view in COLLECTIONS.items() for action in view.actions()]
every_action = pytest.mark.parametrize(("collection", "action"), ACTIONS, ids="-".join)


@every_action
def test_all_variants_of_an_action_accept_parameters_of_the_same_names(collection: str, action: str) -> None:
    variants = COLLECTIONS[collection].variants(action)
    assert {frozenset(each.parameters.names) for each in variants} == {frozenset(variants[0].parameters.names)}


@every_action
def test_the_last_variant_and_no_other_answers_whatever_is_asked(collection: str, action: str) -> None:
    *others, last = COLLECTIONS[collection].variants(action)
    assert last.when is always
    assert [each for each in others if each.when is always] == []


@every_action
def test_the_documented_variant_has_the_fields_of_all_others(collection: str, action: str) -> None:
    view = COLLECTIONS[collection]
    known = set(view.documented(action).fields)
    assert [each.fields for each in view.variants(action) if not known >= set(each.fields)] == []
