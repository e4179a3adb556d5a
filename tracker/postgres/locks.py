"""File locks that the kernel releases, whatever ends their holder."""

import fcntl
import os
from pathlib import Path


def acquire(path: Path, operation: int) -> int:
    """An open descriptor that holds the flock `operation` on `path`; closing it (or dying) releases the lock.

    The lock's directory may be renamed away while somebody waits: then the wait was for a lock that nobody will
    look at again, and is repeated on the file that is there now. Raises BlockingIOError when LOCK_NB finds it taken.
    """
    while True:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, operation)
        except BaseException:
            os.close(descriptor)
            raise
        if is_current(descriptor, path):
            return descriptor
        os.close(descriptor)


def is_current(descriptor: int, path: Path) -> bool:
    """Whether `path` still names the file that the descriptor has open."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
