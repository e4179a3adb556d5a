"""Factories of small, valid and distinct rows."""

from datetime import date
from typing import Any

import factory
from django.db.models import CharField, Model, TextField
from factory.django import DjangoModelFactory

from claims import models


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = models.Speaker

    kind = "person"
    name = factory.Sequence(lambda n: f"Speaker {n}")
    sort_name = factory.LazyAttribute(lambda speaker: speaker.name)
    slug = factory.Sequence(lambda n: f"speaker-{n}")


class OrganizationFactory(SpeakerFactory):
    kind = "organization"
    name = factory.Sequence(lambda n: f"Organisation {n}")
    slug = factory.Sequence(lambda n: f"organisation-{n}")


class AffiliationFactory(DjangoModelFactory):
    class Meta:
        model = models.Affiliation

    person = factory.SubFactory(SpeakerFactory)
    organization = factory.SubFactory(OrganizationFactory)
    role = "Spokesperson"


class ChangeFactory(DjangoModelFactory):
    class Meta:
        model = models.Change

    kind = "changed"
    shown = "changed"
    old = {"text": "before"}
    new = {"text": "after"}


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    kind = "news_article"
    slug = factory.Sequence(lambda n: f"source-{n}")


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = models.Topic

    name = factory.Sequence(lambda n: f"Topic {n}")
    slug = factory.Sequence(lambda n: f"topic-{n}")


class IncidentFactory(DjangoModelFactory):
    class Meta:
        model = models.Incident

    name = factory.Sequence(lambda n: f"Incident {n}")
    slug = factory.Sequence(lambda n: f"incident-{n}")
    status = "reported"

    @factory.lazy_attribute
    def kind(self) -> models.IncidentKind:
        # Transactional tests truncate every table, this one too.
        return models.IncidentKind.objects.get_or_create(slug="drone_sighting", name="drone sighting")[0]


class ClaimFactory(DjangoModelFactory):
    class Meta:
        model = models.Claim

    name = factory.Sequence(lambda n: f"Claim {n}")
    text = factory.LazyAttribute(lambda claim: f"{claim.name} is the case.")
    slug = factory.Sequence(lambda n: f"claim-{n}")
    kind = "event"
    checkable = True


class IncidentClaimFactory(DjangoModelFactory):
    class Meta:
        model = models.IncidentClaim

    incident = factory.SubFactory(IncidentFactory)
    claim = factory.SubFactory(ClaimFactory)
    aspect = "occurrence"


class StatementFactory(DjangoModelFactory):
    """A paraphrase; `quote` makes a quote with its citation."""

    class Meta:
        model = models.Statement
        skip_postgeneration_save = True

    speaker = factory.SubFactory(SpeakerFactory)
    source = factory.SubFactory(SourceFactory)
    kind = "paraphrase"
    text = factory.Sequence(lambda n: f"Something, for the {n}th time.")
    slug = factory.Sequence(lambda n: f"statement-{n}")
    made_on = date(2025, 9, 23)

    @factory.post_generation
    def incidents(self, create: bool, given: Any, **kwargs: Any) -> None:
        if given:
            self.incidents.set(given)  # type: ignore[attr-defined]


class CitationFactory(DjangoModelFactory):
    class Meta:
        model = models.Citation

    statement = factory.SubFactory(StatementFactory)
    exact = "was not accidental"


class StanceFactory(DjangoModelFactory):
    """A confirmed stance."""

    class Meta:
        model = models.Stance

    statement = factory.SubFactory(StatementFactory)
    claim = factory.SubFactory(ClaimFactory)
    position = "affirms"
    explicitness = "explicit"
    review_status = "confirmed"


class CorrectionFactory(DjangoModelFactory):
    """A retraction; `correct` gives a statement any status."""

    class Meta:
        model = models.Correction

    statement = factory.SubFactory(StatementFactory)
    status = "retracted"
    what = "The words are not in the source."
    why = "A reader looked them up."


class ReviewFactory(DjangoModelFactory):
    """A published review by others."""

    class Meta:
        model = models.Review

    claim = factory.SubFactory(ClaimFactory)
    author = "Faktencheck"
    url = factory.Sequence(lambda n: f"https://facts.example/{n}")
    rating = "Falsch"
    verdict = "false"
    status = "published"
    slug = factory.Sequence(lambda n: f"review-{n}")


class RedirectFactory(DjangoModelFactory):
    """A former slug of a topic."""

    class Meta:
        model = models.Redirect

    collection = "topics"
    old_slug = factory.Sequence(lambda n: f"former-{n}")
    new_slug = factory.LazyFunction(lambda: TopicFactory().slug)


def quote(text: str, **fields: Any) -> models.Statement:
    """A quote, and a citation of all its words."""
    statement: models.Statement = StatementFactory(kind="quote", text=text, **fields)
    CitationFactory(statement=statement, exact=text)
    return statement


def correct(statement: models.Statement, status: str = "retracted", **fields: Any) -> models.Correction:
    """A correction that gives a statement a status, with a replacement if the status needs one."""
    if status == "corrected" and "replacement" not in fields:
        fields["replacement"] = StatementFactory(
            speaker=statement.speaker, source=statement.source, supersedes=statement
        )
    made: models.Correction = CorrectionFactory(statement=statement, status=status, **fields)
    statement.refresh_from_db(fields=["status"])
    return made


def take(speaker: models.Speaker, claim: models.Claim, position: str, made_on: date, **fields: Any) -> models.Stance:
    """A confirmed stance: `speaker` takes `position` on `claim`, in a statement of its own."""
    statement = StatementFactory(speaker=speaker, made_on=made_on, **fields)
    stance: models.Stance = StanceFactory(
        statement=statement,
        claim=claim,
        position=position,
        qualification="if there is proof" if position == "qualifies" else "",
    )
    return stance


def factory_of(model: type[Model]) -> Any:
    """The factory of a model: the one above with its name, or else one that fills in the texts that a row must have."""
    if named := globals().get(f"{model.__name__}Factory"):
        return named
    texts = {
        field.name: factory.Sequence(lambda n, name=field.name: f"{name}-{n}")
        for field in model._meta.concrete_fields
        if isinstance(field, CharField | TextField) and not (field.generated or field.has_default())
    }
    return factory.make_factory(model, FACTORY_CLASS=DjangoModelFactory, **texts)


class ReadingFactory(DjangoModelFactory):
    class Meta:
        model = models.Reading

    source = factory.SubFactory(SourceFactory)
