"""Merging incidents and sources: what refers to the one row refers to the other."""

import pytest

from claims.models import (
    IncidentActor,
    IncidentClaim,
)
from tests.support import factories as make
from tests.support.factories import quote
from tests.support.merging import merged, refused
from tests.support.positions import MONDAY

pytestmark = pytest.mark.django_db


def test_what_refers_to_an_incident_moves():
    kept = make.IncidentFactory(countries=["DK"], name="Drones over Denmark", other_names=["Kastrup"])
    other = make.IncidentFactory(
        name="Danish drones",
        other_names=["Kastrup", "Kastrup drones"],
        countries=["SE", "DK"],
        start_date=MONDAY,
        start_date_precision="week",
    )
    witness, claim = make.SpeakerFactory(), make.ClaimFactory()
    both, alone = make.StatementFactory(incidents=[kept, other]), make.StatementFactory(incidents=[other])
    for incident in (kept, other):
        make.IncidentClaimFactory(incident=incident, claim=claim)
        incident.actors.create(speaker=witness, role="witness")
    part = make.IncidentFactory(part_of=other)
    dropped = merged(kept, other)
    assert (kept.name, kept.other_names) == ("Drones over Denmark", ["Kastrup", "Danish drones", "Kastrup drones"])
    assert not any("Danish drones" in each for each in dropped)
    assert set(kept.statements.all()) == {both, alone}
    assert IncidentClaim.objects.get().incident == IncidentActor.objects.get().incident == kept
    part.refresh_from_db()
    assert part.part_of == kept
    assert (kept.countries, kept.start_date, kept.start_date_precision) == (["DK", "SE"], MONDAY, "week")


def test_a_part_is_not_merged_with_its_whole():
    whole = make.IncidentFactory(slug="whole")
    part = make.IncidentFactory(slug="part", part_of=whole)
    for pair in ((whole, part), (part, whole)):
        assert refused(*pair) == "Incident “part” is part of “whole”, so it is another one."
    within = make.IncidentFactory(part_of=part)
    assert "incident_not_part_of_itself" in refused(within, whole)


def test_what_refers_to_a_source_moves():
    kept = make.SourceFactory()
    other = make.SourceFactory(
        url="https://example.org/a", headline="A", published_on=MONDAY, published_on_precision="day"
    )
    said, claim = quote("yes", source=other), make.ClaimFactory(first_appearance=other)
    merged(kept, other)
    said.refresh_from_db()
    claim.refresh_from_db()
    assert said.source == claim.first_appearance == kept
    assert (kept.url, kept.headline, kept.published_on) == ("https://example.org/a", "A", MONDAY)


def test_quotes_that_do_not_stand_in_the_kept_sources_text_are_refused():
    kept, other = make.SourceFactory(content="He said no."), make.SourceFactory()
    quote("yes", source=other)
    assert "citation_is_verbatim" in refused(kept, other)
