"""The log has one line for each request, with the id that the answer has."""

import logging

import pytest

from tracker.logs import RequestIdFilter

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(settings):
    """The lines that are logged: logger, id of the request, message, and whether there is a traceback."""
    found = []

    class Keep(logging.Handler):
        def emit(self, record):
            RequestIdFilter().filter(record)
            found.append((record.name, record.request_id, record.getMessage(), bool(record.exc_info)))

    handler = Keep()
    loggers = [logging.getLogger(name) for name in ("tracker", "django", "django.security.DisallowedHost")]
    for each in loggers:
        each.addHandler(handler)
    yield found
    for each in loggers:
        each.removeHandler(handler)


@pytest.mark.parametrize("path", ["/api/v1/topics/", "/api/v1/topics/nothing/", "/nothing", "/healthz"])
def test_a_request_is_one_line_with_the_id_of_its_answer(reader, lines, path):
    answer = reader.get(path, {"q": "secret"})
    ((_, request_id, message, traceback),) = [line for line in lines if line[0] == "tracker.access"]
    assert (request_id, traceback) == (answer["X-Request-Id"], False)
    assert message.startswith(f"GET {path} {answer.status_code} ")
    assert "secret" not in message


def test_a_path_cannot_add_a_line_to_the_log(reader, lines):
    reader.get("/a%0Ab")
    assert all("\n" not in message for _, _, message, _ in lines)


def test_a_foreign_host_is_one_line_without_a_traceback(reader, lines):
    assert reader.get("/", headers={"Host": "evil.example"}).status_code == 400
    (line,) = [line for line in lines if line[0] == "django.security.DisallowedHost"]
    assert not line[3]


def test_the_access_log_can_be_turned_off(reader, lines, settings):
    settings.ACCESS_LOG = False
    reader.get("/healthz")
    assert lines == []
