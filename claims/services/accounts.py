"""Accounts of the team, and what they have written."""

from django.contrib.auth.models import User

from claims.models import Change
from claims.services.references import references


def has_work(user: User) -> bool:
    """Whether a key, a stance, a correction, a redirect or a change names the account."""
    named = any(reference.rows(user).exists() for reference in references(User) if is_ours(reference.model))
    return named or Change.objects.filter(user=user).exists()


def is_ours(model: type) -> bool:
    return model.__module__.startswith("claims.")
