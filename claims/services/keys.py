"""Keys to the API: made, found by what a client sends, and revoked."""

import hashlib
import hmac
import re
import secrets
import string
from datetime import datetime, timedelta

from django.contrib.auth.models import Group, User
from django.utils import timezone

from claims.choices import Role
from claims.models import ApiKey

# `sct_` tells scanners of leaked secrets what it is; the prefix tells people which one.
FORM = re.compile(r"sct_([a-z0-9]{8})_[A-Za-z0-9_-]{43}")
LETTERS = string.ascii_lowercase + string.digits
USE_IS_NOTED_EVERY = timedelta(minutes=1)


def create(owner: User, name: str, role: Role, expires_at: datetime | None = None) -> tuple[ApiKey, str]:
    """A new key, and its text: this is the only time that it is known. Its owner joins the group of its role."""
    owner.groups.add(Group.objects.get_or_create(name=role)[0])
    prefix = "".join(secrets.choice(LETTERS) for _ in range(8))
    text = f"sct_{prefix}_{secrets.token_urlsafe(32)}"
    key = ApiKey.objects.create(
        owner=owner, name=name, role=role, prefix=prefix, digest=digest(text), expires_at=expires_at
    )
    return key, text


def find(text: str) -> ApiKey | None:
    """The key that a client sends, if it works: one look-up, and a comparison that takes the same time for any."""
    match = FORM.fullmatch(text)
    if match is None:
        return None
    key: ApiKey | None = ApiKey.objects.select_related("owner").filter(prefix=match[1]).first()
    if key is None or not hmac.compare_digest(key.digest, digest(text)) or not key.works:
        return None
    note_use(key)
    return key


def note_use(key: ApiKey) -> None:
    now = timezone.now()
    if key.last_used_at is None or now - key.last_used_at > USE_IS_NOTED_EVERY:
        ApiKey.objects.filter(pk=key.pk).update(last_used_at=now)


def revoke(key: ApiKey) -> None:
    """Ends a key for good; one that is revoked already keeps the moment."""
    ApiKey.objects.filter(pk=key.pk, revoked_at=None).update(revoked_at=timezone.now())


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
