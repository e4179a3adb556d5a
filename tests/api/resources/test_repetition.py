"""The repetition of a claim: how often each position was taken, when first and last, and by whom most often."""

from datetime import date

import pytest

from claims import models
from tests.support import factories as make
from tests.support.clients import Get
from tests.support.rows import copy_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim() -> models.Claim:
    """Ann affirms it three times, once for a body, and denies it once; Ben affirms it once, vaguely dated."""
    claim: models.Claim = make.ClaimFactory(slug="drones")
    ann, ben, body = make.SpeakerFactory(slug="ann"), make.SpeakerFactory(slug="ben"), make.OrganizationFactory()
    make.take(ann, claim, "affirms", date(2025, 9, 2))
    make.take(ann, claim, "affirms", date(2025, 9, 7), on_behalf_of=body)
    make.take(ann, claim, "affirms", date(2025, 9, 5))
    make.take(ann, claim, "denies", date(2025, 9, 6))
    make.take(ben, claim, "affirms", date(2025, 9, 1), made_on_precision="month")
    make.take(ben, claim, "reports", date(2025, 9, 9))
    make.take(ann, make.ClaimFactory(slug="other"), "affirms", date(2025, 9, 20))
    return claim


@pytest.mark.usefixtures("claim")
def test_the_repetition_of_a_claim_says_how_often_each_position_was_taken_and_by_how_many(get: Get) -> None:
    answer = get("claims/drones/repetition/")
    assert answer["claim"]["slug"] == "drones"
    assert [(row["position"], row["times"], row["speakers"], row["at_least"]) for row in answer["positions"]] == [
        ("affirms", 4, 2, False),
        ("denies", 1, 1, False),
    ]


@pytest.mark.usefixtures("claim")
def test_it_has_the_first_and_the_last_words_for_each_position(get: Get) -> None:
    row = get("claims/drones/repetition/")["positions"][0]
    ends = [(row[end]["statement"]["speaker"]["slug"], row[end]["statement"]["made_on"]) for end in ("first", "last")]
    assert ends == [("ben", "2025-09-01"), ("ann", "2025-09-07")]
    assert row["first"]["statement"]["made_on_precision"] == "month"
    assert row["last"]["statement"]["text"] == models.Statement.objects.get(made_on=date(2025, 9, 7)).text


@pytest.mark.usefixtures("claim")
def test_it_names_those_who_took_a_position_most_often(get: Get) -> None:
    rows = get("claims/drones/repetition/")["speakers"]
    assert [
        (row["position"], row["speaker"]["slug"], row["times"], row["first_on"], row["last_on"]) for row in rows
    ] == [
        ("affirms", "ann", 3, "2025-09-02", "2025-09-07"),
        ("affirms", "ben", 1, "2025-09-01", "2025-09-01"),
        ("denies", "ann", 1, "2025-09-06", "2025-09-06"),
    ]
    assert [row["first_on_precision"] for row in rows] == ["day", "month", "day"]


def test_what_is_suggested_or_does_not_stand_is_not_counted(get: Get, claim: models.Claim) -> None:
    said = make.StatementFactory(made_on=date(2025, 9, 30))
    make.StanceFactory(statement=said, claim=claim, position="affirms", review_status="suggested")
    withdrawn = make.take(make.SpeakerFactory(), claim, "denies", date(2025, 10, 1))
    make.correct(withdrawn.statement, "retracted")
    rows = get("claims/drones/repetition/")["positions"]
    assert [(row["times"], row["last"]["statement"]["made_on"]) for row in rows] == [
        (4, "2025-09-07"),
        (1, "2025-09-06"),
    ]


def test_at_most_ten_speakers_are_named_for_each_position(get: Get, claim: models.Claim) -> None:
    for number in range(12):
        make.take(make.SpeakerFactory(), claim, "questions", date(2025, 8, 1 + number))
    answer = get("claims/drones/repetition/")
    assert [row["speakers"] for row in answer["positions"]] == [2, 1, 12]
    # Those with as many are there who spoke last.
    assert [row["last_on"] for row in answer["speakers"] if row["position"] == "questions"] == [
        f"2025-08-{number:02}" for number in range(12, 2, -1)
    ]


def test_a_claim_on_which_nobody_took_a_position_was_not_repeated(get: Get) -> None:
    make.ClaimFactory(slug="new")
    answer = get("claims/new/repetition/")
    assert (answer["positions"], answer["speakers"]) == ([], [])
    get("claims/no-such-claim/repetition/", status=404)


@pytest.mark.usefixtures("claim")
def test_positions_are_sorted_by_how_many_stances_they_follow_from(get: Get) -> None:
    rows = get("claims/drones/positions/?ordering=-stance_count&capacity=own")["results"]
    assert [(row["speaker"]["slug"], row["stance_count"]) for row in rows] == [("ann", 4), ("ben", 2)]
    rows = get("speakers/ann/positions/?ordering=stance_count&capacity=own")["results"]
    assert [(row["claim"]["slug"], row["stance_count"]) for row in rows] == [("other", 1), ("drones", 4)]


def test_of_more_than_ten_thousand_stances_the_latest_are_counted(get: Get, claim: models.Claim) -> None:
    last = models.Stance.objects.get(made_on=date(2025, 9, 6))
    copy_rows(last.statement, 10_000, slug="'more-' || n", text="n::text", made_on="r.made_on + 1 + n %% 300")
    new = "(SELECT {} FROM claims_statement WHERE slug = 'more-' || n)"
    copy_rows(last, 10_000, statement_id=new.format("id"), made_on=new.format("made_on"))
    answer = get("claims/drones/repetition/")
    affirms, denies = answer["positions"]
    assert (affirms["times"], affirms["at_least"]) == (4, False)
    assert (denies["times"], denies["speakers"], denies["at_least"]) == (10_000, 1, True)
    # The first one is known all the same.
    assert denies["first"]["id"] == last.pk
    assert [(row["times"], row["first_on"]) for row in answer["speakers"] if row["position"] == "denies"] == [
        (10_000, "2025-09-07")
    ]
