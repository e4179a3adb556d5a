"""Messages of the Model Context Protocol, as a client sends them."""

from typing import Any

from django.test import Client

REVISION = "2026-07-28"
META = {
    "io.modelcontextprotocol/protocolVersion": REVISION,
    "io.modelcontextprotocol/clientCapabilities": {},
    "io.modelcontextprotocol/clientInfo": {"name": "tests", "version": "1"},
}


def message(method: str, **params: Any) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "id": 1, "method": method, "params": {"_meta": META, **params}}


def headers(method: str, name: str = "", **others: str) -> dict[str, str]:
    named = {"Mcp-Name": name} if name else {}
    accept = {"Accept": "application/json, text/event-stream"}
    given = {"MCP-Protocol-Version": REVISION, "Mcp-Method": method, **named, **accept}
    return given | {each.replace("_", "-"): value for each, value in others.items()}


def send(body: Any, sent: dict[str, str], **options: Any) -> Any:
    """The response to a body with these headers."""
    client = Client(SERVER_NAME="localhost", raise_request_exception=False, enforce_csrf_checks=True)
    options.setdefault("content_type", "application/json")
    return client.post("/mcp", body, headers=sent, **options)


def call(tool: str, key: str = "", /, **arguments: Any) -> dict[str, Any]:
    """The result of a tool."""
    authorization = {"Authorization": f"Bearer {key}"} if key else {}
    body = message("tools/call", name=tool, arguments=arguments)
    response = send(body, headers("tools/call", tool) | authorization)
    assert response.status_code == 200, response.content
    return response.json()["result"]  # type: ignore[no-any-return]
