"""The tests on each older PostgreSQL that is supported: `VERSIONS="16 17" python -m tests.versions`.

Any arguments go to pytest.
"""

import os
import subprocess
import sys

from tests.__main__ import ENV, MOST_WORKERS, ROOT, say
from tests.support.builds import OLDER
from tests.support.clusters import cluster


def main(arguments: list[str]) -> int:
    chosen = [int(each) for each in os.environ.get("VERSIONS", "").split()] or OLDER
    failed = [version for version in chosen if not passes(version, arguments)]
    say(f"Failed on PostgreSQL {', '.join(map(str, failed))}." if failed else "")
    return bool(failed)


def passes(version: int, arguments: list[str]) -> bool:
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    with cluster(version) as server, server.running():
        say(f"On PostgreSQL {version}:")
        path = f"{server.programs}{os.pathsep}{os.environ['PATH']}"
        env = ENV | {"DATABASE_URL": server.url("postgres", "postgres"), "PATH": path}
        command = [sys.executable, "-m", "pytest", "-n", workers, *arguments]
        return subprocess.run(command, cwd=ROOT, env=env, check=False).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
