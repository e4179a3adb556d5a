"""The stored number of claims that each lexeme occurs in always equals a recount."""

import random

import pytest

from claims.models import Claim
from tests.support.factories import ClaimFactory
from tests.support.terms import COUNTED, ask, assert_term_counts_are_exact

pytestmark = pytest.mark.django_db

WORDS = ["the", "drones", "over", "airport", "were", "Russian", "and", "nobody", "denied", "that", "they"]


def test_a_lexeme_is_counted_once_for_each_claim() -> None:
    ClaimFactory.create(text="Drones flew over drones.", name="Drones", context="")
    ClaimFactory.create(text="A drone flew.", name="One", context="")
    assert sorted(ask("SELECT * FROM claims_documents('{drone,flew,unheard}')")) == [("drone", 2), ("flew", 2)]
    assert ask("SELECT documents FROM claims_totals()") == [(2,)]
    assert ("drone", 2, 4) in ask(COUNTED)


def test_numbers_stay_exact_whatever_is_written() -> None:
    chance = random.Random(7)  # noqa: S311
    claims = [ClaimFactory.create(text=" ".join(chance.choices(WORDS, k=6))) for _ in range(8)]
    for claim in claims[:4]:
        Claim.objects.filter(pk=claim.pk).update(text=" ".join(chance.choices(WORDS, k=6)))
    Claim.objects.update(checkable=False)
    ask("SELECT claims_merge_term_counts()")
    assert ask("SELECT count(*) FROM claims_term_pending") == [(0,)]
    Claim.objects.filter(pk__in=[claim.pk for claim in claims[2:6]]).delete()
    assert_term_counts_are_exact()


def test_terms_of_rows_copied_in_bulk_are_counted_at_once() -> None:
    rows = ClaimFactory.build_batch(300)
    for number, claim in enumerate(rows):
        claim.slug, claim.text = f"claim-{number}", " ".join(f"w{number}x{word}" for word in range(5))
    Claim.objects.bulk_create(rows)
    assert ask("SELECT count(*) FROM claims_term_pending") == [(0,)]
    assert_term_counts_are_exact()
