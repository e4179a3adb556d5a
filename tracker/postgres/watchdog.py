"""Waits until nobody uses the embedded server any more, then stops it: `python -m tracker.postgres.watchdog`.

Started by the server module, never by hand. A process of its own, since a user of the server may be killed at any time:
the kernel then releases its lock, and only somebody who waits for that lock can learn of it.
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
        os._exit(0)  # whoever started us waits for this only, and has no child to reap later
    os.chdir("/")
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    server = EmbeddedServer(Path(data_dir), durable=kind == "durable", linger=float(linger))
    alone = wait_until_unused(server)
    server.stop()
    if not server.durable:
        server.remove()
    # In this order: whoever gets users.lock next and starts the server must find that there is no watchdog.
    os.close(int(watchdog_lock))
    os.close(alone)


def wait_until_unused(server: EmbeddedServer) -> int:
    """The descriptor that holds users.lock alone, after nobody has used the server for as long as it lingers."""
    users = server.home / "users.lock"
    while True:
        os.close(locks.acquire(users, fcntl.LOCK_EX))
        time.sleep(server.linger)
        try:
            return locks.acquire(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            continue  # somebody came while we lingered


if __name__ == "__main__":
    main(*sys.argv[1:])
