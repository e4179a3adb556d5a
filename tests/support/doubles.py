"""Pairs of rows about the same thing, with references of every sort, some of which both rows have: for merges."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.contrib.auth.models import User

from claims.services.merge import merge
from tests.support import factories as make
from tests.support.factories import quote, take
from tests.support.positions import FRIDAY, MONDAY, TUESDAY
from tests.support.redirects import rename

Pair = tuple[Any, Any]
LONG_AGO = {"created_at": datetime(2025, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)}


def doubled(factory: Any, **fields: Any) -> Callable[[Any], Any]:
    """Makes a row for a user, beside a double that has `fields` as well and can be merged into it."""

    def row(user: Any) -> Any:
        factory(slug="double", **fields)
        return factory(slug="kept")

    return row


def merged(factory: Any, **fields: Any) -> Callable[[Any], Any]:
    """The same after the merge, which gave the row `fields`."""

    def row(user: Any) -> Any:
        kept = doubled(factory, **fields)(user)
        merge(kept, type(kept)._default_manager.get(slug="double"), by=None)
        return kept

    return row


def speakers() -> Pair:
    kept = make.SpeakerFactory(slug="peskov", name="Dmitry Peskov", summary="The spokesman.", identifiers={"isni": "3"})
    merged = make.SpeakerFactory(
        slug="d-peskov",
        name="D. S. Peskov",
        other_names=["Песков", "Dmitry Peskov"],
        country="RU",
        summary="A spokesman.",
        identifiers={"wikidata": "Q1"},
        **LONG_AGO,
    )
    rename(merged, "d-s-peskov")
    rename(kept, "dmitry-peskov")
    kept.refresh_from_db()
    merged.refresh_from_db()
    kremlin, claim, other_claim = make.OrganizationFactory(), make.ClaimFactory(), make.ClaimFactory()
    # Recorded before the roles: it has none.
    roleless = make.StatementFactory(speaker=merged, made_on=FRIDAY)
    for person in (kept, merged):
        make.AffiliationFactory(person=person, organization=kremlin, **LONG_AGO)
    adviser = make.AffiliationFactory(
        person=merged, organization=kremlin, role="Adviser", end_date=date(2024, 1, 1), end_date_precision="year"
    )
    take(kept, claim, "affirms", MONDAY)
    take(merged, claim, "denies", TUESDAY, on_behalf_of=kremlin)
    take(merged, other_claim, "questions", date(2024, 5, 6), affiliation=adviser)
    make.StanceFactory(statement=roleless, claim=claim, position="denies", review_status="suggested")
    make.StanceFactory(statement=roleless, claim=other_claim, review_status="rejected")
    retracted = take(merged, other_claim, "denies", FRIDAY)
    make.correct(retracted.statement)
    represented = make.StatementFactory(speaker=kremlin, on_behalf_of=merged)
    make.StanceFactory(statement=represented, claim=claim)
    incident, other_incident = make.IncidentFactory.create_batch(2)
    for speaker in (kept, merged):
        incident.actors.create(speaker=speaker, role="witness", **LONG_AGO)
    incident.actors.create(speaker=merged, role="target")
    other_incident.actors.create(speaker=merged, role="witness")
    return kept, merged


def organizations() -> Pair:
    kept, merged = make.OrganizationFactory(slug="kremlin"), make.OrganizationFactory(slug="the-kremlin", country="RU")
    person = make.SpeakerFactory()
    for body in (kept, merged):
        make.AffiliationFactory(person=person, organization=body)
    make.AffiliationFactory(organization=merged, role="Envoy")
    take(merged, make.ClaimFactory(), "affirms", MONDAY)
    take(person, make.ClaimFactory(), "affirms", MONDAY, on_behalf_of=merged)
    return kept, merged


def claims() -> Pair:
    kept, merged = unreviewed_claims()
    type(kept).objects.filter(pk=kept.pk).update(context="At night.")
    kept.refresh_from_db()
    one, other = make.SpeakerFactory.create_batch(2)
    take(one, kept, "affirms", MONDAY)
    take(one, merged, "denies", FRIDAY)
    take(other, merged, "affirms", MONDAY)
    twice = [make.StatementFactory() for _ in range(3)]
    for own, theirs, said in zip(
        ("confirmed", "confirmed", "suggested"), ("confirmed", "suggested", "confirmed"), twice, strict=True
    ):
        make.StanceFactory(statement=said, claim=kept, review_status=own, rationale="Own.")
        make.StanceFactory(statement=said, claim=merged, review_status=theirs, rationale="Theirs.", **LONG_AGO)
    make.ReviewFactory(claim=kept, url="https://facts.example/a", status="draft")
    make.ReviewFactory(claim=merged, url="https://facts.example/a", **LONG_AGO)
    make.ReviewFactory(claim=merged, verdict="true", published_on=MONDAY)
    return kept, merged


def unreviewed_claims() -> Pair:
    """Claims with suggestions alone, so that a merge fills in what a review rests on."""
    kept = make.ClaimFactory(slug="deliberate")
    merged = make.ClaimFactory(
        slug="on-purpose", context="At an airport.", first_appearance=make.SourceFactory(), **LONG_AGO
    )
    third, incident, topics = make.ClaimFactory(), make.IncidentFactory(), make.TopicFactory.create_batch(2)
    merged.relations.create(other=kept, kind="equivalent")
    for claim in (kept, merged):
        claim.relations.create(other=third, kind="supports")
        make.IncidentClaimFactory(claim=claim, incident=incident)
    merged.relations_to.create(claim=third, kind="narrower")
    third.relations.create(other=kept, kind="contradicts")
    merged.relations.create(other=third, kind="contradicts", **LONG_AGO)
    make.IncidentClaimFactory(claim=merged, incident=incident, aspect="cause")
    kept.topics.set(topics[:1])
    merged.topics.set(topics)
    said, coder = make.StatementFactory(), User.objects.create(username="vera")
    for claim in (kept, merged):
        make.StanceFactory(statement=said, claim=claim, review_status="suggested", coder=coder)
    make.StanceFactory(statement=said, claim=merged, position="denies", review_status="rejected", reviewer=coder)
    return kept, merged


def incidents() -> Pair:
    kept = make.IncidentFactory(slug="drones", countries=["DK"], summary="Drones.")
    merged = make.IncidentFactory(
        slug="drones-again",
        countries=["SE", "DK"],
        summary="Lights.",
        start_date=MONDAY,
        start_date_precision="week",
        latitude=55.618,
        longitude=12.656,
        part_of=make.IncidentFactory(slug="pattern"),
        **LONG_AGO,
    )
    make.StatementFactory(incidents=[kept, merged])
    make.StatementFactory(incidents=[merged])
    witness, claim = make.SpeakerFactory(), make.ClaimFactory()
    for incident in (kept, merged):
        make.IncidentClaimFactory(incident=incident, claim=claim, **LONG_AGO)
        incident.actors.create(speaker=witness, role="witness")
    make.IncidentClaimFactory(incident=merged, claim=claim, aspect="intent")
    merged.actors.create(speaker=witness, role="responder")
    make.IncidentFactory(part_of=merged)
    return kept, merged


def sources() -> Pair:
    """Sources of which the merged one has a text, as quotes are verified with."""
    kept = make.SourceFactory(slug="report", publisher="A paper")
    merged = make.SourceFactory(
        slug="the-report",
        url="https://example.org/a",
        headline="A headline",
        publisher="The paper",
        published_on=MONDAY,
        published_on_precision="day",
        content="He said: “It was not us.”",
        content_sha256="0" * 64,
        **LONG_AGO,
    )
    make.StanceFactory(statement=quote("It was not us.", source=merged))
    make.StatementFactory(source=merged)
    make.StatementFactory(source=kept)
    make.ClaimFactory(first_appearance=merged)
    return kept, merged


def sources_with_one_text() -> Pair:
    kept, merged = sources()
    type(kept).objects.filter(pk=kept.pk).update(content=merged.content, url="https://example.org/b")
    kept.refresh_from_db()
    return kept, merged


DOUBLES: dict[str, Callable[[], Pair]] = {
    each.__name__: each
    for each in (
        speakers,
        organizations,
        claims,
        unreviewed_claims,
        incidents,
        sources,
        sources_with_one_text,
    )
}
