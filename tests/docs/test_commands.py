"""Who types the commands of the documents gets what they promise."""

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from tests.docs.shell import Shell, block, get
from tests.support.builds import NEWEST
from tests.support.clusters import cluster
from tests.support.copies import BASE, Project
from tests.support.processes import BIN
from tests.support.served import PATIENCE, free_port
from tracker import bootstrap

RUSSIA = "/api/v1/claims/russia-responsible-for-copenhagen-drones/"
MANAGE = ".venv/bin/python manage.py"


def article() -> str:
    """A text with each cited passage of the article where the fixtures say that it stands."""
    rows = json.loads((BASE / "fixtures" / "statements.json").read_text(encoding="utf-8"))
    cited = [row["fields"] for row in rows if row["model"] == "claims.citation"]
    text = [" "] * 10_000
    for each in cited:
        passage = each.get("prefix", "") + each["exact"] + each.get("suffix", "")
        start = each["start"] - len(each.get("prefix", ""))
        text[start : start + len(passage)] = passage
    return "".join(text)


def test_the_commands_of_the_readme_run_the_tracker_check_the_data_and_begin_anew(tmp_path: Path) -> None:
    Project(tmp_path)
    port = free_port()
    shell = Shell(tmp_path, PORT=str(port))
    run, _ = block("README.md", "make run")
    with shell.serving(run, port):
        status, claim = get(port, RUSSIA)
        assert status == 200
    *prepare, serve = block("README.md", "python3 -m venv")
    for command in prepare:
        shell.run(command)
    with shell.serving(serve.replace("--port 8000", f"--port {port}"), port):
        assert get(port, RUSSIA) == (200, claim)
    (tmp_path / "article.txt").write_text(article(), encoding="utf-8")
    (tmp_path / "my").symlink_to(tmp_path / "fixtures")
    for command in block("README.md", f"{MANAGE} check_positions"):
        shell.run(command)
    deadline = time.monotonic() + PATIENCE
    while (tmp_path / ".data" / "postgres" / "cluster" / "postmaster.pid").exists():
        assert time.monotonic() < deadline
        time.sleep(0.2)
    time.sleep(2)  # it writes the last lines of its log after that
    shell.run("rm -rf .data")
    with shell.serving(run, port):
        assert get(port, RUSSIA)[0] == 200


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[SimpleNamespace]:
    """A PostgreSQL server, a terminal of its superuser, and a clone of the project in which only the owner works."""
    upstream = tmp_path / "upstream"
    upstream.mkdir()
    Project(upstream)
    someone = "-c user.name=Someone -c user.email=someone@tracker.example"
    Shell(upstream).run(f"git init -q && git add . && git {someone} commit -qm First")
    Shell(tmp_path).run("git clone -q upstream tracker")
    port = str(free_port())
    with (
        cluster(NEWEST, "--auth-host=scram-sha-256") as server,
        server.running(listen_addresses="127.0.0.1", port=port),
    ):
        names = {"PGPORT": port, "PATH": f"{server.programs}{os.pathsep}{BIN}{os.pathsep}{os.environ['PATH']}"}
        yield SimpleNamespace(
            port=port,
            superuser=Shell(tmp_path, PGHOST=str(server.folder), PGUSER="postgres", **names),
            shell=Shell(tmp_path / "tracker", PGHOST="localhost", PGUSER="tracker", PGPASSWORD="password", **names),
        )


def test_the_commands_for_operators_install_keep_and_upgrade_the_tracker(operator: SimpleNamespace) -> None:
    page, port, shell = "docs/deployment.md", free_port(), operator.shell
    createuser, createdb = block(page, "createuser")
    operator.superuser.run(createuser, given="password\npassword\n")
    operator.superuser.run(createdb)
    text = (BASE / page).read_text(encoding="utf-8")
    [make_key] = re.findall(r"`(python3 -c '[^`]+')`", text)
    settings = "\n".join(block(page, "PRODUCTION=true")).replace("…", shell.run(make_key).strip())
    (shell.folder / ".env").write_text(settings.replace(":5432", f":{operator.port}"))
    *install, serve = block(page, "python3 -m venv")
    for command in install:
        shell.run(command)
    shell.run(f"{MANAGE} check --deploy --fail-level WARNING")
    shell.run(f"{MANAGE} loaddata fixtures/*.json")
    [create] = block("docs/api.md", f"{MANAGE} api_key")
    key = shell.run(create).split()[-1]
    with shell.serving(serve.replace("--port 8000", f"--port {port}"), port, "tracker.example"):
        headers = {"X-Forwarded-Proto": "https", "Authorization": f"Bearer {key}"}
        status, answer = get(port, RUSSIA, "tracker.example", **headers)
        assert status == 200
        assert f'"https://tracker.example{RUSSIA}' in answer
        assert "import of transcripts" in shell.run(f"{MANAGE} api_key list")
        shell.run(f"{MANAGE} api_key revoke {key.split('_')[1]}")
        assert get(port, RUSSIA, "tracker.example", **headers)[0] == 401
    for command in block(page, f"{MANAGE} backup tracker.dump"):
        shell.run(command)
    operator.superuser.run(f"{createdb}_new")
    kept = dict(shell.environment)
    shell.environment["DATABASE_URL"] = f"postgres://tracker:password@localhost:{operator.port}/tracker_new"
    for command in block(page, f"{MANAGE} restore"):
        shell.run(command)
    shell.environment = kept
    for command in block(page, f"{MANAGE} backup before.dump"):
        shell.run(command)
    [line] = block(page, "17 4 * * *")
    assert shell.run(line.split(None, 5)[-1].replace("/srv/tracker", str(shell.folder))) == ""
    for words in ("clearsessions", "continue_feed", "migrate --plan", "mirror_check"):
        shell.run(f"{MANAGE} {words}")
    [alter] = re.findall(r"ALTER ROLE[^`]+", text)
    shell.run(f'psql --command="{alter}" tracker')
    assert shell.run("psql --tuples-only --command='SHOW statement_timeout' tracker").strip() == "15s"


@pytest.fixture
def contributor(tmp_path: Path) -> Shell:
    """A terminal in a copy of the project that has what development needs: links to what the tests run with."""
    Project(tmp_path)
    environment = tmp_path / ".venv"
    (environment / "bin").mkdir(parents=True)
    for program in BIN.iterdir():
        (environment / "bin" / program.name).symlink_to(program)
    for name in ("lib", "pyvenv.cfg"):
        (environment / name).symlink_to(BIN.parent / name)
    # The one script in which bootstrap.py looks whether the environment was moved.
    (environment / "bin" / "pip").unlink()
    (environment / "bin" / "pip").write_text(f"#!{environment}/bin/python\n")
    (environment / "bin" / "pip").chmod(0o755)
    (environment / "dev.installed").write_text(bootstrap.fingerprint("dev", tmp_path))
    return Shell(tmp_path, PORT=str(free_port()))


def test_the_commands_for_contributors_find_nothing_to_change(contributor: Shell) -> None:
    contributor.run("git init -q && git add --force .")
    text = (BASE / "CONTRIBUTING.md").read_text(encoding="utf-8")
    shown = contributor.run("make help")
    assert {f"make {name}" for name in re.findall(r"`make ([a-z-]+)", text)} <= set(re.findall(r"make [a-z-]+", shown))
    contributor.run("make format && make schema")
    [lock] = re.findall(r"`(sha256sum [^`]+)`", text)
    contributor.run(f"cd claims/migrations && {lock}")
    recorded = "RECORD_ANSWERS=1 UPDATE_QUERY_COUNTS=1 make test"
    contributor.run(f'{recorded} ARGS="tests/api/openapi/test_openapi.py tests/api/sql/test_query_counts.py"')
    assert contributor.run("git diff") == ""
    port = int(contributor.environment["PORT"])
    with contributor.serving("make dev", port):
        assert get(port, RUSSIA)[0] == 200
