"""The embedded PostgreSQL server: started on demand, shared by all processes of the tracker, stopped after the last.

The files in `data_dir`, which has mode 0700 and belongs to the user who created it:
  cluster/       PostgreSQL's files and the socket
  users.lock     every process that uses the server holds a shared lock; the watchdog stops the server once it gets an
                 exclusive one
  start.lock     held by a process that looks for the server or starts it, so that no two processes start it at once
  watchdog.lock  held by the watchdog (watchdog.py) as long as it runs
  server.log     the output of the server and the watchdog
"""

import fcntl
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from tracker.postgres import locks
from tracker.postgres.account import Account, ServerError, account, barred_by, user_name

START_SECONDS = 120  # recovery after a crash takes time
STOP_SECONDS = 60
LINGER_SECONDS = 5.0  # the server stays this long after its last user, so that successive commands share it
MAX_LOG_SIZE = 1_000_000  # bytes
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_MAX = 100  # bytes; sun_path holds 104 (macOS) or 108 (Linux)
NO_PROCESS = 2**31 - 1  # larger than any process id
PROJECT = Path(__file__).resolve().parents[2]

SETTINGS = {"listen_addresses": "", "port": "5432", "unix_socket_permissions": "0700", "max_connections": "200"}
DURABLE = {"shared_buffers": "256MB", "jit": "off"}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off", "jit": "off"}

# By data directory, the descriptor that holds users.lock as long as this process runs. Forked children share it.
_held: dict[Path, int] = {}


class EmbeddedServer:
    """The server of a data directory. With `durable=False`, it is not crash-safe and removed after its last use."""

    def __init__(self, data_dir: Path, *, durable: bool, linger: float = LINGER_SECONDS) -> None:
        self.home = data_dir.absolute()
        self.durable = durable
        self.linger = linger
        self.cluster = self.home / "cluster"
        self.log = self.home / "server.log"

    def ensure_running(self) -> Path:
        """The directory of the server's socket. The server runs at least as long as this process.

        Starts the server if it does not run; otherwise the call is cheap.

        Raises:
            ServerError: the server cannot be started.
        """
        try:
            self._hold()
            starting = locks.acquire(self.home / "start.lock", fcntl.LOCK_EX)
            try:
                self._ensure_watchdog()
                return self._ready() or self._start()
            finally:
                os.close(starting)
        except OSError as error:
            hint = "Set DATA_DIR to a directory of your own, or DATABASE_URL to a server that runs already."
            raise ServerError(
                f"The embedded PostgreSQL cannot use {self.home}: {error}{barred_by(self.home)}\n{hint}"
            ) from error

    def keep_across_exec(self) -> None:
        """Keeps the lock on the server when os.execv replaces this program."""
        os.set_inheritable(_held[self.home], True)

    def stop(self) -> None:
        """Stops the server. The caller holds users.lock exclusively."""
        if self._recorded_process():
            runner = account()
            for mode in ("fast", "immediate"):
                options = ("-D", ".", "-m", mode, "-w", "-t", str(STOP_SECONDS))
                if runner.run("pg_ctl", "stop", *options, cwd=self.cluster, log=self.log) == 0:
                    break
        self._remove_outside_sockets()

    def remove(self) -> None:
        """Removes the data directory. The caller holds users.lock exclusively and has stopped the server.

        The directory is renamed first, so that a process which waits for one of its locks notices and makes a new one.
        """
        removed = self.home.with_name(f"{self.home.name}.removed-{os.getpid()}")
        with suppress(FileNotFoundError):
            self.home.rename(removed)
        shutil.rmtree(removed, ignore_errors=True)

    def _make_home(self) -> None:
        try:
            owner = self.home.stat().st_uid
        except FileNotFoundError:
            for directory in (*reversed(self.home.parents), self.home):
                if not directory.exists():
                    directory.mkdir(mode=0o700, exist_ok=True)
            owner = self.home.stat().st_uid
        if owner != os.geteuid():
            raise ServerError(
                f"The database in {self.home} belongs to {user_name(owner)}, and this is {user_name(os.geteuid())}: "
                "run the tracker as its owner, or set DATA_DIR to a directory of your own."
            )

    def _hold(self) -> None:
        """Takes the shared users.lock until this process ends; waits while the watchdog stops the server."""
        path = self.home / "users.lock"
        held = _held.get(self.home)
        while held is None or not locks.is_current(held, path):
            # The old descriptor is not closed, since another thread may be about to use it.
            with suppress(FileNotFoundError):  # a watchdog removed the directory after `_make_home`
                self._make_home()
                _held[self.home] = held = locks.acquire(path, fcntl.LOCK_SH)

    def _ensure_watchdog(self) -> None:
        """Starts the watchdog unless it runs.

        This process takes the lock and the watchdog inherits it, so there is always exactly one watchdog.
        """
        try:
            lock = locks.acquire(self.home / "watchdog.lock", fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        kind = "durable" if self.durable else "throw-away"
        try:
            with self.log.open("ab") as log:
                subprocess.run(
                    [sys.executable, "-m", "tracker.postgres.watchdog", self.home, kind, str(self.linger), str(lock)],
                    cwd=PROJECT,
                    env={**os.environ, "PYTHONPATH": str(PROJECT)},
                    pass_fds=[lock],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    check=True,
                )
        except subprocess.CalledProcessError as error:
            raise ServerError(f"The database's watchdog did not start.\n{self._tail()}") from error
        finally:
            os.close(lock)

    def _ready(self) -> Path | None:
        """The socket's directory if the server is ready and accepts connections there, else None."""
        lines = self._pid_file()
        # The fifth line of postmaster.pid is the socket's directory, the eighth (missing during the start) the state.
        if [line.strip() for line in lines[7:]] != ["ready"]:
            return None
        directory = self.cluster / lines[4]
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(directory / SOCKET))
            except TimeoutError:
                return directory  # it is busy, but it runs
            except OSError:
                return None
        return directory

    def _start(self) -> Path:
        runner = account()
        self.home.chmod(0o700 if runner.overrides_permissions else 0o711)
        if self.log.stat().st_size > MAX_LOG_SIZE:
            os.truncate(self.log, 0)
        if not (self.cluster / "PG_VERSION").exists():
            self._initdb(runner)
        start_of_log = self.log.stat().st_size
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if ready := self._ready():
                return ready
            if self._recorded_process():  # starting, recovering or stopping
                time.sleep(0.05)
                continue
            self._disown_lock_files()
            self._configure(runner)
            attempt = self.log.stat().st_size
            options = ("-D", ".", "-w", "-t", str(START_SECONDS))
            if runner.run("pg_ctl", "start", *options, cwd=self.cluster, log=self.log) != 0:
                # After kill -9 of the postmaster, its children take a moment to notice and exit.
                if "pre-existing shared memory block" not in self._tail(attempt):
                    break
                time.sleep(0.2)
        raise ServerError(f"The embedded PostgreSQL in {self.home} did not start:\n{self._tail(start_of_log)}")

    def _initdb(self, runner: Account) -> None:
        """Creates the cluster in a temporary directory and renames that, so that a killed initdb leaves none behind."""
        for leftover in self.home.glob("cluster.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix="cluster.new-", dir=self.home))
        runner.own(draft)
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += [] if self.durable else ["--no-sync"]
        # PostgreSQL's full-text parser asks the operating system's locale which characters are letters. Under `C`, all
        # characters beyond ASCII are, including quotation marks and dashes. Not every system has C.UTF-8.
        for locale in ("C.UTF-8", "en_US.UTF-8", "C"):
            command = ("initdb", "-D", draft.name, f"--lc-ctype={locale}", *options)
            if runner.run(*command, cwd=self.home, log=self.log) == 0:
                break
        else:
            raise ServerError(f"The embedded PostgreSQL in {self.home} could not be made:\n{self._tail()}")
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude_if_exists = 'tracker.conf'  # rewritten at each start; ALTER SYSTEM overrides it\n")
        if self.cluster.exists():
            # Without PG_VERSION it is no cluster. It is kept under another name, since it may hold somebody's files.
            self.cluster.rename(self.cluster.with_name(f"cluster.broken-{time.time_ns()}"))
        draft.rename(self.cluster)

    def _configure(self, runner: Account) -> None:
        self._remove_outside_sockets()
        settings = {**SETTINGS, **(DURABLE if self.durable else THROW_AWAY)}
        # "." is the cluster's directory: it needs no quoting, and the cluster can be moved.
        settings["unix_socket_directories"] = "."
        if not _can_hold_socket(self.cluster):
            outside = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
            if not _can_hold_socket(outside):
                outside.rmdir()
                outside = Path(tempfile.mkdtemp(prefix="tracker-postgres-", dir="/tmp"))
            if not runner.overrides_permissions:
                runner.own(outside)
            # The link is made first, so that the next start removes the directory if this process dies now.
            (self.home / "socket").symlink_to(outside)
            settings["unix_socket_directories"] = '"' + str(outside).replace('"', '""') + '"'
        conf = self.cluster / "tracker.conf"
        conf.write_text("".join(_lines(settings)))
        conf.chmod(0o644)

    def _remove_outside_sockets(self) -> None:
        link = self.home / "socket"
        with suppress(FileNotFoundError):
            shutil.rmtree(link.readlink(), ignore_errors=True)
            link.unlink()

    def _pid_file(self) -> list[str]:
        try:
            return (self.cluster / "postmaster.pid").read_text(errors="surrogateescape").splitlines()
        except FileNotFoundError:
            return []

    def _recorded_process(self) -> int | None:
        """The process id in postmaster.pid, if a PostgreSQL process of this cluster runs under it, else None."""
        lines = self._pid_file()
        if not lines or not lines[0].isdigit():
            return None
        process = int(lines[0])
        try:
            with suppress(PermissionError):  # the process exists and belongs to another user
                os.kill(process, 0)
            if not Path("/proc/self/stat").exists():  # not Linux: nothing more is known about the process
                return process
            name, _, rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")
        except (ProcessLookupError, FileNotFoundError):
            return None
        if not name.endswith("(postgres") or rest.split()[0] in "ZX":
            return None
        with suppress(OSError):  # in some containers, root may not read this link
            if not Path(f"/proc/{process}/cwd").samefile(self.cluster):
                return None
        return process

    def _disown_lock_files(self) -> None:
        """Replaces the process id in the lock files by one that no process has.

        PostgreSQL refuses to start while a process with the recorded id exists, even a zombie or an unrelated one.
        postmaster.pid itself stays: from its last lines PostgreSQL sees whether children of the old server still run.
        """
        lines = self._pid_file()
        if lines and lines[0].isdigit():
            disowned = "\n".join([str(NO_PROCESS), *lines[1:], ""])
            (self.cluster / "postmaster.pid").write_text(disowned, errors="surrogateescape")
        (self.cluster / f"{SOCKET}.lock").unlink(missing_ok=True)

    def _tail(self, start: int = 0) -> str:
        with self.log.open("rb") as log:
            log.seek(max(start, self.log.stat().st_size - 4_000))
            return log.read().decode(errors="replace")


def _can_hold_socket(directory: Path) -> bool:
    """Whether the socket's path is short enough, and has no comma, at which libpq would split it."""
    path = str(directory / SOCKET)
    return len(os.fsencode(path)) <= SOCKET_PATH_MAX and "," not in path


def _lines(settings: dict[str, str]) -> Iterable[str]:
    for name, value in settings.items():
        quoted = value.replace("\\", "\\\\").replace("'", "''")
        yield f"{name} = '{quoted}'\n"
