"""Merges with the checks that hold after every merge."""

import pytest
from django.db import connection

from claims.models import (
    Redirect,
)
from claims.services.merge import MergeError, merge
from tests.support.positions import assert_positions_are_right
from tests.support.redirects import redirects


def merged(kept, other):
    """Merges, checks the result, and returns the descriptions of the dropped rows."""
    model, former = type(kept), other.slug
    done = merge(kept, other, by=None)
    connection.check_constraints()
    assert not model.objects.filter(slug=former).exists()
    assert redirects(f"{model._meta.model_name}s")[former] == kept.slug
    assert_positions_are_right()
    kept.refresh_from_db()
    return done.dropped


def refused(kept, other):
    """The message of a refused merge, which must change nothing."""
    with pytest.raises(MergeError) as caught:
        merge(kept, other, by=None)
    assert type(other).objects.filter(pk=other.pk).exists()
    assert not Redirect.objects.exists()
    return str(caught.value)
