"""The tracker's own PostgreSQL: found or started on demand, shared by all its processes, stopped after the last one.

What lies in `data_dir`, which belongs to whoever made it (mode 0700):
  cluster/       PostgreSQL's files, with the socket
  users.lock     held shared by every process that uses the server: the watchdog stops the server once it gets it alone
  start.lock     held while the server is looked for or started, so that two never start it at once
  watchdog.lock  held by the watchdog (watchdog.py) while it lives
  server.log     what the server and its watchdog say
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

START_SECONDS = 120  # recovery after a crash may take that long
STOP_SECONDS = 60
LINGER_SECONDS = 5.0  # how long a server outlives its last user, so that commands in a row share it
LOG_KEPT = 1_000_000  # bytes
SOCKET = ".s.PGSQL.5432"
SOCKET_PATH_MAX = 100  # bytes; sun_path holds 104 (macOS) or 108 (Linux)
NO_PROCESS = 2**31 - 1  # beyond every kernel's process ids
PROJECT = Path(__file__).resolve().parents[2]

SETTINGS = {"listen_addresses": "", "port": "5432", "unix_socket_permissions": "0700", "max_connections": "200"}
DURABLE = {"shared_buffers": "256MB", "jit": "off"}
THROW_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "autovacuum": "off", "jit": "off"}

# The descriptors that hold users.lock for the life of this process. After a fork the child shares them.
_held: dict[Path, int] = {}


class EmbeddedServer:
    """One server per data directory. `durable=False`: no care for crashes, and removed once it is not used."""

    def __init__(self, data_dir: Path, *, durable: bool, linger: float = LINGER_SECONDS) -> None:
        self.home = data_dir.absolute()
        self.durable = durable
        self.linger = linger
        self.cluster = self.home / "cluster"
        self.log = self.home / "server.log"

    def ensure_running(self) -> Path:
        """The directory of the running server's socket; the server stays at least as long as this process.

        Cheap when it runs already. Raises ServerError.
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
        """Let the program that replaces this one (os.execv) go on holding the server up."""
        os.set_inheritable(_held[self.home], True)

    def stop(self) -> None:
        """Stop the server. The caller holds users.lock alone."""
        if self._recorded_process():
            runner = account()
            for mode in ("fast", "immediate"):
                options = ("-D", ".", "-m", mode, "-w", "-t", str(STOP_SECONDS))
                if runner.run("pg_ctl", "stop", *options, cwd=self.cluster, log=self.log) == 0:
                    break
        self._remove_outside_sockets()

    def remove(self) -> None:
        """Remove everything. The caller holds users.lock alone and has stopped the server.

        Renamed first: whoever waits for a lock in here finds the directory gone, and makes a new one.
        """
        grave = self.home.with_name(f"{self.home.name}.removed-{os.getpid()}")
        with suppress(FileNotFoundError):
            self.home.rename(grave)
        shutil.rmtree(grave, ignore_errors=True)

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
        """Hold users.lock until this process ends; waits while the watchdog stops the server."""
        path = self.home / "users.lock"
        held = _held.get(self.home)
        while held is None or not locks.is_current(held, path):
            # A descriptor replaced here is never closed: another thread may be about to use it.
            with suppress(FileNotFoundError):  # removed by a watchdog since we made it
                self._make_home()
                _held[self.home] = held = locks.acquire(path, fcntl.LOCK_SH)

    def _ensure_watchdog(self) -> None:
        """The lock is taken here and inherited by the watchdog, so there is no moment with two of them or none."""
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
        """The socket's directory if the server answers there: a connection is refused once the postmaster is dead."""
        lines = self._pid_file()
        # The fifth line names the socket's directory, the eighth (absent while starting) the state.
        if [line.strip() for line in lines[7:]] != ["ready"]:
            return None
        directory = self.cluster / lines[4]
        with socket.socket(socket.AF_UNIX) as probe:
            probe.settimeout(5)
            try:
                probe.connect(str(directory / SOCKET))
            except TimeoutError:
                return directory  # busy is not dead
            except OSError:
                return None
        return directory

    def _start(self) -> Path:
        runner = account()
        self.home.chmod(0o700 if runner.passes_closed_doors else 0o711)
        if self.log.stat().st_size > LOG_KEPT:
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
                # After kill -9 of the postmaster, its children need a moment to notice and go.
                if "pre-existing shared memory block" not in self._tail(attempt):
                    break
                time.sleep(0.2)
        raise ServerError(f"The embedded PostgreSQL in {self.home} did not start:\n{self._tail(start_of_log)}")

    def _initdb(self, runner: Account) -> None:
        """Made beside its place and renamed: a killed initdb leaves nothing half-made that looks like a cluster."""
        for leftover in self.home.glob("cluster.new-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        draft = Path(tempfile.mkdtemp(prefix="cluster.new-", dir=self.home))
        runner.own(draft)
        options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C"]
        options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        options += [] if self.durable else ["--no-sync"]
        # The full-text parser asks the operating system's locale what a letter is, and under `C` takes every
        # character beyond ASCII for one, quotation marks and dashes included. Not every system has the first one.
        for letters in ("C.UTF-8", "en_US.UTF-8", "C"):
            command = ("initdb", "-D", draft.name, f"--lc-ctype={letters}", *options)
            if runner.run(*command, cwd=self.home, log=self.log) == 0:
                break
        else:
            raise ServerError(f"The embedded PostgreSQL in {self.home} could not be made:\n{self._tail()}")
        with (draft / "postgresql.conf").open("a") as conf:
            conf.write("\ninclude_if_exists = 'tracker.conf'  # rewritten at each start; ALTER SYSTEM overrides it\n")
        if self.cluster.exists():
            # Without PG_VERSION it is no cluster; but whatever it is, we do not remove what we did not make.
            self.cluster.rename(self.cluster.with_name(f"cluster.broken-{time.time_ns()}"))
        draft.rename(self.cluster)

    def _configure(self, runner: Account) -> None:
        self._remove_outside_sockets()
        settings = {**SETTINGS, **(DURABLE if self.durable else THROW_AWAY)}
        # "." is relative to the cluster: no quoting, and the directory may be moved.
        settings["unix_socket_directories"] = "."
        if not _can_hold_socket(self.cluster):
            outside = Path(tempfile.mkdtemp(prefix="tracker-postgres-"))
            if not _can_hold_socket(outside):
                outside.rmdir()
                outside = Path(tempfile.mkdtemp(prefix="tracker-postgres-", dir="/tmp"))
            if not runner.passes_closed_doors:
                runner.own(outside)
            # Recorded first: if we die now, the next start still removes it.
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
        """The process id in postmaster.pid, if that is a living PostgreSQL at work in this cluster."""
        lines = self._pid_file()
        if not lines or not lines[0].isdigit():
            return None
        process = int(lines[0])
        try:
            with suppress(PermissionError):  # it exists, and is another user's
                os.kill(process, 0)
            if not Path("/proc/self/stat").exists():  # no Linux: cannot tell more
                return process
            name, _, rest = Path(f"/proc/{process}/stat").read_text().rpartition(")")
        except (ProcessLookupError, FileNotFoundError):
            return None
        if not name.endswith("(postgres") or rest.split()[0] in "ZX":
            return None
        with suppress(OSError):  # not every root may look
            if not Path(f"/proc/{process}/cwd").samefile(self.cluster):
                return None
        return process

    def _disown_lock_files(self) -> None:
        """PostgreSQL refuses to start while the recorded id exists, be it a zombie or somebody else by now.

        postmaster.pid itself stays: by its last lines PostgreSQL sees whether children of the old server still write.
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
    """Short enough, and without the comma at which a client's library would split the name."""
    path = str(directory / SOCKET)
    return len(os.fsencode(path)) <= SOCKET_PATH_MAX and "," not in path


def _lines(settings: dict[str, str]) -> Iterable[str]:
    for name, value in settings.items():
        quoted = value.replace("\\", "\\\\").replace("'", "''")
        yield f"{name} = '{quoted}'\n"
