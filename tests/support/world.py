"""A world of rows: `size` of everything, so that every endpoint of the API has something to show."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Model

from claims.api.collections import COLLECTIONS
from claims.choices import Collection
from tests.support import factories as make


def some_date(number: int) -> date | None:
    """Dates with ties; every third row has none."""
    return None if number % 3 == 1 else date(2025, 1, 1) + timedelta(days=number // 4)


def make_world(size: int) -> dict[type[Model], Model]:
    """`size` rows of everything, or a few more; the first row of each table has `size` rows of all that it shows.

    Returns that first row by model.
    """
    bodies = max(1, size // 4)
    then = [{"created_at": moment, "updated_at": moment} for moment in map(some_moment, range(2 * size))]
    dated = [{"start_date": day, "start_date_precision": "day" if day else ""} for day in map(some_date, range(size))]
    people = [make.SpeakerFactory(name=f"Ann {n // 2}", country="DK", **then[n]) for n in range(size - bodies)]
    orgs = [make.OrganizationFactory(country="DK", identifiers={"wikidata": f"Q{n}"}, **then[n]) for n in range(bodies)]
    speakers = people + orgs
    roles = [
        make.AffiliationFactory(
            person=people[n // 2 % len(people)], organization=orgs[0], role=f"Role {n}", **dated[n], **then[n]
        )
        for n in range(size)
    ]
    roles += [make.AffiliationFactory(person=people[0], organization=orgs[0], role=f"Post {n}") for n in range(size)]
    topics: list[Any] = []
    sources: list[Any] = []
    incidents: list[Any] = []
    for n in range(size):
        topics.append(make.TopicFactory(name=f"Topic {n // 2}", broader=topics[0] if topics else None, **then[n]))
        make.RedirectFactory(new_slug=topics[n].slug, **then[n])
        day = {f"published_on{key.removeprefix('start_date')}": value for key, value in dated[n].items()}
        sources.append(make.SourceFactory(publisher=f"Paper {n}", **day, **then[n]))
        above = incidents[0] if incidents else None
        incidents.append(make.IncidentFactory(name=f"Incident {n // 2}", part_of=above, **dated[n], **then[n]))
    claims = [make.ClaimFactory(first_appearance=sources[n], **then[n]) for n in range(size)]
    claims[0].topics.set(topics)
    first = make.StatementFactory(
        speaker=people[0], source=sources[0], affiliation=roles[0], on_behalf_of=orgs[0], incidents=incidents, **then[0]
    )
    for n in range(size):
        make.CitationFactory(statement=first, exact=f"word {n}")
    for n in range(size):
        make.IncidentClaimFactory(incident=incidents[0], claim=claims[n])
        incidents[0].actors.create(speaker=speakers[n], role="witness")
        make.StanceFactory(statement=first, claim=claims[n], position="denies", **then[n])
        later = {"made_on": date(2025, 9, 20 + n // 3), "source": sources[n], "supersedes": first, **then[n]}
        body = people[0] if speakers[n] is orgs[0] else orgs[0]
        said = make.StatementFactory(speaker=speakers[n], on_behalf_of=body, incidents=incidents[:2], **later)
        make.StanceFactory(statement=said, claim=claims[0], position="affirms", **then[n])
        make.ReviewFactory(claim=claims[0], verdict=["false", "true"][n % 2], published_on=some_date(n), **then[n])
    for n in range(1, size):
        make.IncidentClaimFactory(incident=incidents[n], claim=claims[0], aspect="cause")
        claims[0].relations.create(other=claims[n], kind="supports")
        claims[0].relations_to.create(claim=claims[n], kind="narrower")

    make.correct(first, "retracted", replacement=said, **then[0])
    for n in range(size):
        make.correct(first, "active", **then[n])

    firsts = [people[0], roles[0], sources[0], topics[0], incidents[0], claims[0], first]
    firsts += [first.stances.earliest("pk"), first.corrections.earliest("pk"), claims[0].reviews.earliest("pk")]
    firsts += [make.factory_of(model).create_batch(size)[0] for model in unlinked_models({type(row) for row in firsts})]
    for row in firsts:
        collection, key = f"{row._meta.model_name}s", getattr(row, "slug", row.pk)
        make.ChangeFactory.create_batch(size, collection=collection, key=key, row_id=row.pk)
    return {type(row): row for row in firsts}


def unlinked_models(made: set[type[Model]]) -> Iterator[type[Model]]:
    """The models of the collections with a history that no other row above refers to."""
    yield from (COLLECTIONS[name].model for name in Collection.values if COLLECTIONS[name].model not in made)


def some_moment(number: int) -> datetime:
    """Moments with ties."""
    return datetime(2025, 10, 1, 12, 30, number // 3, 123456, tzinfo=UTC)
