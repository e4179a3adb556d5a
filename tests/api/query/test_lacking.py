"""Asking for rows that lack something (`…__isnull`), and by how exactly a date is known (`…_precision`)."""

import pytest

from tests.support import factories as make

pytestmark = pytest.mark.django_db


def found(reader, address):
    answer = reader.get(f"/api/v1/{address}")
    assert answer.status_code == 200, answer.content
    return [row.get("slug", row.get("role")) for row in answer.json()["results"]]


def both(reader, collection, name):
    """The rows that lack it, and the rows that have it."""
    return found(reader, f"{collection}/?{name}__isnull=true"), found(reader, f"{collection}/?{name}__isnull=false")


@pytest.mark.parametrize(
    ("collection", "name", "factory", "having"),
    [
        ("sources", "published_on", make.SourceFactory, {"published_on": "2025-09-23"}),
        ("sources", "publisher", make.SourceFactory, {"publisher": "The Guardian"}),
        ("sources", "author", make.SourceFactory, {"author": "Jennifer Rankin"}),
        ("sources", "language", make.SourceFactory, {"language": "de"}),
        ("sources", "external_url", make.SourceFactory, {"url": "https://example.org/a"}),
        ("speakers", "country", make.SpeakerFactory, {"country": "DK"}),
        ("speakers", "identifier", make.SpeakerFactory, {"identifiers": {"wikidata": "Q1"}}),
        ("incidents", "country", make.IncidentFactory, {"countries": ["DK"]}),
        ("incidents", "start_date", make.IncidentFactory, {"start_date": "2025-09-23"}),
        ("incidents", "end_date", make.IncidentFactory, {"end_date": "2025-09-23"}),
        ("statements", "language", make.StatementFactory, {"language": "en"}),
    ],
)
def test_a_value_that_is_not_there_can_be_asked_for(reader, collection, name, factory, having):
    without, with_it = factory(slug="without"), factory(slug="with", **having)
    assert both(reader, collection, name) == ([without.slug], [with_it.slug])


def test_roles_with_an_open_end_can_be_asked_for(reader):
    make.AffiliationFactory(role="Minister", end_date="2024-01-01")
    make.AffiliationFactory(role="Spokesperson")
    assert both(reader, "affiliations", "end_date") == (["Spokesperson"], ["Minister"])


def test_rows_without_a_link_can_be_asked_for(reader):
    filed, alone = make.ClaimFactory(), make.ClaimFactory()
    filed.topics.add(make.TopicFactory())
    make.IncidentClaimFactory(claim=alone)
    assert both(reader, "claims", "topic") == ([alone.slug], [filed.slug])
    assert both(reader, "claims", "incident") == ([filed.slug], [alone.slug])


def test_statements_without_a_stance_that_the_reader_sees_can_be_asked_for(reader):
    confirmed, suggested = make.StanceFactory(), make.StanceFactory(review_status="suggested")
    assert both(reader, "statements", "claim") == ([suggested.statement.slug], [confirmed.statement.slug])


def test_a_missing_link_and_one_that_is_there_have_no_row_in_common(reader):
    topic = make.TopicFactory()
    make.ClaimFactory().topics.add(topic)
    assert found(reader, f"claims/?topic={topic.slug}&topic__isnull=true") == []


def test_rows_with_and_rows_without_are_all_rows(reader):
    make.SourceFactory(slug="without"), make.SourceFactory(slug="with", publisher="The Guardian")
    assert len(found(reader, "sources/?publisher__isnull=true&publisher__isnull=false")) == 2
    make.ClaimFactory()
    assert len(found(reader, "claims/?topic__isnull=true&topic__isnull=false")) == 1


def test_what_is_neither_true_nor_false_is_refused(reader):
    answer = reader.get("/api/v1/sources/?publisher__isnull=1")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["parameter"] == "publisher__isnull"


@pytest.mark.parametrize(
    ("collection", "field", "factory"),
    [
        ("sources", "published_on", make.SourceFactory),
        ("statements", "made_on", make.StatementFactory),
        ("incidents", "start_date", make.IncidentFactory),
        ("incidents", "end_date", make.IncidentFactory),
    ],
)
def test_rows_can_be_asked_for_by_how_exactly_a_date_is_known(reader, collection, field, factory):
    factory(slug="month", **{field: "2025-09-01", f"{field}_precision": "month"})
    factory(slug="year", **{field: "2025-01-01", f"{field}_precision": "year"})
    factory(slug="day", **{field: "2025-09-01"})
    assert found(reader, f"{collection}/?{field}_precision=month") == ["month"]
    assert sorted(found(reader, f"{collection}/?{field}_precision__in=month,year")) == ["month", "year"]
