"""Django's PostgreSQL backend for the server of DATABASE_URL, which has to be new enough."""

from typing import Any

from django.db.backends.postgresql import base

from tracker.postgres.constraints import ChecksInOneMessage
from tracker.postgres.version import supported


class DatabaseWrapper(ChecksInOneMessage, base.DatabaseWrapper):
    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        return supported(super().get_new_connection(conn_params))
