"""Questions of fact-checkers on statements: who said what, when, in which role, in which words."""

from datetime import date

import pytest

from claims.models import Incident, Source, Speaker
from tests.support.clients import Get
from tests.support.factories import (
    AffiliationFactory,
    OrganizationFactory,
    SourceFactory,
    SpeakerFactory,
    StatementFactory,
    quote,
)

ESTONIA = "estonia-mig-31-incursion-2025"

pytestmark = pytest.mark.usefixtures("article")


def slugs(answer: dict) -> set[str]:
    return {row["slug"] for row in answer["results"]}


def test_what_somebody_said_about_an_incident_between_two_dates(get: Get) -> None:
    rutte, incident = Speaker.objects.get(slug="mark-rutte"), Incident.objects.get(slug=ESTONIA)
    about = f"statements/?speaker=mark-rutte&incident={ESTONIA}"
    in_september = slugs(get(f"{about}&made_on__gte=2025-09-01&made_on__lte=2025-09-30"))
    assert len(in_september) == 4
    for slug, day in (("rutte-august", date(2025, 8, 31)), ("rutte-october", date(2025, 10, 1))):
        StatementFactory(slug=slug, speaker=rutte, made_on=day, incidents=[incident])
    assert slugs(get(f"{about}&made_on__gte=2025-09-01&made_on__lte=2025-09-30")) == in_september
    assert slugs(get(f"{about}&made_on__gt=2025-09-30")) == {"rutte-october"}
    assert slugs(get(f"{about}&made_on__lt=2025-09-01")) == {"rutte-august"}


@pytest.mark.parametrize(
    ("asked", "speakers"),
    [
        ("organization=nato", {"mark-rutte", "nato"}),
        ("organization=european-commission", {"anitta-hipper"}),
        ("role=Secretary%20General", {"mark-rutte"}),
        ("role=foreign%20minister", {"kestutis-budrys"}),
        ("role=National%20security%20adviser%20to%20the%20president", set()),
        ("country=dk", {"denmark", "danish-officials", "mette-frederiksen"}),
        ("country=RU&country=UA", {"russia", "dmitry-peskov", "volodymyr-zelensky"}),
    ],
)
def test_what_people_of_this_body_role_or_country_said(get: Get, asked: str, speakers: set[str]) -> None:
    rows = get(f"statements/?{asked}&limit=200")["results"]
    assert {row["speaker"]["slug"] for row in rows} == speakers


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("organization=ministry", {"as-minister"}),
        ("organization=alliance", {"as-secretary"}),
        ("role=Minister", {"as-minister"}),
        ("role=Secretary", {"as-secretary"}),
        ("country=SE", {"as-minister"}),
        ("country=IS", {"in-no-role"}),
    ],
)
def test_the_role_and_the_country_are_those_held_then(get: Get, asked: str, found: set[str]) -> None:
    person = SpeakerFactory(slug="mover", country="IS")
    ministry = OrganizationFactory(slug="ministry", country="SE")
    alliance = OrganizationFactory(slug="alliance")
    for body, role, start, end in ((ministry, "Minister", 2010, 2014), (alliance, "Secretary", 2015, 2019)):
        AffiliationFactory(
            person=person,
            organization=body,
            role=role,
            start_date=date(start, 1, 1),
            start_date_precision="year",
            end_date=date(end, 1, 1),
            end_date_precision="year",
        )
    for slug, year in (("as-minister", 2012), ("as-secretary", 2017), ("in-no-role", 2022)):
        StatementFactory(slug=slug, speaker=person, made_on=date(year, 6, 1))
    assert slugs(get(f"statements/?{asked}")) == found


def test_a_statement_shows_its_exact_words_and_where_they_stand(get: Get) -> None:
    row = get("statements/anitta-hipper-2025-09-22-this-was-not-accidental/")
    assert [citation["exact"] for citation in row["citations"]] == [row["text"]] == ["This was not accidental"]
    assert row["source"]["slug"] == "nato-article-4-report-2025"
    assert row["on_behalf_of"]["slug"] == "european-commission"


def test_statements_without_an_archive_or_a_citation_are_found(get: Get) -> None:
    archived = SourceFactory(archived_url="https://archive.example/1")
    StatementFactory(slug="kept-paraphrase", source=archived)
    quote("so it is", slug="kept-quote", source=archived)
    quote("so it was", slug="lost-quote", source=Source.objects.get(slug="nato-article-4-report-2025"))
    assert slugs(get("statements/?archived=true")) == {"kept-paraphrase", "kept-quote"}
    assert slugs(get("statements/?archived=true&verified=false")) == {"kept-paraphrase"}
    lost = get("statements/?archived=false&verified=true&limit=200")["results"]
    assert {row["kind"] for row in lost} == {"quote"}
    assert "lost-quote" in {row["slug"] for row in lost}
