"""API keys: creating, finding and revoking them."""

import hashlib
import hmac
import re
import secrets
import string
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.models import Group, User
from django.utils import timezone

from claims.choices import Role
from claims.models import ApiKey
from claims.services import plain, policy
from tracker.postgres import prepared

# `sct_` lets secret scanners recognise a leaked key; people identify a key by the prefix after it.
PATTERN = re.compile(r"sct_([a-z0-9]{8})_[A-Za-z0-9_-]{43}")
PREFIX_CHARACTERS = string.ascii_lowercase + string.digits
LAST_USE_PRECISION = timedelta(minutes=1)  # so that not every request writes


def may_hold(owner: User, role: Role) -> bool:
    """Whether a key of `role` can be made for an account: one that has a role is not given a higher one by a key."""
    now = policy.role_of(owner)
    return now == Role.READER or now.includes(role)


def create(owner: User, name: str, role: Role, expires_at: datetime | None = None) -> tuple[ApiKey, str]:
    """A new key and its text, of which only the digest is stored. An owner without a role gets the key's."""
    if not policy.role_of(owner).includes(role):
        owner.groups.add(Group.objects.get_or_create(name=role)[0])
    prefix = "".join(secrets.choice(PREFIX_CHARACTERS) for _ in range(8))
    text = f"sct_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        owner=owner, name=name, role=role, prefix=prefix, digest=digest(text), expires_at=expires_at
    )
    return key, text


def find(text: str) -> ApiKey | None:
    """The key with this text, if it is neither revoked nor expired; the digests are compared in constant time.

    Its `role` is capped: a key never does more than its owner may now.
    """
    match = PATTERN.fullmatch(text)
    if match is None:
        return None
    found = prepared.rows(find_statement(), [match[1]])
    if not found:
        return None
    *values, groups = found[0]
    size = len(plain.small_fields(ApiKey))
    key: ApiKey = plain.row(ApiKey, values[:size])
    key.owner = plain.row(User, values[size:])
    if not hmac.compare_digest(key.digest, digest(text)) or not key.works:
        return None
    record_use(key)
    key.role = policy.lesser(Role(key.role), policy.role_of(key.owner, groups))
    return key


@cache
def find_statement() -> str:
    """The SQL that reads a key by its prefix, with its owner and the names of the owner's groups."""
    return f"""
        SELECT {plain.columns(ApiKey, "k")}, {plain.columns(User, "o")}, ARRAY(
            SELECT g.name FROM auth_group g JOIN auth_user_groups l ON l.group_id = g.id WHERE l.user_id = o.id
        )
        FROM claims_apikey k JOIN auth_user o ON o.id = k.owner_id WHERE k.prefix = %s
    """  # noqa: S608 - names of columns


def record_use(key: ApiKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > LAST_USE_PRECISION:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def revoke(key: ApiKey) -> None:
    """Revokes a key for ever; the time of an earlier revocation is kept."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
