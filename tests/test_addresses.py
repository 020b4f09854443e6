"""Which addresses are public: a table of both kinds, and names that are none."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.addresses import is_public, resolve

PUBLIC = [
    *("93.184.215.14", "8.8.8.8", "172.32.0.1", "100.128.0.1", "192.0.1.1", "223.255.255.254"),
    *("2606:2800:21f:cb07:6820:80da:af6b:8b2c", "2a00:1450:4001:81b::200e"),
    *("::ffff:93.184.215.14", "64:ff9b::93.184.215.14"),
]
PRIVATE = [
    *("127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1"),
    *(
        "0.0.0.0",
        "0.1.2.3",
        "100.64.0.1",
        "192.0.0.1",
        "192.0.0.170",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.1",
    ),
    *("203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255", "192.88.99.1"),
    *("169.254.169.254", "169.254.0.1", "fd00:ec2::254", "100.100.100.200"),  # metadata of clouds
    *("::", "::1", "fe80::1", "fe80::1%eth0", "fec0::1", "fc00::1", "ff02::1", "ff0e::1", "2001:db8::1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::127.0.0.1"),
    *("64:ff9b::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::8.8.8.8", "2002:7f00:1::", "2002:808:808::"),
    *("2001::1", "2001:0:4136:e378:8000:63bf:3fff:fdd2", "3fff::1", "5f00::1", "4000::1", "100::1"),
]


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_internet_are_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("address", PRIVATE)
def test_addresses_of_this_machine_of_networks_and_of_no_one_are_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "text", ["", "localhost", "127.1", "0x7f000001", "2130706433", "[::1]", "1.2.3.4:80"]
)
def test_what_is_no_address_is_not_public(text: str) -> None:
    assert not is_public(text)


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_the_same_inside_an_ipv6_one(address: ipaddress.IPv4Address) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address)) == is_public(f"64:ff9b::{address}")


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "127.0.0.1"])
def test_a_name_has_each_of_its_addresses_once(host: str) -> None:
    addresses = resolve(host, 80)
    assert addresses
    assert len(set(addresses)) == len(addresses)
    assert not any(is_public(address) for address in addresses)
