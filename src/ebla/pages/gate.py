"""The middleware that every request passes: host, size, sign-in, cross-site writes; and the headers of every answer."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie
from typing import Any

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ebla.pages.security import COOKIE, HEADER, HEADERS, Guard, Session, host_of, is_same_origin, writable

_READING = ("GET", "HEAD")
_LONGEST_QUERY = 16_000
_LARGEST_BODY = 1_000_000


class Gate:
    """Answers what may not pass, passes on the rest with `scope["state"]["session"]`."""

    def __init__(self, app: ASGIApp, guard: Guard, hosts: frozenset[str]) -> None:
        self._app, self._guard, self._hosts = app, guard, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer or pass on one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        session, fresh = self._session(headers)
        refused = self._refused(scope, headers, session)
        if session is None and not self._guard.tokens:
            session = fresh = self._guard.new_session(self._guard.reviewer)
        scope.setdefault("state", {})["session"] = session

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                out = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    out.setdefault(name, value)
                out.setdefault("cache-control", "private, no-cache")
                if fresh is not None and out.get("content-type", "").startswith("text/html"):
                    out.append("set-cookie", cookie_header(fresh))
            await send(message)

        await (refused or self._app)(scope, receive, answer)

    def _session(self, headers: Headers) -> tuple[Session | None, Session | None]:
        """Return the session that a request carries, by cookie or by token, and None: it is not new."""
        jar: SimpleCookie = SimpleCookie()
        try:
            jar.load(headers.get("cookie", ""))
        except CookieError:
            return None, None
        session = self._guard.session(jar[COOKIE].value) if COOKIE in jar else None
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if (
            session is None
            and scheme.lower() == "bearer"
            and self._guard.tokens
            and (name := self._guard.holder(token.strip().encode("latin-1", "replace")))
        ):
            return self._guard.new_session(name), None
        return session, None

    def _refused(self, scope: Scope, headers: Headers, session: Session | None) -> Response | None:
        hosts = headers.getlist("host")
        if len(hosts) != 1 or ("*" not in self._hosts and host_of(hosts[0]) not in self._hosts):
            return PlainTextResponse("This server does not answer to that Host.", 400)
        path: str = scope["path"]
        if len(scope["query_string"]) > _LONGEST_QUERY:
            return _told(path, "The address is too long.", 414)
        public = path == "/sign-in" or path.startswith("/static/")  # the page to sign in needs its styles
        if self._guard.tokens and session is None and not public:
            if path.startswith("/api/") or scope["method"] not in _READING:
                return JSONResponse({"error": "Sign in, or send Authorization: Bearer TOKEN."}, 401, {"www-authenticate": "Bearer"})
            return RedirectResponse("/sign-in", 303)
        if scope["method"] not in (*_READING, "OPTIONS") and path != "/sign-in":
            return self._refused_write(path, headers, hosts[0], session)
        return None

    def _refused_write(self, path: str, headers: Headers, host: str, session: Session | None) -> Response | None:
        length = headers.get("content-length", "")
        if not (length.isascii() and length.isdigit()) or int(length) > _LARGEST_BODY:
            return _told(path, "Send a Content-Length of at most 1 MB.", 413)
        if not is_same_origin(headers.get("origin"), host, headers.get("sec-fetch-site")):
            return _told(path, "Writes from another site are refused.", 403)
        bearer = headers.get("authorization", "").lower().startswith("bearer ")
        if not bearer and not writable(session, [headers.get(HEADER)]) and not _is_form(headers):
            return _told(path, f"A write must carry its page's token in the header {HEADER}.", 403)
        return None


def _told(path: str, why: str, status: int) -> Response:
    return JSONResponse({"error": why}, status) if path.startswith("/api/") else PlainTextResponse(why, status)


def _is_form(headers: Headers) -> bool:
    # A form carries its token inside: the route looks at it.
    return headers.get("content-type", "").partition(";")[0].strip().lower() == "application/x-www-form-urlencoded"


def cookie_header(session: Session) -> str:
    """Return the Set-Cookie header of a session: never sent from another site, never seen by scripts."""
    return f"{COOKIE}={session.cookie}; Path=/; HttpOnly; SameSite=Strict"


def session_of(scope: dict[str, Any]) -> Session | None:
    """Return the session that the gate found for a request."""
    found: Session | None = scope.get("state", {}).get("session")
    return found
