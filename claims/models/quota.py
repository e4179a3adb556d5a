"""Quotas: how many requests the workers have leased for each client in a window of time."""

from django.db import models


class Quota(models.Model):
    """How much of a client's quota the workers have leased.

    The table is UNLOGGED: a commit does not wait for its writes, and a crash empties it. The client is stored as a
    keyed hash, so that neither the table nor a backup holds IP addresses.
    """

    IS_UNPUBLISHED = True

    pk = models.CompositePrimaryKey("ends_at", "client")
    ends_at = models.DateTimeField(help_text="When the window ends.")
    client = models.CharField(max_length=40, db_collation="C", help_text="A hash of the address, or of the key.")
    leased = models.BigIntegerField(help_text="How many requests, in all leases.")
    latest = models.BigIntegerField(help_text="How many of them in the latest lease.")

    def __str__(self) -> str:
        return f"{self.client} until {self.ends_at}"
