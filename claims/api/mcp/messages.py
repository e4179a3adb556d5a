"""Messages of the Model Context Protocol, revision 2026-07-28: one JSON-RPC request in a POST, without any session."""

import base64
import binascii
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

REVISION = "2026-07-28"
PREFIX = "io.modelcontextprotocol/"
VERSION, CAPABILITIES, SERVER = f"{PREFIX}protocolVersion", f"{PREFIX}clientCapabilities", f"{PREFIX}serverInfo"
# Codes of JSON-RPC, and those that the revision adds.
PARSE_ERROR, INVALID_REQUEST, METHOD_NOT_FOUND, INVALID_PARAMS = -32700, -32600, -32601, -32602
HEADER_MISMATCH, UNSUPPORTED_VERSION = -32020, -32022
# A header that is not plain ASCII is sent so.
ENCODED = re.compile(r"=\?base64\?(.*)\?=")
SAID_TWICE = {"tools/call": "name", "prompts/get": "name", "resources/read": "uri"}


class Rejected(Exception):  # noqa: N818 - named for what happened
    """A message that is not carried out.

    Args:
        number: the `id` of the request; None where it cannot be told.
    """

    def __init__(self, code: int, words: str, number: Any = None, data: Any = None) -> None:
        self.code, self.words, self.number, self.data = code, words, number, data
        super().__init__(words)

    @property
    def status(self) -> int:
        return HTTPStatus.NOT_FOUND if self.code == METHOD_NOT_FOUND else HTTPStatus.BAD_REQUEST

    def message(self) -> dict[str, Any]:
        data = {} if self.data is None else {"data": self.data}
        return {"jsonrpc": "2.0", "id": self.number, "error": {"code": self.code, "message": self.words, **data}}


@dataclass(frozen=True)
class Call:
    """A request: its `id`, method and parameters. A notification has no `id`, and is answered by nothing."""

    number: Any
    method: str
    params: dict[str, Any]

    @property
    def is_notification(self) -> bool:
        return self.number is None


def parsed(body: bytes, headers: Mapping[str, str]) -> Call:
    """The message in the body of a request.

    Args:
        headers: those of the request, by their names in any case.

    Raises:
        Rejected: it is none, it is of another revision, or the headers say something else.
    """
    try:
        message = json.loads(body)
        json.dumps(message, ensure_ascii=False).encode()  # half a surrogate pair is no character
    except (ValueError, RecursionError) as error:
        raise Rejected(PARSE_ERROR, "The body is not JSON.") from error
    if isinstance(message, list):
        raise Rejected(INVALID_REQUEST, "This revision has no batches: send one message in each request.")
    if not isinstance(message, dict):
        raise Rejected(INVALID_REQUEST, "A message is an object.")
    number, params = message.get("id"), message.get("params", {})
    is_number = isinstance(number, str | int) and not isinstance(number, bool)
    known = number if is_number else None
    if message.get("jsonrpc") != "2.0" or not isinstance(message.get("method"), str):
        raise Rejected(INVALID_REQUEST, "A message has “jsonrpc”: “2.0”, and a “method”.", known)
    if "id" in message and not is_number:
        raise Rejected(INVALID_REQUEST, "The “id” of a request is a text or a whole number.")
    if not isinstance(params, dict):
        raise Rejected(INVALID_PARAMS, "“params” is an object.", known)
    call = Call(number, message["method"], params)
    if call.is_notification:
        check_version(headers.get("MCP-Protocol-Version", ""), None)
    else:
        check(call, headers)
    return call


def check(call: Call, headers: Mapping[str, str]) -> None:
    """Checks what a request says of itself: in `_meta`, and once more in its headers, for whatever is between.

    Raises:
        Rejected: something is missing, differs, or is of another revision.
    """
    if call.method == "initialize":
        # From a client of an earlier revision, with a handshake: it reads which one is spoken here.
        check_version(call.params.get("protocolVersion"), call.number)
    meta = call.params.get("_meta")
    lacking = [each for each in (VERSION, CAPABILITIES) if not isinstance(meta, dict) or each not in meta]
    if lacking:
        raise Rejected(INVALID_PARAMS, f"“params._meta” lacks {' and '.join(lacking)}.", call.number)
    said = {"MCP-Protocol-Version": meta[VERSION], "Mcp-Method": call.method}  # type: ignore[index]
    if call.method in SAID_TWICE:
        said["Mcp-Name"] = call.params.get(SAID_TWICE[call.method])
    for name, value in said.items():
        if value is not None and decoded(headers.get(name)) != value:
            raise Rejected(HEADER_MISMATCH, f"The header {name} does not say what the body says.", call.number)
    check_version(said["MCP-Protocol-Version"], call.number)


def check_version(version: Any, number: Any) -> None:
    if version != REVISION:
        data = {"supported": [REVISION], "requested": version if isinstance(version, str) else ""}
        raise Rejected(UNSUPPORTED_VERSION, f"The revision that is spoken here is {REVISION}.", number, data)


def decoded(value: str | None) -> str | None:
    """The value of a header; None where there is none, or where its encoding is broken."""
    if value is None or not (encoded := ENCODED.fullmatch(value)):
        return value
    try:
        return base64.b64decode(encoded[1], validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return None
