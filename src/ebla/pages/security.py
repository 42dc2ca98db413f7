"""Who may ask, and what a browser may do with the answer: hosts, tokens, sessions, cross-site writes, headers. Knows no claims.

On the loopback address nobody signs in. Elsewhere each reviewer has a token; it is given once at `/sign-in` for a session cookie, or goes
with each request as `Authorization: Bearer TOKEN`. Nothing of a session is kept but a key of this process: a restart ends all.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import pathlib
import secrets
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from ebla.errors import InputError

COOKIE = "ebla_session"
FIELD, HEADER = "csrf", "x-ebla-csrf"
_FEWEST_CHARS = 16
# Failed sign-ins: this many in a minute from one address, or ten times as many from all, then none is looked at.
_MOST_FAILURES, _WINDOW_S = 5, 60.0

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types ebla"
)
# A chart opened by itself is a document of its own: pygal puts its styles inside.
CHART_CSP = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; sandbox"
HEADERS = {
    "content-security-policy": CSP,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "geolocation=(), camera=(), microphone=()",
}


def is_loopback(host: str) -> bool:
    """Say whether an address is this machine's own.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def host_of(header: str) -> str:
    """Return the host of a Host header, without its port, in lower case.

    >>> host_of("[::1]:8000"), host_of("LOCALHOST:80")
    ('::1', 'localhost')
    """
    header = header.strip().lower()
    if header.startswith("["):
        return header[1:].partition("]")[0]
    return header.rpartition(":")[0] if header.count(":") == 1 else header


def allowed_hosts(host: str) -> frozenset[str]:
    """Return the hosts that a request may name: this machine's own, and the address served on. Any for an address that stands for all."""
    own = {"127.0.0.1", "localhost", "::1"}
    return frozenset({"*"} if host in ("0.0.0.0", "::") else own | {host.lower().strip("[]")})


def read_tokens(path: pathlib.Path) -> dict[str, bytes]:
    """Return the tokens of a file by the names of who they belong to: a line is `NAME: TOKEN`, or a token alone for `reviewer`.

    Raises InputError for a file that cannot be read, a token that is too short, a name or token that stands there twice, or an empty file.
    """
    try:
        raw = path.read_bytes()
        lines = raw.decode("utf-8-sig").splitlines()
    except OSError as error:
        why = f"the file of tokens cannot be read ({error.strerror})"
        raise InputError(str(path), why, "Give one with --token-file, a line a reviewer: NAME: TOKEN") from error
    except UnicodeDecodeError as error:
        at = raw.count(b"\n", 0, error.start) + 1
        raise InputError(f"{path}:{at}", "the file of tokens is not UTF-8", "Save it as UTF-8") from error
    tokens: dict[str, bytes] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        before, colon, after = line.rpartition(":")
        name, token = (before.strip() if colon else "reviewer"), after.strip()
        if len(token) < _FEWEST_CHARS:
            raise InputError(f"{path}:{number}", f"the token has fewer than {_FEWEST_CHARS} characters", "Make one: openssl rand -hex 16")
        if not name or name in tokens or token.encode() in tokens.values():
            raise InputError(
                f"{path}:{number}", "a name is missing, or a name or token stands twice", "Give each reviewer a line: NAME: TOKEN"
            )
        tokens[name] = token.encode()
    if not tokens:
        raise InputError(str(path), "it holds no token", "Write a line a reviewer: NAME: TOKEN")
    return tokens


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks, and the token that this session's writes must carry."""

    reviewer: str
    cookie: str
    csrf: str


@dataclass
class Guard:
    """Tokens and sessions of a running server. Without tokens everybody on this machine is `reviewer`."""

    tokens: dict[str, bytes] = field(default_factory=dict)
    reviewer: str = ""
    _key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    _failures: dict[str, list[float]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def _sign(self, text: str) -> str:
        return hmac.new(self._key, text.encode(), hashlib.sha256).hexdigest()

    def new_session(self, reviewer: str) -> Session:
        """Return a new session of a reviewer."""
        name = base64.urlsafe_b64encode(reviewer.encode()).decode().rstrip("=")
        body = f"{secrets.token_hex(16)}.{name}"
        cookie = f"{body}.{self._sign('session ' + body)}"
        return Session(reviewer, cookie, self._sign("csrf " + cookie))

    def session(self, cookie: str | None) -> Session | None:
        """Return the session of a cookie of this process; None for any other."""
        body, _, mark = (cookie or "").rpartition(".")
        if not body or not hmac.compare_digest(mark.encode("utf-8", "replace"), self._sign("session " + body).encode()):
            return None
        name = body.partition(".")[2]
        reviewer = base64.urlsafe_b64decode(name + "=" * (-len(name) % 4)).decode()
        return Session(reviewer, str(cookie), self._sign("csrf " + str(cookie)))

    def holder(self, token: bytes) -> str | None:
        """Return whose token this is; compared as bytes, each in the same time."""
        found = None
        for name, held in self.tokens.items():
            if hmac.compare_digest(token, held):
                found = name
        return found

    def may_try(self, address: str) -> bool:
        """Say whether a sign-in from this address is looked at."""
        with self._lock:
            self._forget()
            everyone = sum(map(len, self._failures.values()))
            return len(self._failures.get(address, ())) < _MOST_FAILURES and everyone < 10 * _MOST_FAILURES

    def failed(self, address: str) -> None:
        """Note a failed sign-in."""
        with self._lock:
            self._failures.setdefault(address, []).append(time.monotonic())

    def _forget(self) -> None:
        limit = time.monotonic() - _WINDOW_S
        kept = {address: [at for at in times if at > limit] for address, times in self._failures.items()}
        self._failures = {address: times for address, times in kept.items() if times}


def is_same_origin(origin: str | None, host: str, fetch_site: str | None) -> bool:
    """Say whether a write comes from a page of ours: by its Origin and Sec-Fetch-Site headers, where a browser sends them."""
    if fetch_site is not None and fetch_site not in ("same-origin", "none"):
        return False
    return origin is None or origin.partition("://")[2].lower() == host.lower()


def writable(session: Session | None, given: Iterable[str | None]) -> bool:
    """Say whether a write carries its session's token, in its header or its form."""
    if session is None:
        return False
    return any(one is not None and hmac.compare_digest(one.encode("utf-8", "replace"), session.csrf.encode()) for one in given)
