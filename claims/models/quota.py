"""Quotas: how many requests of a client the workers have leased in a window of time."""

from django.db import models


class Quota(models.Model):
    """What the workers have leased of a client's quota (`claims.api.http.leases`).

    The table is unlogged: a crash empties it, and no commit waits for it. Of the client a keyed hash is kept: addresses
    are nobody's business, not even in backups.
    """

    pk = models.CompositePrimaryKey("ends_at", "client")
    ends_at = models.DateTimeField(help_text="When the window ends.")
    client = models.CharField(max_length=40, db_collation="C", help_text="A hash of the address, or of the key.")
    leased = models.BigIntegerField(help_text="How many requests, in all leases.")
    latest = models.BigIntegerField(help_text="How many of them in the latest lease.")

    def __str__(self) -> str:
        return f"{self.client} until {self.ends_at}"
