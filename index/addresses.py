"""Says which network addresses are public, and which addresses a name has.

Knows nothing of HTTP or of connections: who connects asks here first.
"""

import ipaddress
import socket
from collections.abc import Callable

Resolve = Callable[[str, int], tuple[str, ...]]
"""The addresses of a name, for a port; raises `OSError` or `UnicodeError` where it has none."""

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are an IPv4 address

_NOT_PUBLIC = tuple(
    ipaddress.ip_network(block)
    for block in (
        "192.0.0.0/24",  # protocol assignments: Python before 3.11.10 takes part of it for global
        "192.88.99.0/24",  # relays of 6to4, given up by RFC 7526
        "64:ff9b:1::/48",  # NAT64 within one network, RFC 8215
        "2001::/23",  # protocol assignments: Teredo, ORCHID
        "2002::/16",  # 6to4, which holds any IPv4 address, the private ones too
        "3fff::/20",  # documentation, RFC 9637
        "5f00::/16",  # segment routing, RFC 9602
        "fec0::/10",  # site-local, given up by RFC 3879
    )
)


def resolve(host: str, port: int) -> tuple[str, ...]:
    """The addresses that the system knows for a host, each once, in the order to try them.

    Raises `OSError` where there is none and `UnicodeError` where the name cannot be one. How long a look-up
    may take is the system's setting.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(address[0]) for *_, address in found))


def is_public(address: str) -> bool:
    """Whether an IP address is reachable from the whole internet, by IANA's special-purpose registries.

    An IPv4 address inside an IPv6 one (mapped, NAT64) is judged as itself; what is no address is not public.
    """
    try:
        parsed = _unwrapped(ipaddress.ip_address(address))
    except ValueError:
        return False
    if parsed.is_multicast or parsed.is_reserved or not parsed.is_global:
        return False
    return not any(parsed in block for block in _NOT_PUBLIC)


def _unwrapped(address: _Address) -> _Address:
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return address.ipv4_mapped
        if address in _NAT64:
            return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address
