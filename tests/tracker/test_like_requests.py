"""Which requests are like an earlier one: those that have all in common that Django reads of them."""

from typing import Any

import pytest
from django.test import Client
from django.test.client import FakePayload
from hypothesis import given
from hypothesis import strategies as st

from tests.support.endpoints import ENDPOINTS
from tests.support.pages import PAGES
from tests.support.world import make_world
from tracker.repeated import CODING, LANGUAGE, READ, UNREPEATED, request_key

# Headers that Django and the middleware may look at without a difference for kept answers.
WITHOUT_EFFECT = {
    "HTTP_X_REQUEST_ID",  # read ahead as well
    "HTTP_COOKIE",  # Django looks for the token of forms, which only the desk has
    "HTTP_USER_AGENT",  # none is disallowed
}


class Recorded(dict[str, Any]):
    """An environment that knows which of its names were asked for."""

    def __init__(self, environ: dict[str, Any]) -> None:
        super().__init__(environ)
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> Any:
        self.asked.add(name)
        return super().__getitem__(name)

    def get(self, name: str, default: Any = None) -> Any:  # type: ignore[override]
        self.asked.add(name)
        return super().get(name, default)

    def __contains__(self, name: object) -> bool:
        self.asked.add(str(name))
        return super().__contains__(name)


@pytest.mark.django_db(transaction=True)
def test_all_that_django_reads_of_a_request_decides_whether_it_is_like_another(reader: Client, settings: Any) -> None:
    make_world(2)
    asked: set[str] = set()
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")  # as in production
    handle = reader.handler.__call__
    for each in (*ENDPOINTS, *PAGES):
        for _ in range(2):
            environ = Recorded(
                reader._base_environ(PATH_INFO=each.path().split("?")[0], QUERY_STRING=each.path().partition("?")[2])
            )
            environ["wsgi.input"] = FakePayload(b"")
            handle(environ)
            asked |= environ.asked
    assert settings.DISALLOWED_USER_AGENTS == []
    assert "HTTP_X_FORWARDED_PROTO" in asked
    headers = {name for name in asked if name.startswith("HTTP_")}
    assert headers - {*READ, *UNREPEATED, CODING, LANGUAGE, *WITHOUT_EFFECT} == set()


@given(st.sampled_from(READ), st.text(max_size=5), st.text(max_size=5))
def test_requests_are_alike_only_if_all_is_equal_that_decides(name: str, one: str, other: str) -> None:
    first, second = ({"PATH_INFO": "/claims/", name: value} for value in (one, other))
    assert (request_key(first) == request_key(second)) is (one == other)


@pytest.mark.parametrize(
    ("name", "path", "one", "other", "alike"),
    [
        (LANGUAGE, "/claims/", "de-DE,de;q=0.9", "de", True),
        (LANGUAGE, "/claims/", "de", "en", False),
        (LANGUAGE, "/api/v1/claims/", "de", "en", True),
        (CODING, "/claims/", "gzip, br", "br, gzip", True),
        (CODING, "/claims/", "gzip", "br", False),
        ("HTTP_ACCEPT", "/claims/", "", None, False),
    ],
)
def test_requests_are_alike_that_get_the_same_language_coding_and_form(
    name: str, path: str, one: str, other: str | None, alike: bool
) -> None:
    first, second = ({"PATH_INFO": path} | ({} if value is None else {name: value}) for value in (one, other))
    assert (request_key(first) == request_key(second)) is alike
