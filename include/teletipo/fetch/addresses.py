"""Which machines may be connected to: the address that is checked is the address that is dialled.

A name is resolved once per connection, every answer is checked, and the socket is opened to a checked answer,
so a second look-up that turns private (DNS rebinding) changes nothing.
"""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
import time
from collections.abc import Sequence

from teletipo.fetch.faults import Again, refused

SHORTEST_DIAL = 0.1
ALLOW_PRIVATE = (
    ": where the source is on your own network, write 'allow_private: true' under it in the sources file; "
    "else correct its address"
)
"""What to do about a refused address: the option opens the source's own host, and no other that it leads to."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Network:
    """The machine's resolver and sockets."""

    def resolve(self, host: str, port: int, timeout: float) -> Sequence[str]:
        """The IP addresses of a host, in the order to try. Raises OSError (TimeoutError when it takes too long)."""
        answers: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()
        threading.Thread(target=_look_up, args=(host, port, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=timeout)
        except queue.Empty:
            raise TimeoutError(f"the name {host} was not resolved within {timeout:.0f} s") from None
        if isinstance(answer, OSError):
            raise answer
        return answer

    def dial(self, address: str, port: int, timeout: float) -> socket.socket:
        """A connected TCP socket. Raises OSError."""
        return socket.create_connection((address, port), timeout)


def _look_up(host: str, port: int, answers: queue.SimpleQueue[Sequence[str] | OSError]) -> None:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as exc:
        answers.put(exc)
    except UnicodeError as exc:
        answers.put(OSError(f"{host} is no host name ({exc})"))
    else:
        answers.put(tuple(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found)))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the global internet, looking through IPv4 inside IPv6."""
    ip = ipaddress.ip_address(address)
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def is_literal(host: str) -> bool:
    """Whether a host is written as an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


class AddressGuard:
    """Opens connections to public addresses, and to ``private_hosts`` wherever these are."""

    def __init__(self, network: Network) -> None:
        self._network = network
        self.private_hosts: frozenset[str] = frozenset()

    def check(self, host: str, address: str) -> None:
        """Raises FetchRefused where ``address`` is not public and the host not named as private."""
        if host.lower() not in self.private_hosts and not is_public(address):
            raise refused("private-address", f"{host} is at {address}, which is not a public address{ALLOW_PRIVATE}")

    def connect(self, host: str, port: int, timeout: float) -> tuple[socket.socket, str]:
        """A socket to the first address of ``host`` that may be used and answers, and that address.

        Each address gets an equal share of the ``timeout`` seconds that are left. Raises FetchRefused where none may
        be used, Again where none answers.
        """
        try:
            addresses = self._network.resolve(host, port, timeout)
        except OSError as exc:
            raise Again("no-address", f"the name {host} has no address now ({exc}): check how it is written") from exc
        usable = [address for address in addresses if host.lower() in self.private_hosts or is_public(address)]
        if not usable and addresses:
            self.check(host, addresses[0])
        trouble: OSError | None = None
        end = time.monotonic() + timeout
        for tried, address in enumerate(usable):
            share = max(0.0, end - time.monotonic()) / (len(usable) - tried)
            try:
                return self._network.dial(address, port, max(share, SHORTEST_DIAL)), address
            except OSError as exc:
                trouble = exc
        raise Again("no-connection", f"no connection to {host}:{port} ({trouble or 'no address'})") from trouble
