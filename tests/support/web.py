"""A small web server on loopback, which answers with any bytes at any speed, and a network that leads to it."""

import socket
import ssl
import threading
import time
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

from claims.texts.fetch import Network

HOST = "127.0.0.1"
NAME = "page.example"
# The key and the certificate of NAME, signed by itself, until the year 2126.
CERTIFICATE = Path(__file__).with_name("page.example.pem")
PATIENCE = 10  # seconds that a thread of the server lives at most


class Server:
    """Answers each path with the function of that path, which gets the connection; it keeps what was asked."""

    def __init__(self, answers, tls=None):
        self.answers, self.asked, self.tls = answers, [], tls
        self.listening = socket.create_server((HOST, 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self):
        while True:
            try:
                connected, _ = self.listening.accept()
            except OSError:
                return
            threading.Thread(target=self.answer, args=(connected,), daemon=True).start()

    def answer(self, connected):
        if self.tls:
            try:
                connected = self.tls.wrap_socket(connected, server_side=True)
            except OSError:  # the client does not trust it
                connected.close()
                return
        with connected:
            connected.settimeout(PATIENCE)
            head = b""
            while b"\r\n\r\n" not in head:
                if not (more := connected.recv(65_536)):
                    return
                head += more
            self.asked.append(head.decode())
            with suppress(OSError):  # the client has gone, as it should
                self.answers[head.split()[1].decode()](connected)

    def address(self, path, host=NAME):
        return f"http{'s' if self.tls else ''}://{host}:{self.port}{path}"


def secure():
    """What a server needs to speak TLS as NAME."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@contextmanager
def served(tls=None, **answers):
    """A server; `answers` are by the names of paths, and bytes stand for themselves."""
    made = {f"/{name}": sends(each) if isinstance(each, bytes) else each for name, each in answers.items()}
    server = Server(made, tls)
    try:
        yield server
    finally:
        server.listening.close()


def network(*answers, seconds=5, may_connect=lambda address, port: True):
    """A network in which a name leads to loopback, or at each question to the next of `answers`."""
    left = list(answers)

    def resolve(host, port, within):
        return [ip_address(each) for each in (left.pop(0) if left else [HOST])]

    return Network(resolve=resolve, may_connect=may_connect, seconds=seconds)


def sends(data):
    return lambda connected: connected.sendall(data)


def answer(body, *headers, status="200 OK"):
    lines = [f"HTTP/1.1 {status}", *headers]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def page(body, *headers):
    return answer(body, f"Content-Length: {len(body)}", *headers)


def redirect(location):
    return answer(b"", f"Location: {location}", "Content-Length: 0", status="302 Found")


def endless(begin, each, pause=0.0):
    """Sends `each` again and again."""

    def send(connected):
        connected.sendall(begin)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            connected.sendall(each)
            time.sleep(pause)

    return send
