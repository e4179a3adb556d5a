"""File locks (flock), which the kernel releases however the process that holds them ends."""

import fcntl
import os
from pathlib import Path


def acquire(path: Path, operation: int) -> int:
    """An open file descriptor that holds the flock `operation` on `path`, until it is closed or the process ends.

    While this waits, the lock's directory may be renamed and made anew. The old file's lock then means nothing, so the
    lock is acquired again on the new file.

    Raises:
        BlockingIOError: `operation` contains LOCK_NB, and another process holds the lock.
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
    """Whether the file at `path` is still the one that the descriptor has open."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False
