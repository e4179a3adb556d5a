"""The log has one line for each request, with the id that the answer has."""

import logging
from io import StringIO

import pytest

from tests.support.ahead import AheadClient
from tracker.logs import RequestIdFilter

pytestmark = pytest.mark.django_db


PARTS = "".join(
    f'--x\r\nContent-Disposition: form-data; name="a"; filename="{number}"\r\n\r\n\r\n' for number in range(101)
)
# Requests that Django refuses as suspicious: a foreign Host, parameters, files and cookies.
SUSPICIOUS = {
    "a foreign host": lambda reader: reader.get("/", headers={"Host": "evil.example"}),
    "many parameters": lambda reader: reader.get("/api/v1/topics/?" + "a&" * 1_001),
    "many fields": lambda reader: reader.post(
        "/admin/login/", "a&" * 1_001, content_type="application/x-www-form-urlencoded"
    ),
    "many files": lambda reader: reader.post(
        "/admin/login/", f"{PARTS}--x--\r\n", content_type="multipart/form-data; boundary=x"
    ),
}


@pytest.fixture
def lines(settings):
    """The lines that are logged: logger, id of the request, message, and whether there is a traceback."""
    found = []

    class Keep(logging.Handler):
        def emit(self, record):
            RequestIdFilter().filter(record)
            found.append((record.name, record.request_id, record.getMessage(), bool(record.exc_info)))

    handler = Keep()
    loggers = [logging.getLogger(name) for name in ("tracker", "django", "django.security")]
    for each in loggers:
        each.addHandler(handler)
    yield found
    for each in loggers:
        each.removeHandler(handler)


@pytest.fixture
def written():
    """What is written to standard error meanwhile."""
    stream = StringIO()
    loggers = [logging.getLogger(name) for name in ("tracker", "django", "django.request", "django.security")]
    handlers = {handler for each in loggers for handler in each.handlers if type(handler) is logging.StreamHandler}
    before = {handler: handler.setStream(stream) for handler in handlers}
    yield stream
    for handler, usual in before.items():
        handler.setStream(usual)


@pytest.mark.parametrize("path", ["/api/v1/topics/", "/api/v1/topics/nothing/", "/nothing", "/healthz"])
def test_a_request_is_one_line_with_the_id_of_its_answer(reader, lines, path):
    answer = reader.get(path, {"q": "secret"})
    ((_, request_id, message, traceback),) = [line for line in lines if line[0] == "tracker.access"]
    assert (request_id, traceback) == (answer["X-Request-Id"], False)
    assert message.startswith(f"GET {path} {answer.status_code} ")
    assert "secret" not in message


@pytest.mark.django_db(transaction=True)
def test_a_request_that_is_answered_ahead_of_django_has_its_line_as_well(lines):
    reader = AheadClient(SERVER_NAME="localhost")
    answers = [reader.get("/api/v1/topics/", {"limit": "17"}) for _ in range(3)]
    assert reader.passed_on == 1
    written = [(request_id, message.rpartition(" 200 ")[0]) for name, request_id, message, _ in lines]
    assert written == [(each["X-Request-Id"], "GET /api/v1/topics/") for each in answers]


def test_a_path_cannot_add_a_line_to_the_log(reader, lines):
    reader.get("/a%0Ab")
    assert all("\n" not in message for _, _, message, _ in lines)


@pytest.mark.parametrize("kind", SUSPICIOUS)
def test_a_suspicious_request_is_one_line_without_a_traceback(reader, written, kind):
    assert SUSPICIOUS[kind](reader).status_code == 400
    lines = written.getvalue().splitlines()
    assert [line.split()[3].partition(".")[0] for line in lines] == ["django", "tracker"]


def test_the_access_log_can_be_turned_off(reader, lines, settings):
    settings.ACCESS_LOG = False
    reader.get("/healthz")
    assert lines == []
