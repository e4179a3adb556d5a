"""Fetches a page for the desk: from the public internet only, to exactly the address that was checked, within bounds.

A server that fetches what people type can be sent to machines that only it can reach (SSRF). So a name is resolved
once, each of its addresses is checked, and the connection goes to one of these. Every redirect is a new question.
"""

import io
import socket
import ssl
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException, HTTPResponse
from time import monotonic
from typing import Any, NamedTuple
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from claims.texts import addresses
from claims.texts.proposal import MAX_FILE, UnreadableError

SECONDS = 15  # for everything, with all redirects
MAX_REDIRECTS = 5
MAX_HEADERS = 256 * 1024  # bytes
MAX_ADDRESS = 2_000  # characters
REDIRECTS = {301, 302, 303, 307, 308}
PORTS = {"http": 80, "https": 443}
KEPT = "/?%:@!$&'()*+,;=~-._[]"  # characters of a path and a query that are sent as they are
NO_ADDRESS = "An address to fetch starts with http:// or https://, and has neither user nor password."
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; statement-and-claim-tracker)",
    "Accept": "text/html,application/xhtml+xml,application/pdf,text/*;q=0.9,*/*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
}
TOO_LARGE = f"The page has more than {MAX_FILE:,} bytes. Save a part of it as a file."


class Page(NamedTuple):
    """What an address answered: its bytes, their declared type, and the address that answered after redirects."""

    data: bytes
    media_type: str
    address: str


class Asked(NamedTuple):
    """An address that may be asked: the checked addresses of its host, and what to ask for."""

    host: str
    port: int
    is_secure: bool
    target: str
    found: list[addresses.Address]


@dataclass(frozen=True)
class Network:
    """How names are resolved, and where one may connect to. Tests replace both; the tracker never does."""

    resolve: Callable[[str, int, float], list[addresses.Address]] = addresses.resolve
    may_connect: Callable[[addresses.Address, int], bool] = addresses.may_connect
    seconds: float = SECONDS


class Bounded(io.RawIOBase):
    """What a connection sends, until a moment and up to a number of bytes, headers and framing included."""

    def __init__(self, connected: socket.socket, deadline: float) -> None:
        self.connected, self.deadline = connected, deadline
        # It keeps the socket open for as long as the body is read.
        self.raw = connected.makefile("rb", buffering=0)
        self.left = MAX_FILE + MAX_HEADERS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        self.connected.settimeout(left_until(self.deadline))
        read = self.raw.readinto(buffer)
        self.left -= read or 0
        if self.left < 0:
            raise UnreadableError(TOO_LARGE)
        return read

    def close(self) -> None:
        self.raw.close()
        super().close()


class Connection(HTTPConnection):
    """A connection to an address that was checked, under the name that was asked for."""

    def __init__(self, asked: Asked, deadline: float) -> None:
        super().__init__(asked.host, asked.port)
        self.asked, self.deadline = asked, deadline
        self.default_port = PORTS["https" if asked.is_secure else "http"]

    def connect(self) -> None:
        failed: OSError | None = None
        for each in self.asked.found:
            try:
                self.sock = self.connected_to(str(each))
            except OSError as error:
                failed = error
            else:
                return
        raise failed or OSError("There is no address.")

    def connected_to(self, address: str) -> socket.socket:
        plain = socket.create_connection((address, self.port), left_until(self.deadline))
        try:
            if not self.asked.is_secure:
                return plain
            plain.settimeout(left_until(self.deadline))
            return ssl.create_default_context().wrap_socket(plain, server_hostname=self.asked.host)
        except BaseException:
            plain.close()
            raise

    def response_class(self, sock: socket.socket, **options: Any) -> HTTPResponse:  # type: ignore[override]
        response = HTTPResponse(sock, **options)
        response.fp.close()
        response.fp = io.BufferedReader(Bounded(sock, self.deadline))
        return response


def fetch(address: str, network: Network | None = None) -> Page:
    """What an address answers.

    Raises:
        UnreadableError: it may not be fetched, or does not answer with a page within the bounds.
    """
    network = network or Network()
    deadline = monotonic() + network.seconds
    for _ in range(MAX_REDIRECTS + 1):
        asked = checked(address, network, deadline)
        try:
            answer = ask(asked, deadline)
        except TimeoutError as error:
            raise UnreadableError(f"“{asked.host}” did not answer in time.") from error
        except (OSError, HTTPException, ValueError, zlib.error) as error:
            said = " ".join(str(error).split())[:200]
            raise UnreadableError(
                f"“{asked.host}” did not answer with a page: {said or type(error).__name__}."
            ) from error
        if isinstance(answer, str):
            address = urljoin(address, answer)
            continue
        return Page(*answer, address)
    raise UnreadableError(f"The address is redirected more than {MAX_REDIRECTS} times.")


def checked(address: str, network: Network, deadline: float) -> Asked:
    """An address, after its host was resolved and all of its addresses were checked.

    Raises:
        UnreadableError: it may not be fetched.
    """
    parts = parts_of(address)
    host = str(parts.hostname)
    port = parts.port or PORTS[parts.scheme]
    found = network.resolve(host, port, left_until(deadline))
    if not found or not all(network.may_connect(each, port) for each in found):
        raise UnreadableError(f"“{host}” is no address of the public web: it is not fetched. Save the page as a file.")
    target = quote(parts.path or "/", safe=KEPT) + (f"?{quote(parts.query, safe=KEPT)}" if parts.query else "")
    return Asked(host, port, parts.scheme == "https", target, found)


def parts_of(address: str) -> SplitResult:
    """The parts of an address of the web.

    Raises:
        UnreadableError: it is none.
    """
    try:
        parts = urlsplit(address)
        port, host = parts.port, parts.hostname or ""
        if ":" not in host:
            host = host.encode("idna").decode("ascii")
    except ValueError as error:
        raise UnreadableError(NO_ADDRESS) from error
    printable = len(address) <= MAX_ADDRESS and address.isprintable()
    if not (printable and parts.scheme in PORTS and host) or "@" in parts.netloc or "%" in host or port == 0:
        raise UnreadableError(NO_ADDRESS)
    shown = f"[{host}]" if ":" in host else host
    return parts._replace(netloc=f"{shown}:{port}" if port else shown)


def ask(asked: Asked, deadline: float) -> tuple[bytes, str] | str:
    """The bytes and the declared type of a page, or the address that it is redirected to."""
    connection = Connection(asked, deadline)
    try:
        connection.request("GET", asked.target, headers=HEADERS)
        response = connection.getresponse()
        location = response.headers.get("Location")
        if response.status in REDIRECTS and location:
            return str(location)
        if response.status != HTTPStatus.OK:
            raise UnreadableError(f"“{asked.host}” answered {response.status} {response.reason}"[:200] + ".")
        if response.length is not None and response.length > MAX_FILE:
            raise UnreadableError(TOO_LARGE)
        coding = str(response.headers.get("Content-Encoding", "identity")).strip().lower()
        # A length that is too large has been refused; that of a chunk may be anything.
        data = unpacked(response.read() if response.length is not None else response.read(MAX_FILE + 1), coding)
        return data, str(response.headers.get("Content-Type", ""))
    finally:
        connection.close()


def unpacked(data: bytes, coding: str) -> bytes:
    """A body without its coding.

    Raises:
        UnreadableError: it has another coding than was asked for, is damaged, or has too many bytes.
    """
    if coding in {"identity", ""}:
        plain = data
    elif coding in {"gzip", "x-gzip"}:
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        plain = unpacker.decompress(data, MAX_FILE + 1)
        if len(plain) <= MAX_FILE and not unpacker.eof:
            raise UnreadableError("The page broke off before its end.")
    else:
        raise UnreadableError(f"The page is packed in a way that was not asked for: {coding[:40]}.")
    if len(plain) > MAX_FILE:
        raise UnreadableError(TOO_LARGE)
    return plain


def left_until(deadline: float) -> float:
    """The seconds that are left.

    Raises:
        TimeoutError: there are none.
    """
    left = deadline - monotonic()
    if left <= 0:
        raise TimeoutError
    return left
