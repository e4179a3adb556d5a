"""What one request may make the server do is bounded, however much the request names."""

import time
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Event, Semaphore
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from claims.api.http.bodies import BodyMiddleware
from claims.api.query.filters import SlugFilter, TextFilter
from claims.api.resources.statements.filters import OrganizationThen
from tests.support.asking import ask
from tests.support.endpoints import SORTED

pytestmark = pytest.mark.django_db


def test_of_many_unknown_slugs_only_the_first_three_are_compared_with_others(article):
    names = [f"dmitry-peskow-{number}" for number in range(50)]
    with CaptureQueriesContext(connection) as captured:
        response = ask("/api/v1/statements/?" + urlencode({"speaker": names, "organization": names}, doseq=True))
    assert response.status_code == 400
    assert len([each for each in captured.captured_queries if " LIKE " in each["sql"]]) == 3
    details = [error["detail"] for error in response.json()["errors"]]
    assert ["Did you mean “dmitry-peskov”?" in detail for detail in details] == [True] * 3 + [False] * 97


def test_long_writes_leave_a_thread_for_readers(rf, monkeypatch):
    """Three writes wait for something; the fourth thread answers a reader, and refuses a write."""
    monkeypatch.setattr("claims.api.http.bodies.WAIT", 0)
    entered, released = Semaphore(0), Event()

    def view(request):
        if request.method == "POST":
            entered.release()
            released.wait(60)
        return HttpResponse()

    middleware = BodyMiddleware(view)
    with ThreadPoolExecutor(3) as threads:
        writes = []
        for _ in range(3):
            writes.append(threads.submit(middleware, rf.post("/api/v1/topics/", {"name": "x"})))
            entered.acquire()
        refused = middleware(rf.post("/api/v1/topics/", {"name": "x"}))
        assert (refused.status_code, refused["Retry-After"]) == (503, "1")
        assert middleware(rf.get("/api/v1/topics/")).status_code == 200
        released.set()
        assert [each.result().status_code for each in writes] == [200] * 3
    assert middleware(rf.post("/api/v1/topics/", {"name": "x"})).status_code == 200


def test_a_request_that_was_given_up_is_not_carried_out_though_its_body_arrives(rf, settings):
    settings.BODY_TIMEOUT = 0.1
    given_up, called = [], []

    class LateBody(BytesIO):
        def read(self, *size):
            while not given_up:
                time.sleep(0.01)
            return super().read(*size)

    body = b'{"name": "x"}'
    request = rf.post("/api/v1/topics/", body, content_type="application/json")
    request.META |= {"tracker.break_off": given_up.append}
    request._stream = LateBody(body)
    answer = BodyMiddleware(called.append)(request)
    assert (answer.status_code, [each.status_code for each in given_up], called) == (408, [408], [])


@pytest.mark.parametrize("endpoint", [each for each in SORTED if each.action == "list"], ids=str)
def test_many_values_of_the_filters_are_as_many_conditions_as_two(article, endpoint):
    """A statement is compiled and planned anew for each number of values."""

    def conditions(number):
        given = {
            name: [f"x{each}" for each in range(number)]
            for name, (kind, lookup) in endpoint.parameters.filters.parameters().items()
            if lookup == "exact" and type(kind) in {SlugFilter, OrganizationThen, TextFilter}
        }
        with CaptureQueriesContext(connection) as captured:
            ask(endpoint.path(urlencode(given, doseq=True)))
        statement = max((each["sql"] for each in captured.captured_queries), key=len)
        return statement.count("SELECT") + statement.count(" OR ") + statement.count(" WHEN ")

    assert conditions(40) == conditions(2)
