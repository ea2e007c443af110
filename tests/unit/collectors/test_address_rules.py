from __future__ import annotations

from ipaddress import ip_address, ip_network

import pytest

from monitor.collectors.address import is_admitted, literal


@pytest.mark.parametrize(
    "spelled",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.9",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "255.255.255.255",
        "224.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
    ],
)
def test_an_address_inside_is_refused_however_it_is_spelled(spelled: str) -> None:
    assert not is_admitted(ip_address(spelled), ())


@pytest.mark.parametrize("spelled", ["114.114.114.114", "2400:3200::1", "::ffff:114.114.114.114"])
def test_a_public_address_is_admitted(spelled: str) -> None:
    assert is_admitted(ip_address(spelled), ())


def test_an_allowed_network_admits_its_addresses_and_no_others() -> None:
    allowed = (ip_network("10.2.0.0/16"),)
    assert is_admitted(ip_address("10.2.3.4"), allowed)
    assert is_admitted(ip_address("::ffff:10.2.3.4"), allowed)
    assert not is_admitted(ip_address("10.3.0.1"), allowed)


def test_only_spelled_out_addresses_are_literals() -> None:
    assert literal("[::1]") == ip_address("::1")
    assert literal("fe80::1%eth0") == ip_address("fe80::1")
    assert literal("example.cn") is None
