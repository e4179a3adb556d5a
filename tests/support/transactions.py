"""Transactions that run side by side, each on a connection of its own."""

import queue
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
from django.db import IntegrityError, connection, transaction

PATIENCE = 10  # seconds to wait for a lock, or for a thread, before the test fails


def on_its_own_connection(work, *arguments):
    """Runs `work` on the connection of the calling thread, and closes that connection."""
    try:
        with connection.cursor() as cursor:
            cursor.execute(f"SET lock_timeout = '{PATIENCE}s'")
            # A short deadlock_timeout saves a second for each deadlock; only a superuser may set it.
            cursor.execute(
                "SELECT set_config('deadlock_timeout', '20ms', false) FROM pg_roles "
                "WHERE rolname = current_user AND rolsuper"
            )
        return work(*arguments)
    finally:
        connection.close()


def rule_violated(work):
    """The name of the rule that `work` violates, or None."""
    try:
        work()
    except IntegrityError as error:
        return error.__cause__.diag.constraint_name
    except psycopg.IntegrityError as error:  # from COPY, whose errors Django does not wrap
        return error.diag.constraint_name
    return None


def waits_for_a_lock(pid):
    with connection.cursor() as cursor:
        cursor.execute("SELECT cardinality(pg_blocking_pids(%s)) > 0", [pid])
        return cursor.fetchone()[0]


def interleaved(first, *others, last=lambda: None):
    """Runs several transactions in a fixed order; returns for each the rule that it violates, or None.

    The first transaction does `first`. Then the others begin, one after another, each when the one before has committed
    or waits for a lock. Then the first transaction does `last` and commits.
    """
    pids, futures = queue.Queue(), []

    def run(work):
        with transaction.atomic():
            pids.put(connection.connection.info.backend_pid)
            work()

    def run_first():
        with transaction.atomic():
            first()
            for work in others:
                futures.append(pool.submit(on_its_own_connection, run, work))
                pid = pids.get(timeout=PATIENCE)
                while not futures[-1].done() and not waits_for_a_lock(pid):
                    pass
            last()

    with ThreadPoolExecutor(len(others)) as pool:
        outcome = rule_violated(run_first)
        return outcome, *(rule_violated(lambda future=future: future.result(PATIENCE)) for future in futures)


def queryset(written):
    """The queryset of one row: updates through it send no other column."""
    return type(written).objects.filter(pk=written.pk)


def at_once(*works):
    """The results of works that begin together, each in a thread with a connection of its own."""
    barrier = Barrier(len(works))

    def run(work):
        barrier.wait()
        return work()

    with ThreadPoolExecutor(len(works)) as pool:
        return [each.result() for each in [pool.submit(on_its_own_connection, run, work) for work in works]]
