"""`make run` serves on after its worker was killed."""

import os
import signal
import subprocess
import sys
import time

from django.conf import settings

from tests.support.served import PATIENCE, Server, free_port


def test_a_killed_worker_is_started_again(tmp_path):
    port = free_port()
    environment = os.environ | {
        "PORT": str(port),
        "DATA_DIR": str(tmp_path),
        "DJANGO_SETTINGS_MODULE": "tracker.settings",
    }
    environment.pop("DATABASE_URL", None)
    process = subprocess.Popen(
        [sys.executable, "manage.py", "quickstart"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    server = Server(port, process)
    try:
        wait(server, process)
        first = server.workers()
        os.kill(first[0], signal.SIGKILL)
        while set(server.workers()) & set(first):
            time.sleep(0.1)
        wait(server, process)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(timeout=PATIENCE)


def wait(server, process):
    deadline = time.monotonic() + PATIENCE
    while not server.answers():
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.2)
