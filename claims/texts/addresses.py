"""Which addresses of the network a server may fetch from: those of the public internet, and no others."""

import socket
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as LateError
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

from claims.texts.proposal import UnreadableError

Address = IPv4Address | IPv6Address

# Global unicast (RFC 4291); everything else of IPv6 is local, multicast, or not assigned.
UNICAST = IPv6Network("2000::/3")
# Networks that lead to an IPv4 address, which counts: 6to4 (RFC 3056) and NAT64 (RFC 6052).
NAT64 = IPv6Network("64:ff9b::/96")
SIX_TO_FOUR = IPv6Network("2002::/16")
# Besides what Python knows as not global: relays, tunnels and tests that no server of the public has.
OTHERS = tuple(
    map(
        IPv4Network,
        # This network, shared (RFC 6598), assigned to protocols, 6to4 relays, benchmarks, multicast, reserved.
        ("0.0.0.0/8", "100.64.0.0/10", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "224.0.0.0/4", "240.0.0.0/4"),
    )
)
# Teredo and other protocols, documentation.
OTHERS_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "3fff::/20")))
PORTS = (80, 443)


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet, also where it carries an IPv4 address inside of it."""
    if isinstance(address, IPv4Address):
        return address.is_global and not any(address in network for network in OTHERS)
    if address.ipv4_mapped is not None:
        return is_public(address.ipv4_mapped)
    if address in NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    if address in SIX_TO_FOUR:
        return is_public(IPv4Address(int(address) >> 80 & 0xFFFFFFFF))
    inside = address in UNICAST and address.is_global and not address.scope_id
    return inside and not any(address in network for network in OTHERS_6)


def may_connect(address: Address, port: int) -> bool:
    """Whether the server may connect there: the public internet, on the ports of the web."""
    return port in PORTS and is_public(address)


def resolve(host: str, port: int, seconds: float) -> list[Address]:
    """All addresses that a name has now, in the order in which the system would try them.

    Raises:
        UnreadableError: it has none, or nobody says so in time.
    """
    # The system's resolver takes no time limit. Its thread ends when it answers.
    pool = ThreadPoolExecutor(1)
    try:
        found = pool.submit(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM).result(seconds)
    except (OSError, UnicodeError, LateError) as error:
        raise UnreadableError(f"No address of “{host}” is known.") from error
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    return list(dict.fromkeys(ip_address(each[4][0]) for each in found))
