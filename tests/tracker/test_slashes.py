"""Addresses without their slash: a read is redirected, a write is refused with the right address."""

import pytest
from django.test import Client, override_settings

from claims.models import Source
from tests.support.addresses import ADDRESSES
from tests.support.desk import desk, page
from tests.support.world import make_world

pytestmark = pytest.mark.django_db

WRITES = ["POST", "PUT", "PATCH", "DELETE"]
every_write = pytest.mark.parametrize("method", WRITES)
BODY = '{"kind": "interview"}'


@pytest.fixture
def client():
    return Client(SERVER_NAME="localhost", raise_request_exception=False)


def named(response):
    """The address that a problem document names as the right one."""
    assert response.status_code == 404, (response.status_code, response.get("Location"))
    body = response.json()
    assert response["Content-Type"] == "application/problem+json"
    assert (body["type"], body["status"]) == ("/problems/#not-found", 404)
    address, _, relation = response["Link"].partition("; ")
    assert relation == 'rel="canonical"'
    address = address.strip("<>").removeprefix("http://localhost")
    assert address.partition("?")[0] in body["detail"]
    return address


@every_write
def test_a_write_to_any_address_without_its_slash_is_refused_with_the_right_address(client, method):
    make_world(3)
    addresses = [address for each in ADDRESSES if (address := each.path()).endswith("/") and address != "/"]
    assert len(addresses) > 20
    assert {address: named(client.generic(method, address[:-1], BODY)) for address in addresses} == {
        address: address for address in addresses
    }


@every_write
def test_the_parameters_and_an_unknown_key_stay_in_the_address(client, method):
    for address in ("/api/v1/claims/?dry_run=true", "/api/v1/claims/not-there/"):
        assert named(client.generic(method, "".join(address.rsplit("/", 1)), BODY)) == address


@every_write
def test_a_server_that_shows_errors_does_not_redirect_a_write_either(client, method):
    with override_settings(DEBUG=True):
        assert client.generic(method, "/api/v1/claims", BODY).status_code == 404


def test_a_write_with_a_key_is_not_carried_out(coder):
    assert coder.post("sources", {"kind": "interview", "publisher": "NATO"}).status_code == 404
    assert not Source.objects.exists()


@every_write
@pytest.mark.parametrize(
    "address", ["/api/v1/nothing", "/api/v1/sources//", "/api/v1//sources", "/api/v1/Sources", "/nothing"]
)
def test_an_address_that_is_none_with_a_slash_either_names_no_other(client, method, address):
    response = client.generic(method, address, BODY)
    assert response.status_code == 404
    assert "Link" not in response


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", ["/api/v1", "/api/v1/sources", "/api/v1/claims/match", "/search"])
def test_a_read_is_redirected_to_the_address_with_its_slash(client, method, address):
    response = client.generic(method, f"{address}?q=a")
    assert (response.status_code, response["Location"]) == (301, f"{address}/?q=a")


@every_write
def test_a_write_at_the_desk_is_not_redirected_either(method):
    administrator = desk("administrator")
    administrator.raise_request_exception = False
    response = administrator.generic(method, page(Source, "add").removesuffix("/"))
    assert response.status_code == 404
    assert administrator.get(page(Source, "add").removesuffix("/")).status_code == 301


def test_browsers_may_read_the_problem(client):
    response = client.post(
        "/api/v1/sources", BODY, content_type="application/json", headers={"Origin": "https://a.example"}
    )
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["X-Request-Id"]
