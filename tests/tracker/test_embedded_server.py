"""The embedded PostgreSQL: each test starts servers of its own and kills only those."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tracker.postgres.account import account

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 20
PATIENCE = 0.02
# A process that uses a server until its standard input is closed.
USER = """
import sys
from pathlib import Path
from tracker.postgres.server import EmbeddedServer, ServerError
try:
    print(EmbeddedServer(Path(sys.argv[1]), durable=sys.argv[2] == "durable", linger=0.2).ensure_running(), flush=True)
except ServerError as error:
    print(str(error).replace("\\n", " "), flush=True)
sys.stdin.read()
"""


class User:
    def __init__(self, data_dir: Path, *, durable: bool = False, prefix: tuple[str, ...] = ()) -> None:
        self.data_dir = data_dir
        self.process = subprocess.Popen(
            [*prefix, sys.executable, "-c", USER, data_dir, "durable" if durable else "throw-away"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    @property
    def answer(self) -> str:
        """The socket's directory, or the error."""
        if not hasattr(self, "_answer"):
            self._answer = self.process.stdout.readline().strip()
        return self._answer

    def query(self, statement: str) -> str:
        with psycopg.connect(host=self.answer, port=5432, user="postgres", dbname="postgres") as connection:
            row = connection.execute(statement)
            return str(row.fetchone()[0]) if row.description else ""

    def postmaster(self) -> int:
        return int((self.data_dir / "cluster" / "postmaster.pid").read_text().splitlines()[0])

    def leave(self, number: int = signal.SIGTERM) -> None:
        self.process.send_signal(number)
        self.process.communicate()


def eventually(condition: Callable[[], object]) -> bool:
    deadline = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(PATIENCE)
    return True


def is_stopped(data_dir: Path) -> bool:
    return not (data_dir / "cluster" / "postmaster.pid").exists()


def watchdogs(data_dir: Path) -> list[int]:
    found = []
    for directory in Path("/proc").glob("[0-9]*"):
        try:
            words = (directory / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # gone by now
        if b"tracker.postgres.watchdog" in words and os.fsencode(data_dir) in words:
            found.append(int(directory.name))
    return found


@pytest.fixture
def use() -> Iterator[Callable[..., User]]:
    users: list[User] = []

    def start(data_dir: Path, **options: object) -> User:
        users.append(User(data_dir, **options))
        return users[-1]

    yield start
    for user in users:
        if user.process.returncode is None:
            user.leave()
    assert all(eventually(lambda user=user: is_stopped(user.data_dir)) for user in users)


@pytest.mark.parametrize("name", ['it\'s a "tracker"', "commas, $HOME and \\", "x" * 100])
def test_the_tracker_may_lie_in_any_directory(tmp_path, use, name):
    user = use(tmp_path / name / "postgres")

    assert user.query("SELECT 'answered'") == "answered"
    user.leave()
    assert eventually(lambda: list((tmp_path / name).iterdir()) == []), "a throw-away server leaves nothing"
    assert not Path(user.answer).exists(), "nor does it leave the directory of its socket elsewhere"


def test_nobody_else_on_this_machine_reaches_the_server(tmp_path, use):
    user = use(tmp_path / "new" / "postgres")

    assert user.query("SHOW listen_addresses") == ""
    assert [path.stat().st_mode & 0o777 for path in (tmp_path / "new", user.data_dir)] == [0o700, 0o700]


def test_full_text_search_takes_quotation_marks_for_no_letters(tmp_path, use):
    assert use(tmp_path / "pg").query("SELECT to_tsvector('simple', '«Слово» — “word”')") == "'word':2 'слово':1"


def test_processes_that_start_at_once_share_one_server(tmp_path, use):
    users = [use(tmp_path / "pg") for _ in range(3)]

    assert len({user.answer for user in users}) == 1
    assert len({user.query("SELECT pg_postmaster_start_time()") for user in users}) == 1
    assert len(watchdogs(tmp_path / "pg")) == 1


def test_a_killed_server_comes_back_with_everything_committed(tmp_path, use):
    first = use(tmp_path / "pg", durable=True)
    first.query("CREATE TABLE kept AS SELECT 'word for word' AS said")
    os.kill(first.postmaster(), signal.SIGKILL)

    assert use(tmp_path / "pg", durable=True).query("SELECT said FROM kept") == "word for word"


def test_the_server_stays_while_somebody_uses_it_and_stops_after_a_killed_last_user(tmp_path, use):
    first, second = use(tmp_path / "pg", durable=True), use(tmp_path / "pg", durable=True)
    started = [user.query("SELECT pg_postmaster_start_time()") for user in (first, second)]
    first.leave(signal.SIGKILL)
    third = use(tmp_path / "pg", durable=True)
    started.append(third.query("SELECT pg_postmaster_start_time()"))
    assert len(set(started)) == 1

    second.leave(signal.SIGKILL)
    third.leave(signal.SIGKILL)
    assert eventually(lambda: is_stopped(tmp_path / "pg") and not watchdogs(tmp_path / "pg"))
    assert (tmp_path / "pg" / "cluster" / "PG_VERSION").exists(), "a durable one keeps its data"


def test_a_killed_watchdog_is_replaced_by_the_next_user(tmp_path, use):
    first = use(tmp_path / "pg")
    assert first.answer
    [watchdog] = watchdogs(tmp_path / "pg")
    os.kill(watchdog, signal.SIGKILL)
    assert eventually(lambda: not watchdogs(tmp_path / "pg"))

    assert use(tmp_path / "pg").answer == first.answer
    assert len(watchdogs(tmp_path / "pg")) == 1


def test_a_half_made_data_directory_is_made_anew(tmp_path, use):
    home = tmp_path / "pg"
    for name in ("cluster.new-killed", "cluster"):
        (home / name / "base").mkdir(parents=True)

    assert use(home).query("SELECT 1") == "1"
    assert not (home / "cluster.new-killed").exists()


def test_a_process_id_that_somebody_else_has_by_now_does_not_keep_the_server_down(tmp_path, use):
    first = use(tmp_path / "pg", durable=True)
    assert first.answer
    os.kill(first.postmaster(), signal.SIGKILL)
    pid_file = tmp_path / "pg" / "cluster" / "postmaster.pid"
    _, *rest = pid_file.read_text().splitlines()
    pid_file.write_text("\n".join([str(first.process.pid), *rest, ""]))
    (tmp_path / "pg" / "cluster" / ".s.PGSQL.5432.lock").write_text(pid_file.read_text())

    assert use(tmp_path / "pg", durable=True).query("SELECT 1") == "1"


def test_an_unprivileged_user_has_a_server_of_their_own(tmp_path, use):
    me = account()
    directory = tmp_path / "theirs"
    directory.mkdir()
    me.own(directory)

    user = use(directory / "pg", prefix=me.prefix)
    assert user.query("SELECT 1") == "1"
    assert (directory / "pg" / "cluster").owner() == (directory / "pg").owner() == directory.owner()
    if os.geteuid() == 0:
        assert "belongs to nobody, and this is root" in use(directory / "pg").answer


def test_an_error_shows_what_the_server_said(tmp_path, use):
    first = use(tmp_path / "pg", durable=True)
    assert first.answer
    first.leave()
    assert eventually(lambda: is_stopped(tmp_path / "pg"))
    (tmp_path / "pg" / "cluster" / "postgresql.auto.conf").write_text("no_such_setting = 1\n")

    broken = use(tmp_path / "pg", durable=True)
    assert "did not start" in broken.answer
    assert "no_such_setting" in broken.answer


def test_manage_py_finds_the_running_server_and_makes_the_database(tmp_path, use):
    user = use(tmp_path / "postgres", durable=True)
    question = "SELECT current_database() || ' ' || extract(epoch FROM pg_postmaster_start_time())"
    script = f"from django.db import connection as c; k = c.cursor(); print(k.execute({question!r}).fetchone()[0])"
    running = user.query("SELECT extract(epoch FROM pg_postmaster_start_time())")

    said = subprocess.run(
        [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", script],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(tmp_path), "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "tracker.settings"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert said.strip() == f"tracker {running}"
