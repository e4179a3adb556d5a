"""Withdrawing: a row that is cited is refused, any other is deleted."""

from functools import partial

import pytest

from claims.models import Claim, ClaimRelation, Incident, IncidentActor, IncidentClaim
from claims.services.withdraw import CitedError, Citing, withdraw
from tests.support import factories as make

pytestmark = pytest.mark.django_db


def cited_by(row):
    """What cites a row whose withdrawal is refused."""
    with pytest.raises(CitedError) as caught:
        withdraw(row)
    assert type(row).objects.filter(pk=row.pk).exists()
    return caught.value.citing


@pytest.mark.parametrize(
    "factory",
    [
        make.SpeakerFactory,
        make.AffiliationFactory,
        make.SourceFactory,
        make.TopicFactory,
        make.IncidentFactory,
        make.ClaimFactory,
        partial(make.StanceFactory, review_status="suggested"),
    ],
)
def test_what_nothing_cites_is_deleted(factory):
    row = factory()
    withdraw(row)
    assert not type(row).objects.filter(pk=row.pk).exists()


def test_a_speaker_is_cited_by_statements_roles_and_incidents():
    speaker = make.SpeakerFactory(slug="peskov")
    said = [make.StatementFactory(speaker=speaker, slug=f"said-{n}") for n in range(7)]
    said.append(make.StatementFactory(on_behalf_of=speaker, slug="said-for-peskov"))
    role = make.AffiliationFactory(person=speaker)
    make.IncidentFactory(slug="incident").actors.create(speaker=speaker, role="witness")
    citing = {each.collection: each for each in cited_by(speaker)}
    assert citing == {
        "statements": Citing("statements", tuple(f"said-{n}" for n in range(5)), 8),
        "affiliations": Citing("affiliations", (str(role.pk),), 1),
        "incidents": Citing("incidents", ("incident",), 1),
    }
    assert str(citing["statements"]) == "8 statements (said-0, said-1, said-2, said-3, said-4 …)"
    with pytest.raises(CitedError, match=r"This speaker, “peskov”, is cited by .*8 statements"):
        withdraw(speaker)


def test_a_claim_is_cited_by_stances_and_by_what_relates_to_it():
    claim, other = make.ClaimFactory(), make.ClaimFactory()
    stance = make.StanceFactory(claim=claim, review_status="suggested")
    other.relations.create(other=claim, kind="supports")
    assert set(cited_by(claim)) == {Citing("stances", (str(stance.pk),), 1), Citing("claims", (other.slug,), 1)}


def test_a_claim_goes_with_its_links_relations_and_topics():
    link = make.IncidentClaimFactory()
    link.claim.topics.add(make.TopicFactory())
    link.claim.relations.create(other=make.ClaimFactory(), kind="supports")
    withdraw(link.claim)
    assert not IncidentClaim.objects.exists()
    assert not ClaimRelation.objects.exists()
    assert Incident.objects.get() == link.incident
    assert Claim.objects.count() == 1


def test_an_incident_is_cited_by_claims_statements_and_parts_and_goes_with_its_actors():
    incident = make.IncidentFactory()
    incident.actors.create(speaker=make.SpeakerFactory(), role="witness")
    link = make.IncidentClaimFactory(incident=incident)
    said, part = make.StatementFactory(incidents=[incident]), make.IncidentFactory(part_of=incident)
    assert set(cited_by(incident)) == {
        Citing("claims", (link.claim.slug,), 1),
        Citing("statements", (said.slug,), 1),
        Citing("incidents", (part.slug,), 1),
    }
    said.incidents.clear()
    for row in (link.claim, part, incident):
        withdraw(row)
    assert not IncidentActor.objects.exists()


def test_a_source_a_topic_and_a_role_are_cited_by_what_names_them():
    role = make.AffiliationFactory()
    said = make.StatementFactory(speaker=role.person)
    claim = make.ClaimFactory(first_appearance=said.source)
    topic = make.TopicFactory()
    claim.topics.add(topic)
    narrower = make.TopicFactory(broader=topic)
    statements, claims = Citing("statements", (said.slug,), 1), Citing("claims", (claim.slug,), 1)
    assert set(cited_by(said.source)) == {statements, claims}
    assert set(cited_by(role)) == {statements}
    assert set(cited_by(topic)) == {claims, Citing("topics", (narrower.slug,), 1)}
