"""A claim that is worded like one of somebody else is imported, and the report proposes that it is the same."""

import pytest

from claims.models import Claim, Review, Stance
from tests.support import factories as make
from tests.support.commands import fails
from tests.support.factchecks import REVIEW
from tests.support.redirects import rename
from tests.support.survey import MAPPING, OTHER, ROW

pytestmark = pytest.mark.django_db
KNOWN = "Die Einkommensteuer soll für alle Haushalte sinken."
TURNED = "Für alle Haushalte soll die Einkommensteuer sinken."
KEY = TURNED.casefold()
LINE = (*ROW[:4], TURNED, *ROW[5:])
PROPOSED = (
    f"The claim is worded like “tax” (“{KNOWN}”). If it is that one, say so under [same.claim] of the mapping: "
    f'"{KEY}" = "tax".'
)


@pytest.fixture
def known(db):
    return make.ClaimFactory(slug="tax", text=KNOWN, language="de")


def test_a_claim_that_is_likely_known_is_proposed_and_not_merged(imported, reported, known):
    imported(LINE, OTHER)
    assert reported() == [["line 2", "proposed", "", PROPOSED]]
    assert Claim.objects.count() == 3
    assert not Stance.objects.filter(claim=known).exists()


def test_it_is_the_known_one_where_somebody_has_said_so(imported, reported, known):
    imported(LINE, mapping=f'{MAPPING}\n[same.claim]\n"{KEY}" = "tax"\n')
    assert reported() == []
    assert Stance.objects.get().claim == known


def test_it_is_not_proposed_again_where_somebody_has_said_that_it_is_new(imported, reported, known):
    imported(LINE, mapping=f'{MAPPING}\n[same.claim]\n"{KEY}" = "new"\n')
    assert reported() == []
    assert Claim.objects.count() == 2


def test_claims_of_one_file_are_told_apart_by_the_file(imported, reported):
    imported((*ROW[:4], KNOWN, *ROW[5:]))
    imported(LINE)
    assert reported() == []
    assert Claim.objects.count() == 2


def test_a_fact_check_can_be_said_to_be_about_a_known_claim(said, known):
    review = {**REVIEW, "claimReviewed": TURNED, "inLanguage": "de"}
    said(review, mapping=f'[same.claim]\n"{KEY}" = "tax"\n')
    assert Review.objects.get().claim == known


def test_a_former_slug_is_that_of_the_present_row(imported, known):
    rename(known, "income-tax")
    imported(LINE, mapping=f'{MAPPING}\n[same.claim]\n"{KEY}" = "tax"\n')
    assert Stance.objects.get().claim == known


WRONG = {
    "a row that is not there": (
        '[same.claim]\n"x" = "none"\n',
        "[same.claim] says “none”, and there is no claim of this",
    ),
    "rows of no kind": ('[same.thing]\n"x" = "new"\n', "[same.thing] is about no rows of the tracker."),
}


@pytest.mark.parametrize(("same", "words"), WRONG.values(), ids=WRONG)
def test_what_is_said_to_be_the_same_has_to_be_there(imported, same, words):
    assert words in imported(LINE, command=fails, mapping=f"{MAPPING}\n{same}")
    assert not Claim.objects.exists()
