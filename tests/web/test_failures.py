"""What cannot be shown: a page in the reader's language for browsers, and a problem document for everybody else."""

import pytest
from django.db import OperationalError

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def broken(exception):
    def fail(questions):
        raise exception

    return fail


@pytest.fixture
def failing(reader, monkeypatch):
    """Answers a page whose read fails with an exception."""
    reader.raise_request_exception = False

    def get(exception, address="/de/topics/", **headers):
        monkeypatch.setattr("claims.web.page.read_together", broken(exception))
        return reader.get(address, headers=headers)

    return get


def is_page(response, status, words):
    text = response.content.decode()
    assert (response.status_code, response["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert "Accept" in response["Vary"]
    assert response["Cache-Control"] == "no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert '<link rel="canonical"' not in text
    assert words in text


def is_document(response, status):
    assert (response.status_code, response["Content-Type"]) == (status, "application/problem+json")
    assert response.json()["status"] == status


@pytest.mark.parametrize("address", ["/no/such/address/", "/no/such/address", "/de/nothing/", "/developers/x/"])
def test_an_unknown_address(reader, address):
    is_page(reader.get(address, headers=BROWSER), 404, "Unter dieser" if "/de/" in address else "There is nothing")
    is_document(reader.get(address), 404)
    is_document(reader.post(address, headers=BROWSER), 404)


def test_an_unknown_address_of_the_api_is_a_document_for_browsers_as_well(reader):
    is_document(reader.get("/api/v1/nothing/", headers=BROWSER), 404)


def test_a_fault_is_found_in_the_log_by_the_id_on_the_page(failing):
    is_page(failing(ZeroDivisionError(), **BROWSER, **{"X-Request-Id": "the-same-id"}), 500, "<code>the-same-id</code>")
    is_document(failing(ZeroDivisionError()), 500)


def test_a_database_that_does_not_answer(failing):
    lost = OperationalError("connection refused")
    response = failing(lost, **BROWSER)
    is_page(response, 503, "gleich noch einmal")
    assert response["Retry-After"] == "1"
    is_document(failing(lost), 503)


def test_a_host_that_is_not_served_here(reader):
    is_page(reader.get("/topics/", headers={**BROWSER, "Host": "elsewhere.example"}), 400, "This cannot be shown")
    is_document(reader.get("/topics/", headers={"Host": "elsewhere.example"}), 400)


def test_the_address_is_shown_as_text(reader):
    text = reader.get("/<script>alert(1)<%2Fscript>/", headers=BROWSER).content.decode()
    assert "&lt;script&gt;" in text
    assert "<script>" not in text
