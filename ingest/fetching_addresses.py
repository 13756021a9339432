"""Which addresses may be asked for, and which machines may be spoken to."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection

import httpx

from ingest.fetching_errors import NotAllowed

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

USUAL_PORTS = frozenset({80, 443})
FIRST_FREE_PORT = 1024
HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+", re.IGNORECASE)
# Numbers that a resolver would read as an IPv4 address in an old notation: 2130706433, 0177.1, 0x7f000001.
NUMERIC = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\.?$", re.IGNORECASE)
# Public addresses, or such as an intranet might have, at which clouds tell a machine its secrets.
METADATA = frozenset(
    map(ipaddress.ip_address, ("168.63.129.16", "169.254.169.254", "100.100.100.200", "fd00:ec2::254"))
)
# IPv6 addresses that carry an IPv4 address: what they lead to is decided by that one.
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")


def read_address(text: str) -> httpx.URL:
    """Read an address, without its fragment; refuse what is none, and what carries a name and a password."""
    try:
        url = httpx.URL(text.strip()).copy_with(fragment=None)
    except (httpx.InvalidURL, UnicodeError, ValueError, TypeError) as error:
        raise NotAllowed(f"{text!r} is not an address: {error}.") from error
    if url.scheme not in {"http", "https"} or not HOST.fullmatch(host_of(url)):
        raise NotAllowed(f"{text!r} is not an address of the web: it has to begin with https:// or http:// and a host.")
    if url.userinfo:
        raise NotAllowed("An address with a user name or a password in it is not used; take them out of it.")
    return url


def follow(base: httpx.URL, location: str) -> httpx.URL:
    """Give the address that a redirect leads to."""
    try:
        return read_address(str(base.join(location.strip())))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise NotAllowed(f"{base} redirects to {location!r}, which is not an address.") from error


def check_address(url: httpx.URL, hosts: Collection[str] | None, ports: Collection[int]) -> None:
    """Refuse an address on a host that is not configured, on an unexpected port, or with a host written as a number."""
    host = host_of(url)
    if hosts is not None and host not in {plain_host(name) for name in hosts}:
        raise NotAllowed(
            f"{url} is on {host}, which is not one of the hosts of this source: {', '.join(sorted(hosts))}."
        )
    if port_of(url) not in ports:
        raise NotAllowed(f"{url} is on port {port_of(url)}, which this source does not use.")
    if NUMERIC.search(host) and not _is_ip(host):
        raise NotAllowed(f"{url} names its host by a number; write the name of the host.")


def ports_for(asked: httpx.URL) -> frozenset[int]:
    """Give the ports that may be used when an address is asked for: those of the web, and its own."""
    own = port_of(asked)
    return USUAL_PORTS | {own} if own >= FIRST_FREE_PORT else USUAL_PORTS


def host_of(url: httpx.URL) -> str:
    """Give the host of an address in lower case, as it is asked for on the network."""
    return url.raw_host.decode("ascii").lower()


def port_of(url: httpx.URL) -> int:
    """Give the port of an address, also where it is not written."""
    return url.port or (443 if url.scheme == "https" else 80)


def plain_host(name: str) -> str:
    """Give a configured host as host_of would."""
    try:
        return host_of(httpx.URL(scheme="https", host=name.strip()))
    except (httpx.InvalidURL, UnicodeError, ValueError) as error:
        raise NotAllowed(f"{name!r} is not the name of a host.") from error


def check_machine(text: str, *, private: bool) -> None:
    """Refuse a machine that is not on the public internet, or, where private ones are allowed, not one of a network.

    text is an address of four or sixteen bytes as the resolver gave it.
    """
    machine = _carried(ipaddress.ip_address(text.partition("%")[0]))
    odd = machine.is_multicast or machine.is_unspecified or machine.is_link_local or machine in METADATA
    if isinstance(machine, ipaddress.IPv6Address):
        odd = odd or bool(machine.ipv4_mapped or machine.sixtofour or machine.teredo or machine.is_site_local)
    if odd or not (private or (machine.is_global and not machine.is_reserved)):
        raise NotAllowed(
            f"The machine {text} is not on the public internet, so nothing is asked of it; a site of an intranet needs "
            "the setting that allows private addresses."
        )


def _carried(machine: IPAddress) -> IPAddress:
    if isinstance(machine, ipaddress.IPv6Address) and machine in TRANSLATED:
        return ipaddress.IPv4Address(machine.packed[-4:])
    return machine


def _is_ip(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
