"""The same-row rule: filters through one to-many relation must all match the same related row."""

from datetime import date

import pytest

from tests.support.clients import Get
from tests.support.factories import (
    AffiliationFactory,
    ClaimFactory,
    IncidentClaimFactory,
    IncidentFactory,
    OrganizationFactory,
    SpeakerFactory,
    StanceFactory,
    StatementFactory,
    TopicFactory,
    take,
)

pytestmark = pytest.mark.django_db

JUNE, JULY = date(2025, 6, 1), date(2025, 7, 1)


def found(get: Get, path: str) -> set[str]:
    """The last part of each row's address: its slug or id."""
    return {row["url"].rstrip("/").rpartition("/")[2] for row in get(path)["results"]}


@pytest.fixture
def quarrel() -> None:
    """On `x` ann affirmed in June and denied in July, bob denied in June for the club; on `y` bob affirmed in July."""
    x, y = ClaimFactory(slug="x"), ClaimFactory(slug="y")
    ann, bob = SpeakerFactory(slug="ann"), SpeakerFactory(slug="bob")
    club = OrganizationFactory(slug="club")
    take(ann, x, "affirms", JUNE, slug="ann-affirms-x")
    take(ann, x, "denies", JULY, slug="ann-denies-x")
    take(bob, x, "denies", JUNE, slug="bob-denies-x", on_behalf_of=club)
    take(bob, y, "affirms", JULY, slug="bob-affirms-y")
    ClaimFactory(slug="z")


@pytest.mark.usefixtures("quarrel")
@pytest.mark.parametrize(
    ("asked", "claims"),
    [
        ("speaker=ann&position=denies", {"x"}),
        ("speaker=ann&position=questions", set()),
        ("speaker=bob&position=affirms", {"y"}),
        ("speaker=bob&position=denies&made_on=2025-07-01", set()),
        ("speaker=ann&position=affirms&made_on=2025-06-01", {"x"}),
        ("speaker=ann&position=affirms&made_on__gte=2025-06-02", set()),
        ("speaker=ann&position=denies&made_on__lt=2025-07-01", set()),
        ("made_on__gte=2025-06-02&made_on__lt=2025-07-01", set()),
        ("speaker=club&capacity=represented", {"x"}),
        ("speaker=club&capacity=own", set()),
        ("speaker=bob&capacity=represented", set()),
        ("capacity=represented&position=denies", {"x"}),
        ("capacity=represented&position=affirms", set()),
        ("capacity=represented&made_on=2025-07-01", set()),
        ("speaker=ann&speaker=bob&position=affirms", {"x", "y"}),
        ("speaker__in=ann,bob&position=affirms&made_on=2025-07-01", {"y"}),
        ("speaker=bob&position=affirms&position=denies", {"x", "y"}),
        ("speaker=bob&position__in=affirms,denies&made_on=2025-06-01", {"x"}),
        ("speaker=ann&position__in=questions,reports", set()),
    ],
)
def test_speaker_position_capacity_and_date_mean_one_stance(get: Get, asked: str, claims: set[str]) -> None:
    assert found(get, f"claims/?{asked}") == claims


@pytest.mark.usefixtures("quarrel")
@pytest.mark.parametrize(
    ("asked", "statements"),
    [
        ("claim=x&position=denies", {"ann-denies-x", "bob-denies-x"}),
        ("claim=y&position=denies", set()),
        ("claim=x&claim=y&position=affirms", {"ann-affirms-x", "bob-affirms-y"}),
        ("claim__in=x,y&position=affirms&speaker=bob", {"bob-affirms-y"}),
    ],
)
def test_claim_and_position_mean_one_stance_of_a_statement(get: Get, asked: str, statements: set[str]) -> None:
    assert found(get, f"statements/?{asked}") == statements


@pytest.mark.parametrize(
    ("asked", "statements"),
    [
        ("claim=x&position=affirms", {"both"}),
        ("claim=x&position=denies", set()),
        ("claim=y&position=denies", {"both"}),
        ("topic=weather&position=affirms", {"both"}),
        ("topic=weather&position=denies", set()),
        ("topic=sports&claim=y", {"both"}),
        ("topic=sports&claim=x", set()),
        ("topic=sports&topic=weather&position=denies", {"both"}),
    ],
)
def test_a_statement_with_two_stances_matches_only_by_one_of_them(get: Get, asked: str, statements: set[str]) -> None:
    x, y = ClaimFactory(slug="x"), ClaimFactory(slug="y")
    x.topics.add(TopicFactory(slug="weather"))
    y.topics.add(TopicFactory(slug="sports"))
    both = StatementFactory(slug="both")
    StanceFactory(statement=both, claim=x, position="affirms")
    StanceFactory(statement=both, claim=y, position="denies")
    StatementFactory(slug="silent")
    assert found(get, f"statements/?{asked}") == statements


@pytest.fixture
def links() -> None:
    """`x` is linked to the flood (responsibility) and the fire (occurrence), `y` to the flood (cause)."""
    x, y = ClaimFactory(slug="x"), ClaimFactory(slug="y")
    flood, fire = IncidentFactory(slug="flood"), IncidentFactory(slug="fire")
    IncidentClaimFactory(incident=flood, claim=x, aspect="responsibility")
    IncidentClaimFactory(incident=fire, claim=x, aspect="occurrence")
    IncidentClaimFactory(incident=flood, claim=y, aspect="cause")
    speaker = SpeakerFactory(slug="ann")
    for claim in (x, y):
        take(speaker, claim, "affirms", JUNE)
    ClaimFactory(slug="z")


LINKS = [
    ("incident=flood&aspect=responsibility", {"x"}),
    ("incident=flood&aspect=occurrence", set()),
    ("incident=fire&aspect=responsibility", set()),
    ("incident=flood&incident=fire&aspect=occurrence", {"x"}),
    ("incident=flood&incident=fire", {"x", "y"}),
    ("incident__in=flood,fire&aspect__in=cause,occurrence", {"x", "y"}),
    ("incident=fire&aspect=cause&aspect=responsibility", set()),
]


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize(("asked", "claims"), LINKS)
def test_incident_and_aspect_mean_one_link_of_a_claim(get: Get, asked: str, claims: set[str]) -> None:
    assert found(get, f"claims/?{asked}") == claims


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize("then", ["", "&as_of=2025-12-31"])
@pytest.mark.parametrize(("asked", "claims"), LINKS)
def test_incident_and_aspect_mean_one_link_of_a_positions_claim(
    get: Get, asked: str, claims: set[str], then: str
) -> None:
    rows = get(f"speakers/ann/positions/?{asked}{then}")["results"]
    assert {row["claim"]["slug"] for row in rows} == claims


@pytest.mark.usefixtures("links")
@pytest.mark.parametrize(
    ("incident", "aspect", "claims"),
    [("flood", "responsibility", {"x"}), ("flood", "occurrence", set()), ("fire", "occurrence", {"x"})],
)
def test_an_aspect_of_another_incident_is_not_in_the_matrix(
    get: Get, incident: str, aspect: str, claims: set[str]
) -> None:
    matrix = get(f"incidents/{incident}/matrix/?aspect={aspect}")
    assert {claim["slug"] for claim in matrix["claims"]} == claims
    assert {cell["claim"] for cell in matrix["cells"]} == claims
    assert [claim["aspects"] for claim in matrix["claims"]] == [[aspect]] * len(claims)


@pytest.mark.parametrize(
    ("asked", "people"),
    [
        ("organization=club&role=Captain", {"ann"}),
        ("organization=club&role=Treasurer", {"bob"}),
        ("organization=firm&role=Captain", set()),
        ("organization=club&organization=firm&role=treasurer", {"ann", "bob"}),
        ("organization__in=club,firm", {"ann", "bob"}),
        ("role=Captain&role=Treasurer&organization=firm", {"ann"}),
    ],
)
def test_organization_and_role_mean_one_affiliation(get: Get, asked: str, people: set[str]) -> None:
    ann, bob = SpeakerFactory(slug="ann"), SpeakerFactory(slug="bob")
    club, firm = OrganizationFactory(slug="club"), OrganizationFactory(slug="firm")
    AffiliationFactory(person=ann, organization=club, role="Captain")
    AffiliationFactory(person=ann, organization=firm, role="Treasurer")
    AffiliationFactory(person=bob, organization=club, role="Treasurer")
    assert found(get, f"speakers/?{asked}") == people


@pytest.mark.parametrize(
    ("asked", "people"),
    [
        ("identifier_scheme=wikidata&identifier=Q1", {"ann"}),
        ("identifier_scheme=viaf&identifier=Q1", {"bob"}),
        ("identifier_scheme=viaf&identifier=7", {"ann"}),
        ("identifier_scheme=wikidata&identifier=7", set()),
        ("identifier=Q1", {"ann", "bob"}),
        ("identifier_scheme=wikidata&identifier=7&identifier=Q1", {"ann"}),
    ],
)
def test_scheme_and_identifier_mean_one_identifier(get: Get, asked: str, people: set[str]) -> None:
    SpeakerFactory(slug="ann", identifiers={"wikidata": "Q1", "viaf": "7"})
    SpeakerFactory(slug="bob", identifiers={"viaf": "Q1"})
    SpeakerFactory(slug="cat")
    assert found(get, f"speakers/?{asked}") == people


@pytest.mark.parametrize(
    ("asked", "incidents"),
    [
        ("actor=ann&actor_role=witness", {"flood"}),
        ("actor=ann&actor_role=target", {"fire"}),
        ("actor=bob&actor_role=witness", set()),
        ("actor=ann&actor=bob&actor_role=target", {"flood", "fire"}),
        ("actor__in=ann,bob&actor_role__in=witness,responder", {"flood"}),
        ("actor=bob&actor_role=witness&actor_role=target", {"flood"}),
    ],
)
def test_actor_and_actor_role_mean_one_part(get: Get, asked: str, incidents: set[str]) -> None:
    ann, bob = SpeakerFactory(slug="ann"), SpeakerFactory(slug="bob")
    flood, fire = IncidentFactory(slug="flood"), IncidentFactory(slug="fire")
    flood.actors.create(speaker=ann, role="witness")
    flood.actors.create(speaker=bob, role="target")
    fire.actors.create(speaker=ann, role="target")
    IncidentFactory(slug="calm")
    assert found(get, f"incidents/?{asked}") == incidents


@pytest.mark.parametrize("path", ["stances/?claim=x", "claims/x/stances/?"])
@pytest.mark.parametrize(
    ("asked", "statements"),
    [
        ("speaker=ann&position=denies", {"ann-denies-x"}),
        ("speaker=bob&position=affirms", set()),
        ("speaker=ann&speaker=bob&made_on=2025-06-01", {"ann-affirms-x", "bob-denies-x"}),
        ("on_behalf_of=club&position=affirms", set()),
        ("on_behalf_of=club&speaker=bob", {"bob-denies-x"}),
        ("position__in=affirms,denies&made_on__gt=2025-06-01", {"ann-denies-x"}),
    ],
)
@pytest.mark.usefixtures("quarrel")
def test_filters_of_stances_mean_the_stance_itself(get: Get, path: str, asked: str, statements: set[str]) -> None:
    rows = get(f"{path}&{asked}")["results"]
    assert {row["statement"]["slug"] for row in rows} == statements


@pytest.mark.parametrize(
    ("asked", "statements"),
    [
        ("incident=flood", {"both", "wet"}),
        ("incident=flood&incident=fire", {"both", "wet", "hot"}),
        ("incident__in=flood,fire&claim=x", {"both"}),
        ("incident=fire&position=affirms", {"both"}),
        ("incident=fire&position=denies", set()),
    ],
)
def test_a_row_about_several_incidents_is_found_by_any_of_them_and_once(
    get: Get, asked: str, statements: set[str]
) -> None:
    flood, fire = IncidentFactory(slug="flood"), IncidentFactory(slug="fire")
    both = StatementFactory(slug="both", incidents=[flood, fire])
    wet = StatementFactory(slug="wet", incidents=[flood])
    StatementFactory(slug="hot", incidents=[fire])
    StanceFactory(statement=both, claim=ClaimFactory(slug="x"), position="affirms")
    StanceFactory(statement=wet, claim=ClaimFactory(slug="y"), position="denies")
    rows = get(f"statements/?{asked}")["results"]
    assert sorted(row["slug"] for row in rows) == sorted(statements)
