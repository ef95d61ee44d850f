"""One POST to an address that somebody entered, and nowhere else: not into our own network, not where it is sent on to.

The name is resolved once, every address it has is judged, and the connection goes to the address that was judged, so that a
name which changes its mind in between leads nowhere. Redirects are not followed. The answer's status is all that is read.
"""

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from vakdesk.kit.errors import require
from vakdesk.webhooks.kinds import Fault

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
CONNECT_SECONDS = 5.0
WHOLE_SECONDS = 15.0
MOST_BYTES = 64 * 1024
USUAL_PORTS = {"http": 80, "https": 443}
#: RFC 6052: IPv4 addresses that are reached through a translator, which would hide a private one.
NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True)
class Answer:
    """`fault` is "" for a delivery that arrived; `status` is 0 where there was no answer."""

    status: int
    fault: str
    took_ms: int


class Unreachable(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def check_url(url: str) -> SplitResult:
    """Refuses what could never be a webhook: no web address, a user name in it, plain HTTP outside the house."""
    require(url.isascii() and url.isprintable() and not any(letter.isspace() for letter in url), _bad(), field="url")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        require(False, _bad(), field="url")
        raise
    require(parts.scheme in USUAL_PORTS and parts.hostname and port != 0, _bad(), field="url")
    require(
        parts.username is None and parts.password is None,
        _("Leave the user name out of the address: the signature proves who sends."),
        field="url",
    )
    require(not parts.fragment, _("Leave out what follows #: it is never sent."), field="url")
    assert parts.hostname is not None
    plain = parts.scheme == "https" or _is_allowed_name(parts.hostname) or _is_allowed_literal(parts.hostname)
    require(plain, _("Use https://. Plain HTTP is for hosts named in VAKDESK_WEBHOOKS_ALLOWED."), field="url")
    return parts


def _bad() -> str:
    return _("That is no address. Write it like https://monitor.example.org/hook.")


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Sends it once. Everything that can go wrong is an answer."""
    begun = time.monotonic()
    try:
        status = _post(urlsplit(url), body, headers, until=begun + WHOLE_SECONDS)
    except Unreachable as fault:
        return Answer(0, fault.fault, _since(begun))
    if 300 <= status < 400:
        return Answer(status, Fault.REDIRECT, _since(begun))
    return Answer(status, "" if 200 <= status < 300 else Fault.STATUS, _since(begun))


def _post(parts: SplitResult, body: bytes, headers: Mapping[str, str], *, until: float) -> int:
    assert parts.hostname is not None
    port = parts.port or USUAL_PORTS[parts.scheme]
    address = address_of(parts.hostname, port)
    line = None
    try:
        line = _connected(address, port, parts, until)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        line.request("POST", path, body, {"Host": parts.netloc, "User-Agent": "Vakdesk-Webhooks/1", **headers})
        return _status(line, until)
    except ssl.SSLError as fault:
        raise Unreachable(Fault.TLS) from fault
    except TimeoutError as fault:
        raise Unreachable(Fault.SLOW) from fault
    except (OSError, http.client.HTTPException) as fault:
        raise Unreachable(Fault.REFUSED) from fault
    finally:
        if line is not None:
            line.close()


def address_of(host: str, port: int) -> Address:
    """The first address of the host. Raises Unreachable when one of them is not public and the host is not allowed."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fault:
        raise Unreachable(Fault.UNKNOWN) from fault
    addresses = [ipaddress.ip_address(str(each[4][0]).partition("%")[0]) for each in found]
    if not addresses:
        raise Unreachable(Fault.UNKNOWN)
    if not _is_allowed_name(host) and not all(is_public(each) or _is_allowed(each) for each in addresses):
        raise Unreachable(Fault.ADDRESS)
    return addresses[0]


def is_public(address: Address) -> bool:
    """Neither this machine nor this network nor a cloud's own, also when it is wrapped in another kind of address."""
    inner = _unwrapped(address)
    return inner.is_global and not inner.is_multicast and not inner.is_reserved


def _unwrapped(address: Address) -> Address:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo[1] if address.teredo else None
    return address.ipv4_mapped or address.sixtofour or teredo or address


def _is_allowed(address: Address) -> bool:
    return any(_unwrapped(address) in network for network in _networks())


def _is_allowed_name(host: str) -> bool:
    return host.lower().rstrip(".") in {entry.strip().lower() for entry in settings.WEBHOOKS_ALLOWED if not _network(entry)}


def _is_allowed_literal(host: str) -> bool:
    try:
        return _is_allowed(ipaddress.ip_address(host))
    except ValueError:
        return False


def _networks() -> Iterable[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return filter(None, (_network(entry) for entry in settings.WEBHOOKS_ALLOWED))


def _network(entry: str) -> ipaddress.IPv4Network | ipaddress.IPv6Network | None:
    try:
        return ipaddress.ip_network(entry.strip(), strict=False)
    except ValueError:
        return None


def _connected(address: Address, port: int, parts: SplitResult, until: float) -> http.client.HTTPConnection:
    """A connection to that address; the certificate is asked for the name."""
    line = http.client.HTTPConnection(parts.hostname or "", port, timeout=CONNECT_SECONDS)
    raw = socket.create_connection((str(address), port), timeout=min(CONNECT_SECONDS, _left(until)))
    if parts.scheme == "https":
        try:
            raw = ssl.create_default_context().wrap_socket(raw, server_hostname=parts.hostname)
        except BaseException:
            raw.close()
            raise
    line.sock = raw
    return line


def _status(line: http.client.HTTPConnection, until: float) -> int:
    """The status, once the answer is read to its end or found too long. A byte now and then does not hold us up for ever."""
    line.sock.settimeout(_left(until))
    answer = line.getresponse()
    left = MOST_BYTES
    while left > 0:
        if line.sock is not None:
            line.sock.settimeout(_left(until))
        chunk = answer.read1(min(left, 8192))
        if not chunk:
            return answer.status
        left -= len(chunk)
        _left(until)
    raise Unreachable(Fault.LARGE)


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise Unreachable(Fault.SLOW)
    return left


def _since(begun: float) -> int:
    return int((time.monotonic() - begun) * 1000)
