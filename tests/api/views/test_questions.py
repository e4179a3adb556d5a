"""The questions that fact-checkers ask, each answered in one request, on the article's data."""

from datetime import date
from typing import Any

import pytest

from claims.models import Claim, Speaker
from tests.support.clients import Get
from tests.support.factories import (
    ClaimFactory,
    SourceFactory,
    SpeakerFactory,
    take,
)

COPENHAGEN = "copenhagen-airport-drones-2025"
ESTONIA = "estonia-mig-31-incursion-2025"
RUSSIA_DID_IT = "russia-responsible-for-copenhagen-drones"
NO_EVIDENCE = "accusations-against-russia-lack-evidence"
DELIBERATE = "airspace-incidents-were-deliberate"

pytestmark = pytest.mark.usefixtures("article")


def slugs(answer: dict) -> set[str]:
    return {row["slug"] for row in answer["results"]}


def held(answer: dict) -> dict[str, str]:
    """Speaker to position, in the order of the answer."""
    return {row["speaker"]["slug"]: row["position"] for row in answer["results"]}


def speaks(answer: dict) -> list[tuple[str, str]]:
    """Who took which position, in the order of the answer."""
    return [(row["statement"]["speaker"]["slug"], row["position"]) for row in answer["results"]]


def test_a_speakers_claims_come_with_his_position_on_each(get: Get) -> None:
    rows = get("claims/?speaker=dmitry-peskov")["results"]
    positions = {row["slug"]: [(p["speaker"]["slug"], p["position"]) for p in row["positions"]] for row in rows}
    assert positions == {
        RUSSIA_DID_IT: [("dmitry-peskov", "denies")],
        NO_EVIDENCE: [("dmitry-peskov", "affirms")],
    }


def test_claims_of_two_speakers_show_both_positions_and_nobody_elses(get: Get) -> None:
    rows = get("claims/?speaker=dmitry-peskov&speaker=volodymyr-zelensky&ordering=slug")["results"]
    assert [{p["speaker"]["slug"]: p["position"] for p in row["positions"]} for row in rows] == [
        {"dmitry-peskov": "affirms"},
        {"dmitry-peskov": "denies", "volodymyr-zelensky": "affirms"},
    ]


def test_claims_show_no_positions_unless_a_speaker_is_asked_for(get: Get) -> None:
    assert not any("positions" in row for row in get("claims/")["results"])


def test_the_commission_claims_what_its_spokesperson_said(get: Get) -> None:
    hers = slugs(get("claims/?speaker=anitta-hipper"))
    assert DELIBERATE in hers
    assert slugs(get("claims/?speaker=european-commission")) == hers
    assert slugs(get("claims/?speaker=european-commission&capacity=represented")) == hers
    assert slugs(get("claims/?speaker=european-commission&capacity=own")) == set()


def test_a_represented_bodys_positions_say_that_it_was_spoken_for(get: Get) -> None:
    rows = get(f"speakers/european-commission/positions/?claim={DELIBERATE}")["results"]
    assert [(row["capacity"], row["position"], row["stance_count"]) for row in rows] == [("represented", "affirms", 2)]
    assert {step["statement"]["speaker"]["slug"] for step in rows[0]["timeline"]} == {"anitta-hipper"}


def test_who_denied_it_when_and_in_which_role(get: Get) -> None:
    rows = get(f"claims/{RUSSIA_DID_IT}/stances/?position=denies")["results"]
    denials = {}
    for row in rows:
        said = row["statement"]
        role = said["affiliation"] and (said["affiliation"]["role"], said["affiliation"]["organization"]["slug"])
        denials[said["speaker"]["slug"]] = (said["made_on"], said["made_on_precision"], role)
    assert denials == {
        "dmitry-peskov": ("2025-09-22", "week", ("Spokesman", "kremlin")),
        "russia": ("2025-09-22", "week", None),
    }


def test_a_denial_comes_with_the_words_that_carry_it(get: Get) -> None:
    row = get(f"claims/{RUSSIA_DID_IT}/stances/?speaker=dmitry-peskov")["results"][0]
    assert (row["excerpt"], row["explicitness"], row["statement"]["kind"]) == ("baseless", "implied", "quote")


def test_a_stance_on_another_claim_is_not_listed(get: Get) -> None:
    rows = get(f"claims/{RUSSIA_DID_IT}/stances/")["results"]
    assert {row["claim"]["slug"] for row in rows} == {RUSSIA_DID_IT}
    assert len(rows) == 3


def test_asking_twice_is_no_change_of_position(get: Get) -> None:
    (row,) = get(f"speakers/mark-rutte/positions/?claim={DELIBERATE}")["results"]
    assert (row["position"], row["changed"], row["stance_count"], len(row["timeline"])) == ("questions", False, 2, 2)


def test_a_speaker_who_changed_his_mind_is_found_with_the_timeline(get: Get) -> None:
    rutte, claim = Speaker.objects.get(slug="mark-rutte"), Claim.objects.get(slug=DELIBERATE)
    take(rutte, claim, "affirms", date(2025, 10, 2))
    take(rutte, claim, "reports", date(2025, 11, 1))
    (row,) = get("speakers/mark-rutte/positions/?changed=true")["results"]
    assert row["claim"]["slug"] == DELIBERATE
    assert (row["position"], row["changed"]) == ("affirms", True)
    assert (row["first_on"], row["last_on"]) == ("2025-10-02", "2025-10-02")
    assert [(step["made_on"], step["position"]) for step in row["timeline"]] == [
        ("2025-11-01", "reports"),
        ("2025-10-02", "affirms"),
        ("2025-09-23", "questions"),
        ("2025-09-23", "questions"),
    ]


def test_a_date_known_to_the_month_is_not_shown_as_a_day(get: Get) -> None:
    rutte, claim = Speaker.objects.get(slug="mark-rutte"), Claim.objects.get(slug=DELIBERATE)
    take(rutte, claim, "affirms", date(2025, 10, 1), made_on_precision="month")
    take(rutte, claim, "affirms", date(2025, 11, 3), made_on_precision="week")
    both, first = ("2025-10-01", "month", "2025-11-03", "week"), ("2025-10-01", "month", "2025-10-01", "month")
    (row,) = get(f"speakers/mark-rutte/positions/?claim={DELIBERATE}")["results"]
    assert dates(row) == both
    assert [(step["made_on"], step["made_on_precision"]) for step in row["timeline"]] == [
        ("2025-11-03", "week"),
        ("2025-10-01", "month"),
        ("2025-09-23", "day"),
        ("2025-09-23", "day"),
    ]
    (then,) = get(f"claims/{DELIBERATE}/positions/?speaker=mark-rutte&as_of=2025-11-02")["results"]
    assert dates(then) == first
    (among,) = (row for row in get("claims/?speaker=mark-rutte")["results"] if row["slug"] == DELIBERATE)
    assert [dates(each) for each in among["positions"]] == [both]
    cells = get(f"incidents/{COPENHAGEN}/matrix/?aspect=intent")["cells"]
    assert [dates(cell) for cell in cells if cell["speaker"] == "mark-rutte"] == [both]


def dates(row: dict[str, Any]) -> tuple[str, ...]:
    """When a position was first and last taken, each with its precision."""
    return (row["first_on"], row["first_on_precision"], row["last_on"], row["last_on_precision"])


def test_declining_to_comment_is_no_change(get: Get) -> None:
    peskov, claim = Speaker.objects.get(slug="dmitry-peskov"), Claim.objects.get(slug=RUSSIA_DID_IT)
    take(peskov, claim, "declines", date(2025, 10, 2))
    assert get("speakers/dmitry-peskov/positions/?changed=true")["results"] == []
    assert held(get(f"claims/{RUSSIA_DID_IT}/positions/?speaker=dmitry-peskov")) == {"dmitry-peskov": "denies"}


def test_only_who_did_it_is_disputed_about_copenhagen(get: Get) -> None:
    assert slugs(get(f"claims/?incident={COPENHAGEN}&disputed=true")) == {RUSSIA_DID_IT}
    assert slugs(get(f"claims/?incident={ESTONIA}&disputed=true")) == set()


def test_disputed_and_undisputed_claims_are_all_the_claims_of_an_incident(get: Get) -> None:
    undisputed = slugs(get(f"claims/?incident={COPENHAGEN}&disputed=false"))
    assert RUSSIA_DID_IT not in undisputed
    assert undisputed | {RUSSIA_DID_IT} == slugs(get(f"claims/?incident={COPENHAGEN}"))


def test_a_disputed_claims_tallies_count_each_speaker_once(get: Get) -> None:
    row = get(f"claims/{RUSSIA_DID_IT}/")
    assert row["disputed"] is True
    assert {name: number for name, number in row["tallies"].items() if number} == {"affirms": 1, "denies": 2}


def test_the_matrix_says_who_stands_where_on_which_claim(get: Get) -> None:
    matrix = get(f"incidents/{COPENHAGEN}/matrix/")
    assert matrix["incident"]["slug"] == COPENHAGEN
    assert {claim["slug"] for claim in matrix["claims"]} == slugs(get(f"claims/?incident={COPENHAGEN}"))
    stand = {(c["speaker"], c["capacity"]): c["position"] for c in matrix["cells"] if c["claim"] == RUSSIA_DID_IT}
    assert stand == {
        ("volodymyr-zelensky", "own"): "affirms",
        ("russia", "own"): "denies",
        ("dmitry-peskov", "own"): "denies",
        ("kremlin", "represented"): "denies",
    }
    assert {cell["speaker"] for cell in matrix["cells"]} == {speaker["slug"] for speaker in matrix["speakers"]}


def test_the_matrix_can_be_asked_about_one_aspect(get: Get) -> None:
    matrix = get(f"incidents/{COPENHAGEN}/matrix/?aspect=responsibility")
    assert [(claim["slug"], claim["aspects"]) for claim in matrix["claims"]] == [
        (NO_EVIDENCE, ["responsibility"]),
        ("capable-actor-behind-copenhagen-drones", ["responsibility"]),
        (RUSSIA_DID_IT, ["responsibility"]),
    ]
    assert {cell["claim"] for cell in matrix["cells"]} <= {claim["slug"] for claim in matrix["claims"]}
    assert "mette-frederiksen" not in {speaker["slug"] for speaker in matrix["speakers"]}


def test_the_columns_of_a_matrix_are_the_claims_that_are_named(get: Get) -> None:
    capable = "capable-actor-behind-copenhagen-drones"
    for asked, columns in [
        (f"claim={RUSSIA_DID_IT}", [RUSSIA_DID_IT]),
        (f"claim__in={RUSSIA_DID_IT},{capable}", [capable, RUSSIA_DID_IT]),
        (f"claim__in={RUSSIA_DID_IT},{DELIBERATE}&aspect=responsibility", [RUSSIA_DID_IT]),
    ]:
        matrix = get(f"incidents/{COPENHAGEN}/matrix/?{asked}")
        assert [claim["slug"] for claim in matrix["claims"]] == columns
        assert {cell["claim"] for cell in matrix["cells"]} == {*columns}


def test_a_matrix_of_a_claim_that_does_not_exist_is_refused(get: Get) -> None:
    (error,) = get(f"incidents/{COPENHAGEN}/matrix/?claim=no-such-claim", status=400)["errors"]
    assert error["parameter"] == "claim"


def test_a_matrix_of_a_claim_by_its_former_slug_is_that_of_the_claim(get: Get) -> None:
    Claim.objects.filter(slug=RUSSIA_DID_IT).update(slug="russia-did-it")
    matrix = get(f"incidents/{COPENHAGEN}/matrix/?claim={RUSSIA_DID_IT}")
    assert [claim["slug"] for claim in matrix["claims"]] == ["russia-did-it"]


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        ("2024-12-31", {}),
        ("2025-02-01", {"a": ("denies", False, 1)}),
        ("2025-02-28", {"a": ("denies", False, 1)}),
        ("2025-03-01", {"a": ("affirms", True, 2), "b": ("questions", False, 1)}),
        ("2026-01-01", {"a": ("affirms", True, 2), "b": ("denies", True, 2)}),
    ],
)
def test_where_everybody_stood_at_the_end_of_a_day(get: Get, day: str, stood: dict) -> None:
    claim, a, b = ClaimFactory(slug="x"), SpeakerFactory(slug="a"), SpeakerFactory(slug="b")
    take(a, claim, "denies", date(2025, 2, 1))
    take(a, claim, "affirms", date(2025, 3, 1))
    take(b, claim, "questions", date(2025, 3, 1))
    take(b, claim, "denies", date(2025, 4, 1))
    rows = get(f"claims/x/positions/?as_of={day}")["results"]
    assert {row["speaker"]["slug"]: (row["position"], row["changed"], row["stance_count"]) for row in rows} == stood
    assert all(step["made_on"] <= day for row in rows for step in row["timeline"])
    denied = {speaker for speaker, (position, *_) in stood.items() if position == "denies"}
    assert held(get(f"claims/x/positions/?as_of={day}&position=denies")).keys() == denied


def test_who_said_it_first_and_who_repeated_it(get: Get) -> None:
    claim = Claim.objects.get(slug=RUSSIA_DID_IT)
    take(SpeakerFactory(slug="echo"), claim, "reports", date(2025, 10, 1))
    take(SpeakerFactory(slug="first"), claim, "affirms", date(2025, 9, 20))
    order = speaks(get(f"claims/{RUSSIA_DID_IT}/stances/?ordering=made_on"))
    assert (order[0], order[-1], len(order)) == (("first", "affirms"), ("echo", "reports"), 5)


def test_claims_first_known_from_a_source(get: Get) -> None:
    ClaimFactory(slug="rumour", first_appearance=SourceFactory(slug="pamphlet"))
    ClaimFactory(slug="other", first_appearance=SourceFactory(slug="leaflet"))
    assert slugs(get("claims/?first_appearance=pamphlet")) == {"rumour"}
    assert get("claims/rumour/")["first_appearance"]["slug"] == "pamphlet"


def test_a_denial_by_somebody_else_does_not_match(get: Get) -> None:
    assert slugs(get("claims/?speaker=anitta-hipper")) & slugs(get("claims/?speaker=mark-rutte"))
    assert slugs(get("claims/?speaker=volodymyr-zelensky&position=affirms")) == {
        "russia-responsible-for-copenhagen-drones"
    }
    assert slugs(get("claims/?speaker=volodymyr-zelensky&position=denies")) == set()
    assert slugs(get("claims/?speaker=anitta-hipper&position=denies")) == set()
