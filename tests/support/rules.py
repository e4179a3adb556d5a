"""What tests of the database's rules share: writes that are accepted or refused, and rows without a factory."""

from contextlib import contextmanager

import pytest
from django.db import IntegrityError, connection, transaction

from claims.models import ClaimRelation, IncidentActor, IncidentKind
from tests.support import factories as make


@contextmanager
def accepted():
    """The writes inside, and a commit right after them, violate no rule."""
    with transaction.atomic():
        yield
        connection.check_constraints()


@contextmanager
def refused(rule):
    """The writes inside, or a commit right after them, violate `rule`; they are rolled back. It yields the error."""
    with pytest.raises(IntegrityError) as error, accepted():
        yield error
    assert error.value.__cause__.diag.constraint_name == rule


def execute(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def relation(**fields):
    return ClaimRelation.objects.create(
        **{"claim": make.ClaimFactory(), "other": make.ClaimFactory(), "kind": "supports"} | fields
    )


def actor():
    return IncidentActor.objects.create(incident=make.IncidentFactory(), speaker=make.SpeakerFactory(), role="witness")


def kind():
    return IncidentKind.objects.create(slug="balloon_sighting", name="balloon sighting")


def position():
    """A position, with the setting that lets a transaction write derived rows."""
    held = make.StanceFactory().claim.positions.get()
    execute("SET LOCAL claims.refreshing = 'on'")
    return held
