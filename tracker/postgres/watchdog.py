"""Stops the embedded server once no process uses it any more: `python -m tracker.postgres.watchdog`.

server.py starts it. It is a separate process because every process that uses the server may be killed at any time. The
kernel then releases that process's lock, which the watchdog notices because it waits for the lock.
"""

import fcntl
import os
import signal
import sys
import time
from pathlib import Path

from tracker.postgres import locks
from tracker.postgres.server import EmbeddedServer


def main(data_dir: str, kind: str, linger: str, watchdog_lock: str) -> None:
    if os.fork():
        os._exit(0)  # server.py waits for this parent only, so it need not reap the watchdog later
    os.chdir("/")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    server = EmbeddedServer(Path(data_dir), durable=kind == "durable", linger=float(linger))
    alone = wait_until_unused(server)
    server.stop()
    if not server.durable:
        server.remove()
    # In this order: the process that gets users.lock next must not find the watchdog's lock still held.
    os.close(int(watchdog_lock))
    os.close(alone)


def wait_until_unused(server: EmbeddedServer) -> int:
    """A descriptor that holds users.lock exclusively, after no process has used the server for `linger` seconds."""
    users = server.home / "users.lock"
    while True:
        os.close(locks.acquire(users, fcntl.LOCK_EX))
        time.sleep(server.linger)
        try:
            return locks.acquire(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # a process began to use the server during these seconds


if __name__ == "__main__":
    main(*sys.argv[1:])
