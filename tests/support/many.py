"""Rows with many related rows each, for tests of how large an answer can become."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Model

from claims import models
from tests.support import factories as make
from tests.support.world import make_world


def create(factory: Any, number: int, **fields: Any) -> list[Any]:
    """`number` rows, written at once."""
    rows: list[Any] = factory._meta.model.objects.bulk_create(factory.build_batch(number, **fields))
    return rows


def make_many(number: int) -> dict[type[Model], Model]:
    """The first rows of `make_world`, by model, with `number` related rows of all that they show or more.

    Citations are not among them: a reviewer is shown all of them.
    """
    rows: dict[Any, Any] = make_world(3)
    speaker, claim, incident, said = (
        rows[model] for model in (models.Speaker, models.Claim, models.Incident, models.Statement)
    )
    speakers = create(make.OrganizationFactory, number)
    incidents = create(make.IncidentFactory, number, part_of=incident)
    topics = create(make.TopicFactory, number)
    claims = create(make.ClaimFactory, number)
    statements = [
        make.StatementFactory.build(
            speaker=speaker,
            on_behalf_of=rows[models.Affiliation].organization,
            source=rows[models.Source],
            made_on=date(2020, 1, 1) + timedelta(day),
            supersedes=said,
        )
        for day in range(number)
    ]
    models.Statement.objects.bulk_create(statements)
    for made in (
        [models.Affiliation(person=speaker, organization=each, role="Member") for each in speakers],
        [models.IncidentActor(incident=incident, speaker=each, role="responder") for each in speakers],
        [models.IncidentClaim(incident=incident, claim=each, aspect="cause") for each in claims],
        [models.IncidentClaim(incident=each, claim=claim, aspect="impact") for each in incidents],
        [models.ClaimRelation(claim=claim, other=each, kind="supports") for each in claims],
        [models.ClaimRelation(claim=each, other=claim, kind="depends_on") for each in claims],
        [make.StanceFactory.build(statement=said, claim=each) for each in claims],
        [make.StanceFactory.build(statement=each, claim=claim) for each in statements],
    ):
        type(made[0]).objects.bulk_create(made)
    claim.topics.add(*topics)
    said.incidents.add(*incidents)
    for _ in range(number):
        make.correct(said, "active")
    return rows
