"""Which network addresses a collector may reach: public ones, and those that the configuration admits."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Sequence

from monitor.collectors.sources import Network
from monitor.errors import OutsideError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def literal(host: str) -> Address | None:
    """The address that ``host`` spells, or None when it is a name."""
    try:
        return ipaddress.ip_address(host.strip("[]").split("%")[0])
    except ValueError:
        return None


def is_admitted(address: Address, allowed: Sequence[Network]) -> bool:
    """True for a public unicast address, and for any address inside an allowed network."""
    inner = _embedded(address)
    if inner is not None:
        return is_admitted(inner, allowed)
    if any(address in network for network in allowed):
        return True
    return address.is_global and not address.is_multicast and not address.is_reserved


def _embedded(address: Address) -> ipaddress.IPv4Address | None:
    """The IPv4 address that an IPv6 one carries: it is where the packets end up."""
    if isinstance(address, ipaddress.IPv4Address):
        return None
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFF_FFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None)


def refusal(host: str) -> OutsideError:
    """The error for a host that leads to an address not admitted."""
    return OutsideError(
        f"{host} 指向内网或保留地址，未在 sources.yaml 的 allow_private 中允许", permanent=True
    )


def resolve(host: str, port: int, allowed: Sequence[Network]) -> str:
    """The first admitted address of a host, to connect to by number so that a second look-up cannot differ.

    Raises:
        OutsideError: the name does not resolve, or only to addresses that are not admitted.
    """
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise OutsideError(f"无法解析主机名 {host}") from error
    for answer in answers:
        spelled = str(answer[4][0])
        address = literal(spelled)
        if address is not None and is_admitted(address, allowed):
            return spelled
    raise refusal(host)
