"""Fetches pages politely: only from hosts that are allowed, by their robots.txt, not too often, never from private nets.

A name is looked up once for each connection, and the address that was looked at is the one that is connected to, so that
no answer of a name server leads elsewhere; every redirect is looked at as an address of its own.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from ingest.errors import SourceError

AGENT = "htxgraph"
LARGEST = 20_000_000
"""Bytes of one page."""
_SECONDS = 30.0
_WHOLE = 120.0
_REDIRECTS = 5
_ROBOTS_LARGEST = 500_000
_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")

Resolve = Callable[[str, int], Iterable[str]]
"""Looks a name up: host and port to addresses."""


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: `body` is None where nothing has changed since what was told of it."""

    address: str
    body: bytes | None
    media_type: str
    etag: str | None
    modified: str | None


def looked_up(host: str, port: int) -> list[str]:
    """Return the addresses of a host, as the system finds them."""
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


@dataclass(slots=True)
class Fetcher:
    """Fetches from `hosts` (`vanhac.example`, or with a port of its own), `pause` seconds between two requests to one.

    `private` are addresses that may be connected to though they are in private nets.
    """

    hosts: frozenset[str]
    pause: float = 1.0
    private: frozenset[str] = frozenset()
    resolve: Resolve = looked_up
    sleep: Callable[[float], None] = time.sleep
    _robots: dict[str, RobotFileParser] = field(default_factory=dict)
    _last: dict[str, float] = field(default_factory=dict)

    def get(self, address: str, *, etag: str | None = None, modified: str | None = None) -> Fetched:
        """Return what is at an address, or that it has not changed since.

        Raises SourceError, with address and reason, for what may not be fetched or is not answered.
        """
        headers = {}
        if etag is not None:
            headers["If-None-Match"] = etag
        if modified is not None:
            headers["If-Modified-Since"] = modified
        here = address
        for _ in range(_REDIRECTS + 1):
            parts = self._allowed(here)
            if not self._robot(parts).can_fetch(AGENT, here):
                raise SourceError(here, "", "its robots.txt does not want it to be fetched")
            self._wait(parts)
            status, told, body = self._request(parts, here, headers, LARGEST)
            if status in (301, 302, 303, 307, 308):
                here = urljoin(here, told.get("Location") or "")
                continue
            if status == 304:
                return Fetched(here, None, "", etag, modified)
            if status != 200:
                later = f"; it asks to come back in {told['Retry-After']}" if told.get("Retry-After") else ""
                raise SourceError(here, "", f"is answered with {status} {http.client.responses.get(status, '')}{later}")
            return Fetched(here, body, told.get_content_type(), told.get("ETag"), told.get("Last-Modified"))
        raise SourceError(address, "", f"leads from one address to the next more than {_REDIRECTS} times")

    def _allowed(self, address: str) -> SplitResult:
        try:
            parts = urlsplit(address)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise SourceError(address, "", f"is no address: {error}") from None
        if parts.scheme not in _PORTS or host is None:
            raise SourceError(address, "", "only http and https are fetched")
        if parts.username is not None or any(sign <= " " or sign == "\x7f" for sign in address):
            raise SourceError(address, "", "an address with a name and password, or with blanks, is not fetched")
        wanted = host if port in (None, _PORTS[parts.scheme]) else f"{host}:{port}"
        if wanted not in self.hosts:
            raise SourceError(
                address, "", f"the host {wanted} is not allowed; allowed are {', '.join(sorted(self.hosts))}"
            )
        return parts

    def _robot(self, parts: SplitResult) -> RobotFileParser:
        """Return the host's rules; where they cannot be told, nothing may be fetched (RFC 9309)."""
        root = f"{parts.scheme}://{parts.netloc}"
        known = self._robots.get(root)
        if known is None:
            known = RobotFileParser()
            try:
                here = f"{root}/robots.txt"
                for _ in range(_REDIRECTS):
                    status, told, body = self._request(self._allowed(here), here, {}, _ROBOTS_LARGEST)
                    if status not in (301, 302, 303, 307, 308):
                        break
                    here = urljoin(here, told.get("Location") or "")
            except SourceError:
                status, body = 503, b""
            if status == 200:
                known.parse(body.decode("utf-8", "replace").splitlines())
            elif 400 <= status < 500 and status != 429:
                known.parse([])
            else:
                known.parse(["User-agent: *", "Disallow: /"])
            self._robots[root] = known
        return known

    def _wait(self, parts: SplitResult) -> None:
        delay = self._robot(parts).crawl_delay(AGENT)
        pause = max(self.pause, float(delay) if delay is not None else 0.0)
        last = self._last.get(parts.netloc)
        if last is not None and (left := last + pause - time.monotonic()) > 0:
            self.sleep(left)
        self._last[parts.netloc] = time.monotonic()

    def _request(
        self, parts: SplitResult, address: str, headers: dict[str, str], most: int
    ) -> tuple[int, http.client.HTTPMessage, bytes]:
        host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
        connection = http.client.HTTPConnection(host, port, timeout=_SECONDS)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        try:
            connection.sock = self._connected(host, port, parts.scheme)
            connection.request(
                "GET",
                path.encode("ascii", "strict").decode(),
                headers={"Host": parts.netloc, "User-Agent": f"{AGENT}/1", **headers},
            )
            answer = connection.getresponse()
            return answer.status, answer.headers, _body(answer, most)
        except UnicodeEncodeError:
            raise SourceError(address, "", "has letters that must be written as %…") from None
        except (OSError, http.client.HTTPException) as error:
            raise SourceError(address, "", f"cannot be fetched: {error or type(error).__name__}") from None
        except ValueError as error:
            raise SourceError(address, "", str(error)) from None
        finally:
            connection.close()

    def _connected(self, host: str, port: int, scheme: str) -> socket.socket:
        found = list(self.resolve(host, port))
        if not found:
            raise OSError(f"no address of {host} is known")
        for one in found:
            if one not in self.private and not _is_public(one):
                raise ValueError(f"{host} is at {one}, which is in a private net")
        plain = socket.create_connection((found[0], port), timeout=_SECONDS)
        return ssl.create_default_context().wrap_socket(plain, server_hostname=host) if scheme == "https" else plain


def _body(answer: http.client.HTTPResponse, most: int) -> bytes:
    """Read an answer up to a size and for so long: one that trickles is left."""
    end, parts, size = time.monotonic() + _WHOLE, [], 0
    while part := answer.read1(65_536):
        parts.append(part)
        size += len(part)
        if size > most:
            raise ValueError(f"is larger than {most:,} bytes")
        if time.monotonic() > end:
            raise ValueError(f"takes longer than {_WHOLE:.0f} seconds")
    return b"".join(parts)


def _is_public(text: str) -> bool:
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        elif address in _NAT64 or address.sixtofour is not None or address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast
