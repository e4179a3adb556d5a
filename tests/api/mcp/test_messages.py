"""Messages of the Model Context Protocol: what is answered, and what is refused before anything is asked."""

import base64

import pytest
from django.conf import settings

from tests.support.mcp import META, REVISION, headers, message, send

pytestmark = pytest.mark.django_db

LIST = headers("tools/list")


def error(response):
    """The status, and the code and the words of the error."""
    body = response.json()
    return response.status_code, body["error"]["code"], body["error"]["message"]


def test_a_client_discovers_the_revision_and_that_there_are_tools():
    result = send(message("server/discover"), headers("server/discover")).json()["result"]
    assert (result["supportedVersions"], result["capabilities"]) == ([REVISION], {"tools": {}})
    assert (result["resultType"], result["cacheScope"], result["ttlMs"]) == ("complete", "public", 3_600_000)
    assert result["_meta"]["io.modelcontextprotocol/serverInfo"]["name"] == "statement-claim-tracker"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("{", (400, -32700, "The body is not JSON.")),
        ("[" * 60_000, (400, -32700, "The body is not JSON.")),
        ('{"jsonrpc": "2.0", "id": 1, "method": "\\ud800"}', (400, -32700, "The body is not JSON.")),
        (f'{{"id": {"9" * 5_000}}}', (400, -32700, "The body is not JSON.")),
        (b"\xff\xfe", (400, -32700, "The body is not JSON.")),
        ("1", (400, -32600, "A message is an object.")),
        ([message("tools/list")], (400, -32600, "This revision has no batches: send one message in each request.")),
        ({"jsonrpc": "2.0", "id": 1}, (400, -32600, "A message has “jsonrpc”: “2.0”, and a “method”.")),
        ({"id": 1, "method": "tools/list"}, (400, -32600, "A message has “jsonrpc”: “2.0”, and a “method”.")),
        ({**message("tools/list"), "id": None}, (400, -32600, "The “id” of a request is a text or a whole number.")),
        ({**message("tools/list"), "id": True}, (400, -32600, "The “id” of a request is a text or a whole number.")),
        ({**message("tools/list"), "params": []}, (400, -32602, "“params” is an object.")),
    ],
    ids=str,
)
def test_what_is_no_message_is_refused(body, told):
    assert error(send(body, LIST)) == told


def test_a_request_says_its_revision_and_what_its_client_can():
    for params in ({}, {"_meta": None}, {"_meta": {}}):
        status, code, words = error(send({**message("tools/list"), "params": params}, LIST))
        assert (status, code) == (400, -32602)
        assert "protocolVersion" in words
        assert "clientCapabilities" in words


def test_another_revision_is_told_which_one_is_spoken():
    old = {**META, "io.modelcontextprotocol/protocolVersion": "2025-11-25"}
    requests = [
        (message("tools/list", _meta=old), LIST | {"MCP-Protocol-Version": "2025-11-25"}),
        ({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": "2025-11-25"}}, {}),
        ({"jsonrpc": "2.0", "method": "notifications/x"}, {"MCP-Protocol-Version": "2025-11-25"}),
    ]
    for body, sent in requests:
        response = send(body, sent)
        assert error(response)[:2] == (400, -32022)
        assert response.json()["error"]["data"] == {
            "supported": [REVISION],
            "requested": "2025-11-25",
        }


@pytest.mark.parametrize(
    "wrong",
    [
        {"MCP-Protocol-Version": "2025-11-25"},
        {"Mcp-Method": "tools/list"},
        {"Mcp-Name": "claim_stances"},
        {"Mcp-Name": "=?base64?!?="},
        {"Mcp-Name": "search,search"},
    ],
    ids=str,
)
def test_headers_that_say_something_else_than_the_body_are_refused(wrong):
    sent = headers("tools/call", "search") | wrong
    status, code, words = error(send(message("tools/call", name="search", arguments={"q": "x"}), sent))
    assert (status, code) == (400, -32020)
    assert next(iter(wrong)) in words


@pytest.mark.parametrize("name", ["MCP-Protocol-Version", "Mcp-Method", "Mcp-Name"])
def test_headers_that_are_missing_are_refused(name):
    sent = {each: value for each, value in headers("tools/call", "search").items() if each != name}
    assert error(send(message("tools/call", name="search", arguments={"q": "x"}), sent))[:2] == (400, -32020)


def test_an_encoded_header_is_read():
    sent = headers("tools/call", f"=?base64?{base64.b64encode(b'search').decode()}?=")
    assert send(message("tools/call", name="search", arguments={"q": "x"}), sent).status_code == 200


def test_a_method_that_there_is_not_is_not_found():
    assert error(send(message("resources/list"), headers("resources/list"))) == (
        404,
        -32601,
        "There is no method “resources/list” here.",
    )


@pytest.mark.parametrize("name", ["confirm", None, 1])
def test_a_tool_that_there_is_not_is_an_error_that_names_the_others(name):
    status, code, words = error(send(message("tools/call", name=name), headers("tools/call", str(name))))
    assert (status, code) in {(400, -32602), (400, -32020)}
    if name == "confirm":
        assert "claim_stances" in words


def test_a_notification_is_accepted_and_answered_by_nothing():
    response = send({"jsonrpc": "2.0", "method": "notifications/cancelled"}, headers("notifications/cancelled"))
    assert (response.status_code, response.content) == (202, b"")


@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE", "PUT", "OPTIONS"])
def test_messages_are_sent_by_post(client, method):
    response = client.generic(method, "/mcp")
    assert (response.status_code, response["Allow"]) == (405, "POST")


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost.evil.example", "null", ""])
def test_a_page_of_another_origin_may_not_ask(origin):
    response = send(message("tools/list"), LIST | {"Origin": origin})
    assert (response.status_code, response.json()["title"]) == (403, "Foreign origin")


def test_a_page_of_this_origin_and_of_a_trusted_one_may_ask():
    settings.CSRF_TRUSTED_ORIGINS = ["https://tools.example"]
    try:
        for origin in ("http://localhost", "https://tools.example"):
            assert send(message("tools/list"), LIST | {"Origin": origin}).status_code == 200
    finally:
        settings.CSRF_TRUSTED_ORIGINS = []


def test_a_name_that_was_bound_to_this_address_is_refused():
    assert send(message("tools/list"), LIST | {"Host": "evil.example"}).status_code == 400


def test_a_message_is_json_and_so_is_its_answer():
    assert send("{}", LIST, content_type="text/plain").status_code == 415
    assert send(message("tools/list"), LIST | {"Accept": "text/event-stream"}).status_code == 406


def test_a_long_message_is_refused():
    assert send(message("tools/call", name="search", arguments={"q": "x" * 70_000}), LIST).status_code == 413


def test_a_key_that_does_not_work_is_refused():
    response = send(message("tools/list"), LIST | {"Authorization": "Bearer sct_nothing"})
    assert (response.status_code, response["WWW-Authenticate"]) == (401, "Bearer")


def test_an_answer_is_kept_by_nobody_and_sets_no_cookie():
    response = send(message("tools/list"), LIST)
    assert (response["Cache-Control"], response.has_header("ETag"), response.cookies) == ("no-store", False, {})
