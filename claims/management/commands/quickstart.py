"""`make run`: migrates, loads the fixtures into an empty database, and serves the tracker to this machine."""

import os
import socket
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, call_command
from django.db import connection, connections, transaction
from django.db.migrations.loader import MigrationLoader

from claims.models import Speaker
from claims.web.questions import questions
from tracker import granian
from tracker.postgres.base import embedded_server

LOCK_KEY = 0x7261636B  # an arbitrary key of the advisory lock
PORTS = range(8000, 8100)
RESPAWN = ("--respawn-failed-workers", "--respawn-interval", "0.5")
FIRST_PAGES = ("/", "/api/v1/docs/")


class Command(BaseCommand):
    help = "Migrate, load the fixtures if there are no speakers yet, and serve. PORT and HOST choose where."
    requires_system_checks = []
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--reload", action="store_true", help="for development: start anew when a file changes")

    def handle(self, *, reload: bool, **options: Any) -> None:
        try:
            self.stdout.write(self.prepare())
            host = os.environ.get("HOST") or "127.0.0.1"
            port = self.choose_port(host)
            self.greet(host, port)
            connections.close_all()
            self.serve(host, port, reload=reload)
        except KeyboardInterrupt:
            sys.exit(130)

    def prepare(self) -> str:
        """Migrates the database, and loads the fixtures if it is empty; returns what was done, as a sentence."""
        refuse_other_version()
        fixtures = sorted((Path(settings.BASE_DIR) / "fixtures").glob("*.json"))
        with one_at_a_time():
            call_command("migrate", verbosity=0, interactive=False)
            if Speaker.objects.exists() or not fixtures:
                done = "The database is up to date; what is in it stays as it is."
            else:
                with transaction.atomic():
                    call_command("loaddata", *fixtures, verbosity=0)
                done = f"Loaded {', '.join(path.name for path in fixtures)} into a new database."
        return done

    def choose_port(self, host: str) -> int:
        """PORT, or else the first free port of `PORTS`; raises CommandError if there is none."""
        wanted = os.environ.get("PORT", "")
        if wanted:
            if not wanted.isdigit() or not is_free(host, int(wanted)):
                raise CommandError(f"PORT={wanted} cannot be used on {host}: it is taken, or no port number.")
            return int(wanted)
        for port in PORTS:
            if is_free(host, port):
                if port != PORTS[0]:
                    self.stdout.write(f"Port {PORTS[0]} is taken, so this is port {port}.")
                return port
        raise CommandError(f"No free port from {PORTS[0]} to {PORTS[-1]} on {host}: choose one with PORT=…")

    def greet(self, host: str, port: int) -> None:
        shown = f"[{host}]" if ":" in host else host
        self.stdout.write("Open first:")
        example = questions()[0].questions[0].address
        for path in (*FIRST_PAGES, example):
            self.stdout.write(f"  http://{shown}:{port}{path}")
        self.stdout.write("Ctrl-C stops it.")
        self.stdout.flush()

    def serve(self, host: str, port: int, *, reload: bool) -> None:
        """Replaces this process by the web server, which gets all signals then, and frees the command's memory."""
        if connection.settings_dict["ENGINE"] == "tracker.postgres":
            embedded_server(connection.settings_dict).keep_across_exec()
        os.chdir(settings.BASE_DIR)
        if reload:
            # Django's server, since granian's reloader needs another dependency and shows no error pages.
            address = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
            command = ["manage.py", "runserver", address]
        else:
            server = ["granian", *granian.OPTIONS, "--host", host, "--port", str(port), "--workers", "1"]
            around = ["--log-level", "warning", "--workers-kill-timeout", "5", *RESPAWN]
            command = ["-m", *server, *around, "tracker.wsgi:application"]
        os.execv(sys.executable, [sys.executable, *command])  # noqa: S606


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Lets a second process wait here until the first one has left.

    The lock is held by the transaction of a connection of its own, since the work takes several transactions, and a
    lock of the session could stay behind in a pooler.
    """
    guard = connection.copy()
    try:
        guard.set_autocommit(False)
        with guard.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_KEY])
        yield
    finally:
        guard.close()


def refuse_other_version() -> None:
    """Refuses a database with migrations that this code does not have, before SQL fails on it."""
    loader = MigrationLoader(connection)
    unknown = sorted(name for app, name in loader.applied_migrations if app == "claims" and name not in known(loader))
    if unknown:
        place = connection.settings_dict.get("DATA_DIR") or f"the database {connection.settings_dict['NAME']}"
        raise CommandError(
            f"The data was written by another version of the tracker: this one has no migration {unknown[-1]}. "
            f"Move {place} out of the way to start with a new database, or use the version that wrote it."
        )


def known(loader: MigrationLoader) -> set[str]:
    return {name for app, name in loader.disk_migrations if app == "claims"}


def is_free(host: str, port: int) -> bool:
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except (OSError, OverflowError):
        return False
    return True
