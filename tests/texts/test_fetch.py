"""Fetching an address: from the public web only, and within bounds whatever the server does."""

import gzip
from ipaddress import ip_address

import pytest

from claims.texts import MAX_FILE, UnreadableError, addresses
from claims.texts.fetch import MAX_REDIRECTS, Network, Page, fetch
from tests.support.web import CERTIFICATE, HOST, answer, endless, network, page, redirect, secure, served

BODY = "<p>“Words”</p>".encode()
PUBLIC = [
    "8.8.8.8",
    "93.184.215.14",
    "2606:2800:21f:cb07:6820:80da:af6b:8b2c",
    "::ffff:8.8.8.8",
    "64:ff9b::808:808",
    "2002:808:808::1",
]
PRIVATE = {
    "loopback": ["127.0.0.1", "127.255.255.254", "::1"],
    "private": ["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "fc00::1", "fd12:3456::1", "fec0::1"],
    "link-local": ["169.254.169.254", "fe80::1", "fe80::1%eth0"],
    "shared": ["100.64.0.1", "100.127.255.255"],
    "multicast": ["224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
    "reserved": [
        "0.0.0.0",  # noqa: S104
        "0.1.2.3",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.0.8",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
    ],
    "reserved in IPv6": ["::", "100::1", "2001:db8::1", "3fff::1", "4000::1", "2001::1", "2001:20::1", "5f00::1"],
    "relays": ["192.88.99.1"],
    "mapped": ["::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1", "::ffff:0:127.0.0.1"],
    "6to4": ["2002:7f00:1::1", "2002:a00:1::", "2002:a9fe:a9fe::1", "2002:c0a8:101::1"],
    "NAT64": ["64:ff9b::7f00:1", "64:ff9b::a00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "64:ff9b:1::1"],
    "Teredo": ["2001:0:53aa:64c:0:7b7f:f7f7:f7f7"],
}


@pytest.mark.parametrize("address", PUBLIC)
def test_the_server_may_connect_to_the_public_web(address):
    assert addresses.may_connect(ip_address(address), 443)
    assert addresses.may_connect(ip_address(address), 80)


@pytest.mark.parametrize("address", [each for found in PRIVATE.values() for each in found])
def test_the_server_may_not_connect_to_any_other_network(address):
    assert not addresses.may_connect(ip_address(address), 443)


@pytest.mark.parametrize("port", [22, 25, 5432, 6379, 8000, 8080])
def test_the_server_may_not_connect_to_other_ports_than_those_of_the_web(port):
    assert not addresses.may_connect(ip_address("8.8.8.8"), port)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://localhost./",
        "http://[::ffff:127.0.0.1]/",
        "http://0/",
    ],
)
def test_by_default_no_spelling_of_loopback_is_fetched(address):
    with pytest.raises(UnreadableError, match=r"is no address of the public web|No address of"):
        fetch(address)


def test_by_default_a_server_on_this_machine_is_never_asked():
    with served(page=page(BODY)) as server:
        for host in (HOST, "localhost"):
            with pytest.raises(UnreadableError, match="is no address of the public web"):
                fetch(server.address("/page", host))
        assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://page.example/",
        "file:///etc/passwd",
        "gopher://page.example/",
        "page.example",
        "//page.example/",
        "http://",
        "http:///x",
        "http://user@page.example/",
        "http://a:b@page.example/",
        "http://page.example:99999/",
        "http://page.example:0/",
        "http://a..b/",
        "http://page.example/\r\nX: y",
        "http://[fe80::1%25eth0]/",
        "javascript:alert(1)",
        "http://page.example/" + "x" * 2_000,
    ],
)
def test_what_is_no_address_of_a_page_is_refused(address):
    with pytest.raises(UnreadableError, match="An address to fetch starts with"):
        fetch(address, network())


def test_a_page_is_fetched_with_its_type_and_without_cookies_or_a_proxy(monkeypatch):
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    with served(page=page(BODY, "Content-Type: text/html; charset=utf-8", "Set-Cookie: a=b")) as server:
        address = server.address("/page")
        assert fetch(address, network()) == Page(BODY, "text/html; charset=utf-8", address)
        fetch(address, network())
    head = server.asked[1].lower()
    assert f"host: page.example:{server.port}" in head
    assert "cookie" not in head
    assert "authorization" not in head


def test_a_name_is_asked_for_in_ascii_and_its_path_is_encoded():
    with served(**{"%C3%A4?q=%C3%B6%20x": page(BODY)}) as server:
        fetch(f"http://bücher.example:{server.port}/ä?q=ö x", network())
    assert "Host: xn--bcher-kva.example:" in server.asked[0]


def test_redirects_are_followed_to_the_last_address():
    with served(a=redirect("/b"), b=redirect("page"), page=page(BODY)) as server:
        assert fetch(server.address("/a"), network()).address == server.address("/page")


def test_more_than_five_redirects_are_too_many():
    assert MAX_REDIRECTS == 5
    with served(loop=redirect("/loop")) as server, pytest.raises(UnreadableError, match="redirected more than 5 times"):
        fetch(server.address("/loop"), network())
    assert len(server.asked) == 6


@pytest.mark.parametrize(
    "location", ["http://127.0.0.1/secret", "http://[::1]/", "//169.254.169.254/latest/meta-data/"]
)
def test_a_redirect_to_a_private_address_is_not_followed(location):
    """The first host counts as public here, although it is the server of the test."""

    def resolve(host, port, seconds):
        return [ip_address(HOST)] if host == "page.example" else addresses.resolve(host, port, seconds)

    def may_connect(address, port):
        return port == server.port or addresses.may_connect(address, port)

    refused = pytest.raises(UnreadableError, match="is no address of the public web")
    with served(a=redirect(location), secret=page(b"secret")) as server, refused:
        fetch(server.address("/a"), Network(resolve=resolve, may_connect=may_connect))
    assert len(server.asked) == 1


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://page.example/x", "http://user:word@page.example/"])
def test_a_redirect_to_something_else_than_a_page_is_not_followed(location):
    with (
        served(a=redirect(location)) as server,
        pytest.raises(UnreadableError, match="An address to fetch starts with"),
    ):
        fetch(server.address("/a"), network())


def test_a_name_is_resolved_once_so_that_its_second_answer_does_not_matter():
    """The checked address is the one that is connected to: a name that changes its address gains nothing."""
    checked = []

    def may_connect(address, port):
        checked.append(str(address))
        return True

    with served(page=page(BODY)) as server:
        fetch(server.address("/page"), network([HOST], ["10.0.0.1"], may_connect=may_connect))
    assert checked == [HOST]
    assert len(server.asked) == 1


def test_a_name_with_one_private_address_among_public_ones_is_refused():
    with pytest.raises(UnreadableError, match="is no address of the public web"):
        fetch("http://page.example/", network(["8.8.8.8", "10.0.0.1"], may_connect=addresses.may_connect))


def test_a_redirect_resolves_its_name_again_and_checks_it():
    with served(a=redirect("/b"), b=page(BODY)) as server:
        allowed = network([HOST], ["10.0.0.1"], may_connect=lambda address, port: str(address) == HOST)
        with pytest.raises(UnreadableError, match="is no address of the public web"):
            fetch(server.address("/a"), allowed)
    assert len(server.asked) == 1


def test_the_next_address_of_a_name_is_tried_where_one_does_not_answer():
    with served(page=page(BODY)) as server:
        assert fetch(server.address("/page"), network(["127.0.0.2", HOST])).data == BODY


SLOW = {
    "a slow body": endless(answer(b"", "Content-Length: 1000000"), b"x", 0.05),
    "slow headers": endless(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.05),
    "a slow chunk": endless(answer(b"", "Transfer-Encoding: chunked"), b"1\r\nx\r\n", 0.05),
    "a slow first line": endless(b"", b"H", 0.05),
    "silence": endless(b"", b"", 0.05),
    "headers that say continue": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n", 0.05),
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW)
def test_a_slow_answer_is_given_up_in_time(sent):
    with served(page=sent) as server, pytest.raises(UnreadableError, match="did not answer"):
        fetch(server.address("/page"), network(seconds=0.4))


LARGE = {
    "an endless body": endless(answer(b""), b"x" * 65_536),
    "an endless body in chunks": endless(
        answer(b"", "Transfer-Encoding: chunked"), b"10000\r\n" + b"x" * 65_536 + b"\r\n"
    ),
    "a length beyond the bound": answer(b"x", f"Content-Length: {MAX_FILE + 1}"),
    "a length beyond all memory": answer(b"x", f"Content-Length: {10**15}"),
    "a bomb": page(gzip.compress(bytes(100 * 1024 * 1024)), "Content-Encoding: gzip"),
}


@pytest.mark.parametrize("sent", LARGE.values(), ids=LARGE)
def test_a_body_that_is_too_large_is_not_read_to_its_end(sent):
    with served(page=sent) as server, pytest.raises(UnreadableError, match="has more than 10,485,760 bytes"):
        fetch(server.address("/page"), network())


BROKEN = {
    "a length that is too large": answer(b"x", "Content-Length: 1000"),
    "a chunk beyond all memory": answer(b"7fffffffffffffff\r\nx", "Transfer-Encoding: chunked"),
    "a chunk without a size": answer(b"zz\r\nx", "Transfer-Encoding: chunked"),
    "a body that is not packed": page(BODY, "Content-Encoding: gzip"),
    "a packed body that breaks off": page(gzip.compress(BODY * 99)[:-9], "Content-Encoding: gzip"),
    "a coding that was not asked for": page(BODY, "Content-Encoding: br"),
    "endless headers": answer(b"", *[f"X-{n}: {'x' * 900}" for n in range(200)]),
    "no HTTP": b"SSH-2.0-OpenSSH\r\n",
    "nothing": b"",
    "an error": answer(b"", status="404 Not Found"),
    "a page that is not there": answer(b"", status="204 No Content"),
}


@pytest.mark.parametrize("sent", BROKEN.values(), ids=BROKEN)
def test_an_answer_that_is_no_page_is_refused(sent):
    with served(page=sent) as server, pytest.raises(UnreadableError):
        fetch(server.address("/page"), network())


def test_a_length_that_is_too_small_ends_the_page():
    with served(page=answer(BODY + b"more", f"Content-Length: {len(BODY)}")) as server:
        assert fetch(server.address("/page"), network()).data == BODY


def test_a_packed_page_is_unpacked():
    with served(page=page(gzip.compress(BODY), "Content-Encoding: gzip")) as server:
        assert fetch(server.address("/page"), network()).data == BODY


def test_a_secure_page_is_fetched_from_the_server_that_its_name_belongs_to(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    with served(secure(), page=page(BODY)) as server:
        assert fetch(server.address("/page"), network()).data == BODY
        with pytest.raises(UnreadableError, match="certificate verify failed"):
            fetch(server.address("/page", "other.example"), network())
    assert len(server.asked) == 1


def test_a_server_that_signed_its_certificate_itself_is_not_trusted():
    with served(secure(), page=page(BODY)) as server, pytest.raises(UnreadableError, match="certificate verify failed"):
        fetch(server.address("/page"), network())
    assert server.asked == []


def test_a_slow_secure_answer_is_given_up_in_time(monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(CERTIFICATE))
    sent = endless(answer(b"", "Content-Length: 1000000"), b"x", 0.05)
    with served(secure(), page=sent) as server, pytest.raises(UnreadableError, match="did not answer in time"):
        fetch(server.address("/page"), network(seconds=0.6))


def test_a_server_that_does_not_speak_tls_is_no_secure_page():
    with served(page=page(BODY)) as server, pytest.raises(UnreadableError, match="did not answer"):
        fetch(server.address("/page").replace("http:", "https:"), network(seconds=0.4))


def test_a_name_that_nobody_knows_is_said():
    with pytest.raises(UnreadableError, match=r"No address of “nobody\.invalid” is known"):
        fetch("http://nobody.invalid/")
