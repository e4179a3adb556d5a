"""Merging speakers: what refers to the one row refers to the other, and contradictions are refused."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from claims.models import (
    Affiliation,
    Claim,
    Incident,
    Position,
    Redirect,
    Source,
    Speaker,
    Statement,
)
from claims.services.merge import MOVE, MergeError, merge
from claims.services.references import references
from tests.support import factories as make
from tests.support.factories import take
from tests.support.merging import merged, refused
from tests.support.positions import MONDAY, TUESDAY, tally
from tests.support.redirects import redirects, rename

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("model", MOVE)
def test_every_table_that_refers_to_a_row_is_known_to_the_merge(model):
    known = {
        Speaker: {
            "Affiliation.person",
            "Affiliation.organization",
            "IncidentActor.speaker",
            "Statement.speaker",
            "Statement.on_behalf_of",
            # Copies of the statement's columns, kept by a trigger.
            "Stance.speaker",
            "Stance.on_behalf_of",
        },
        Claim: {
            "Claim_topics.claim",
            "ClaimRelation.claim",
            "ClaimRelation.other",
            "IncidentClaim.claim",
            "Review.claim",
            "Stance.claim",
        },
        Incident: {
            "Incident.part_of",
            "IncidentActor.incident",
            "IncidentClaim.incident",
            "Statement_incidents.incident",
        },
        Source: {"Claim.first_appearance", "Statement.source"},
    }
    assert {f"{each.model.__name__}.{each.column}" for each in references(model)} == known[model]


@pytest.fixture
def kept():
    return make.SpeakerFactory(name="Dmitry Peskov", slug="peskov")


@pytest.fixture
def other():
    return make.SpeakerFactory(name="D. S. Peskov", slug="d-s-peskov", other_names=["Песков", "Dmitry Peskov"])


def test_what_a_speaker_said_and_did_moves(kept, other):
    claim, body = make.ClaimFactory(), make.OrganizationFactory()
    take(kept, claim, "affirms", MONDAY)
    take(other, claim, "denies", TUESDAY, on_behalf_of=body)
    make.StatementFactory(speaker=body, on_behalf_of=other)
    make.AffiliationFactory(person=other, organization=body)
    incident = make.IncidentFactory()
    incident.actors.create(speaker=other, role="witness")
    assert merged(kept, other) == []
    assert Position.objects.filter(speaker=kept).values_list("position", "changed").get() == ("denies", True)
    assert tally(claim) == {"denies": 1}
    assert kept.statements.count() == 2
    assert kept.represented_statements.count() == kept.affiliations.count() == kept.incident_parts.count() == 1


def test_a_speaker_gains_names_and_identifiers_and_what_it_lacks(kept, other):
    Speaker.objects.filter(pk=other.pk).update(
        identifiers={"wikidata": "Q1", "viaf": "2"}, country="RU", summary="A spokesman."
    )
    Speaker.objects.filter(pk=kept.pk).update(identifiers={"wikidata": "Q1x"}, summary="The spokesman.")
    message = refused(*(Speaker.objects.get(pk=row.pk) for row in (kept, other)))
    assert message == "“peskov” has the wikidata identifier Q1x, “d-s-peskov” Q1."
    Speaker.objects.filter(pk=kept.pk).update(identifiers={"isni": "3"})
    assert merged(kept, other) == ["summary “A spokesman.”: “The spokesman.” stays"]
    assert kept.other_names == ["D. S. Peskov", "Песков"]
    assert kept.identifiers == {"wikidata": "Q1", "viaf": "2", "isni": "3"}
    assert (kept.country, kept.summary) == ("RU", "The spokesman.")


def test_statements_keep_the_role_that_they_were_made_in(kept, other):
    body = make.OrganizationFactory()
    roles = [make.AffiliationFactory(person=other, organization=body, role=f"Role {n}") for n in range(2)]
    make.AffiliationFactory(person=kept, organization=body, role="Role 2")
    said = make.StatementFactory(speaker=other, affiliation=roles[1])
    unclear = make.StatementFactory(speaker=other)
    for each in (said, unclear):
        make.StanceFactory(statement=each)
    merged(kept, other)
    assert Statement.objects.get(pk=said.pk).affiliation == roles[1]
    assert Statement.objects.get(pk=unclear.pk).affiliation is None


def test_the_same_affiliation_stays_once_with_the_statements_made_in_it(kept, other):
    body = make.OrganizationFactory()
    own = make.AffiliationFactory(person=kept, organization=body)
    twin = make.AffiliationFactory(person=other, organization=body)
    said = make.StatementFactory(speaker=other)
    make.StanceFactory(statement=said)
    assert said in twin.statements.all()
    (gone,) = merged(kept, other)
    assert gone.startswith("affiliation “Spokesperson")
    assert Affiliation.objects.get() == own
    assert Statement.objects.get(pk=said.pk).affiliation == own


@pytest.mark.parametrize("side", ["person", "organization"])
def test_affiliations_that_overlap_are_refused(side):
    factory = make.SpeakerFactory if side == "person" else make.OrganizationFactory
    kept, other = factory(), factory()
    opposite = make.OrganizationFactory() if side == "person" else make.SpeakerFactory()
    common = {("organization" if side == "person" else "person"): opposite}
    until = {"end_date": date(2025, 1, 1), "end_date_precision": "year"}
    own = make.AffiliationFactory(**{side: kept}, **common, **until)
    theirs = make.AffiliationFactory(
        **{side: other}, **common, start_date=date(2025, 12, 31), start_date_precision="day"
    )
    assert f"Affiliations {own.pk} and {theirs.pk} overlap" in refused(kept, other)
    Affiliation.objects.filter(pk=theirs.pk).update(start_date=date(2026, 1, 1))
    assert merged(kept, other) == []
    assert Affiliation.objects.filter(**{side: kept}).count() == 2


def test_former_roles_are_merged_only_where_they_are_the_same(kept, other):
    body = make.OrganizationFactory()
    make.AffiliationFactory(person=kept, organization=body, former=True)
    theirs = make.AffiliationFactory(
        person=other, organization=body, former=True, start_date=MONDAY, start_date_precision="day"
    )
    assert "overlap" in refused(kept, other)
    Affiliation.objects.filter(pk=theirs.pk).update(start_date=None, start_date_precision="")
    assert len(merged(kept, other)) == 1


def test_parts_in_an_incident_stay_once(kept, other):
    incident = make.IncidentFactory()
    for speaker in (kept, other):
        incident.actors.create(speaker=speaker, role="witness")
    incident.actors.create(speaker=other, role="target")
    assert len(merged(kept, other)) == 1
    assert sorted(incident.actors.values_list("speaker", "role")) == [(kept.pk, "target"), (kept.pk, "witness")]


def test_statements_that_would_be_the_same_are_refused(kept, other):
    source = make.SourceFactory()
    first = make.StatementFactory(speaker=kept, source=source, text="No.")
    second = make.StatementFactory(speaker=other, source=source, text="No.")
    assert refused(kept, other) == f"Statements “{first}” and “{second}” would be the same one."


def test_who_speaks_for_another_is_not_the_same(kept, other):
    said = make.StatementFactory(speaker=kept, on_behalf_of=other)
    assert refused(kept, other) == f"Statement “{said}” was made by one of them on behalf of the other."


def test_rows_of_different_kinds_are_refused(kept):
    body = make.OrganizationFactory(slug="kremlin")
    assert refused(kept, body) == "“peskov” is a person, “kremlin” an organisation."
    with pytest.raises(MergeError, match="A speaker and a claim are not merged"):
        merge(kept, make.ClaimFactory(), by=None)
    with pytest.raises(MergeError, match="A statement and a statement are not merged"):
        merge(make.StatementFactory(), make.StatementFactory(), by=None)


def test_a_row_is_not_merged_with_itself(kept):
    assert refused(kept, kept) == "“peskov” is not merged with itself."


def test_a_row_that_is_gone_is_not_merged(kept, other):
    merged(kept, other)
    other.pk = other.pk or 0
    with pytest.raises(MergeError, match="not there any more"):
        merge(kept, other, by=None)


def test_former_slugs_of_both_lead_to_the_kept_row(kept, other, reader):
    rename(other, "d-peskov")
    rename(kept, "dmitry-peskov")
    merge(kept, other, by=User.objects.create(username="editor"))
    assert redirects() == dict.fromkeys(["d-s-peskov", "d-peskov", "peskov"], "dmitry-peskov")
    assert Redirect.objects.get(merged_by__username="editor").old_slug == "d-peskov"
    response = reader.get("/api/v1/speakers/d-s-peskov/positions/?limit=2")
    assert response["Location"].endswith("/api/v1/speakers/dmitry-peskov/positions/?limit=2")


def test_the_command_merges_by_slug(kept, other):
    out = StringIO()
    make.StatementFactory(speaker=other)
    call_command("merge", "speakers", "peskov", "d-s-peskov", stdout=out)
    assert "d-s-peskov is now peskov; moved: 1 statements." in out.getvalue()
    with pytest.raises(CommandError, match="“d-s-peskov” is a former slug of “peskov” in speakers"):
        call_command("merge", "speakers", "peskov", "d-s-peskov")
    with pytest.raises(CommandError, match="no “nobody” in speakers"):
        call_command("merge", "speakers", "peskov", "nobody")
    with pytest.raises(CommandError, match="with itself"):
        call_command("merge", "speakers", "peskov", "peskov")
