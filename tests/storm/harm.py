"""The faults that the storm injects: database connections are terminated, and a worker is killed."""

import random
import time

import psycopg
from django.db import connection

from tests.storm.client import Companion
from tests.support.served import Server

EVERY = 0.7  # seconds, on average
SLACK = 1.0  # seconds of tolerance between the time of a fault and that of an error
# A connection inside a transaction, if there is one.
END_ONE = """
    SELECT pg_terminate_backend(pid), state FROM pg_stat_activity
    WHERE datname = current_database() AND application_name = %s
    ORDER BY xact_start IS NULL, random() LIMIT 1
"""


class Harm(Companion):
    """Terminates connections whose application_name is `victims`, and kills one worker of `server`."""

    def __init__(self, server: Server, victims: str, seed: int) -> None:
        super().__init__()
        self.server, self.victims, self.random = server, victims, random.Random(seed)  # noqa: S311
        self.connections: list[tuple[float, str]] = []
        self.workers: list[float] = []
        self.parameters = connection.get_connection_params()

    def run(self) -> None:
        address = {name: self.parameters[name] for name in ("host", "port", "user", "password", "dbname")
                   if self.parameters.get(name)}  # fmt: skip
        with psycopg.connect(**address, autocommit=True) as session:
            while not self.over.wait(self.random.expovariate(1 / EVERY)):
                if (ended := session.execute(END_ONE, [self.victims]).fetchone()) is not None:
                    self.connections.append((time.monotonic(), ended[1]))

    def kill_a_worker(self) -> None:
        self.server.kill_a_worker()
        self.workers.append(time.monotonic())

    def explains_unavailability(self, began: float, ended: float) -> bool:
        """Whether a database connection was terminated while a request was carried out."""
        return any(began - SLACK <= moment <= ended + SLACK for moment, _ in self.connections)

    def explains_silence(self, connected: float, ended: float) -> bool:
        """Whether a worker was killed while a client was connected."""
        return any(connected - SLACK <= moment <= ended + SLACK for moment in self.workers)
