"""The configuration of nginx in docs/deployment.md, run by nginx in front of the tracker."""

import gzip
import json
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from tests.support.served import HOST, PATIENCE, free_port, served

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(not shutil.which("nginx"), reason="nginx is not installed"),
]

# As root, nginx would drop to an account that may not enter the directories of the test.
AROUND = """
user root;
daemon off;
pid {directory}/pid;
events {{}}
http {{
    access_log off;
    client_body_temp_path {directory}/bodies;
    proxy_temp_path {directory}/proxied;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    server {{
        listen {host}:{port};
        {location}
    }}
}}
"""


class Answer:
    def __init__(self, response: HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()


@pytest.fixture(scope="module")
def port(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of nginx, with the tracker behind it."""
    page = (Path(settings.BASE_DIR) / "docs" / "deployment.md").read_text(encoding="utf-8")
    (location,) = re.findall(r"```nginx\n(.*?)```", page, re.DOTALL)
    directory, chosen = tmp_path_factory.mktemp("nginx"), free_port()
    limits = {"RATE_LIMIT_ADDRESS": "100000/day", "BEHIND_PROXY": "true"}
    with django_db_blocker.unblock(), served(1, **limits) as tracker:
        location = location.replace("127.0.0.1:8000", f"{HOST}:{tracker.port}")
        file = directory / "nginx.conf"
        file.write_text(AROUND.format(directory=directory, host=HOST, port=chosen, location=location))
        process = subprocess.Popen(
            ["nginx", "-e", str(directory / "error.log"), "-c", str(file)], stderr=subprocess.DEVNULL
        )
        try:
            while True:
                with suppress(OSError):
                    ask(chosen, "/healthz")
                    break
                assert process.poll() is None, (directory / "error.log").read_text()
                time.sleep(0.1)
            yield chosen
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)


def ask(port: int, path: str, method: str = "GET", body: Any = None, **headers: str) -> Answer:
    connection = HTTPConnection(HOST, port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, headers)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def test_links_in_answers_keep_the_port(port: int) -> None:
    links = json.loads(ask(port, "/api/v1/").body)
    assert links["claims"] == f"http://{HOST}:{port}/api/v1/claims/"


def test_a_body_may_be_as_large_as_the_trackers_own_limit(port: int) -> None:
    most = settings.MAX_BODY
    accepted = ask(port, "/api/v1/claims/match/", "POST", b"x" * most, **{"Content-Type": "application/json"})
    assert accepted.status == 400
    assert json.loads(accepted.body)["type"] == "/problems/#parse-error"
    assert ask(port, "/api/v1/claims/match/", "POST", b"x" * (most + 1)).status == 413


@pytest.mark.parametrize("page", [f"{language}{page}" for language in ("", "/de") for page in settings.UPLOADS])
def test_a_file_for_the_desk_may_be_larger(port: int, page: str) -> None:
    sent = {"Content-Type": "application/octet-stream"}
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    assert ask(port, page, "POST", b"x" * most, **sent).status == 302
    assert ask(port, page, "POST", b"x" * (most + 1), **sent).status == 413


def test_a_body_in_chunks_reaches_the_tracker_with_its_length(port: int) -> None:
    chunks = iter([b'{"text": ', b'"Russia did it."}'])
    answer = ask(port, "/api/v1/claims/match/", "POST", chunks, **{"Content-Type": "application/json"})
    assert answer.status == 200, answer.body


def test_each_answer_has_an_id_of_the_proxy(port: int) -> None:
    given = ask(port, "/api/v1/topics/", **{"X-Request-Id": "chosen-by-the-client"}).headers["X-Request-Id"]
    assert re.fullmatch("[0-9a-f]{32}", given)


def left(answer: Answer) -> int:
    return int(re.findall(r"r=(\d+)", answer.headers["RateLimit"])[0])


def test_a_client_cannot_choose_the_address_that_it_is_counted_for(port: int) -> None:
    """Each request costs the same client one, whatever addresses it names."""
    first = left(ask(port, "/api/v1/topics/"))
    forged = [{"X-Forwarded-For": "192.0.2.1"}, {"X_Forwarded_For": "192.0.2.2"}, {"X-Real-IP": "192.0.2.3"}]
    assert [left(ask(port, "/api/v1/topics/", **each)) for each in forged] == [first - 1, first - 2, first - 3]


def test_a_client_cannot_claim_to_have_come_by_https(port: int) -> None:
    links = json.loads(ask(port, "/api/v1/", **{"X-Forwarded-Proto": "https"}).body)
    assert links["claims"].startswith("http://")


def test_a_compressed_answer_can_be_asked_for_conditionally(port: int) -> None:
    answer = ask(port, "/api/v1/schema/", **{"Accept-Encoding": "gzip", "Accept": "application/json"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert json.loads(gzip.decompress(answer.body))["openapi"]
    tag = answer.headers["ETag"]
    again = ask(
        port, "/api/v1/schema/", **{"Accept-Encoding": "gzip", "Accept": "application/json", "If-None-Match": tag}
    )
    assert (again.status, again.body) == (304, b"")
