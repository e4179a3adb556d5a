"""API keys: shown once and stored as a hash, with an owner, a role and an expiry; and the answers to repeat to them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from claims.choices import Role
from claims.models.base import (
    CHOICE_WORDS,
    SHA256_PATTERN,
    SHA256_WORDS,
    Stamped,
    Touch,
    check,
    not_blank,
    unique,
)
from claims.models.texts import StoredTexts

KEY_ROLES = [Role.CODER, Role.REVIEWER, Role.EDITOR]


class ApiKey(Stamped):
    """A key to the API. The table has the SHA-256 of its 256 random bits, which nobody can guess from the hash."""

    IS_UNPUBLISHED = True

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="api_keys", help_text="Who acts with it."
    )
    name = models.CharField(max_length=100, help_text="What it is for, as in “import of transcripts”.")
    role = models.CharField(
        max_length=8, choices=[(role.value, role.label) for role in KEY_ROLES], help_text="What it may do."
    )
    prefix = models.CharField(max_length=8, unique=True, db_collation="C", help_text="Its public part, to know it by.")
    digest = models.CharField(max_length=64, editable=False, help_text="SHA-256 of the whole key, in hexadecimal.")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="When it ends; empty for never.")
    revoked_at = models.DateTimeField(null=True, blank=True, help_text="When it was revoked.")
    last_used_at = models.DateTimeField(null=True, editable=False, help_text="When it was last used, to the minute.")

    class Meta(Stamped.Meta):
        abstract = False
        verbose_name = "API key"
        constraints = [
            not_blank("name", "api_key_name_not_blank"),
            check("api_key_role_valid", Q(role__in=[role.value for role in KEY_ROLES]), CHOICE_WORDS),
            check(
                "api_key_prefix_well_formed",
                Q(prefix__regex="^[a-z0-9]{8}$"),
                "The prefix of a key is eight lower-case letters and digits.",
            ),
            check("api_key_digest_well_formed", Q(digest__regex=SHA256_PATTERN), SHA256_WORDS),
        ]
        triggers = [StoredTexts(), Touch(name="touch")]

    def __str__(self) -> str:
        return f"{self.prefix} ({self.name})"

    @property
    def works(self) -> bool:
        """Whether requests with it are accepted now."""
        ended = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.revoked_at is None and not ended and self.owner.is_active


class IdempotentRequest(models.Model):
    """The answer to a request with an `Idempotency-Key`; for a day, the same request is answered with it again."""

    IS_UNPUBLISHED = True

    api_key = models.ForeignKey(ApiKey, on_delete=models.CASCADE, related_name="+", db_index=False)
    name = models.CharField(max_length=255, help_text="The `Idempotency-Key` that the client chose.")
    request = models.CharField(max_length=64, help_text="SHA-256 of the method, the address and the body.")
    status = models.PositiveSmallIntegerField(default=0)
    location = models.TextField(default="")
    body = models.TextField(default="")
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            unique(
                "idempotent_request_once",
                "api_key",
                "name",
                words="A request with this `Idempotency-Key` was made with this key already.",
            )
        ]
        indexes = [models.Index("created_at", name="idempotent_request_created_at")]

    def __str__(self) -> str:
        return self.name
