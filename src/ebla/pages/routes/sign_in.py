"""Sign-in with a token, once, for a session cookie; sign-out."""

from __future__ import annotations

from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from ebla.pages.desk import desk_of, render
from ebla.pages.gate import cookie_header
from ebla.pages.security import COOKIE

router = APIRouter()
_LONGEST_FORM = 4_000


def _page(request: Request, message: str, status: int = 200) -> Response:
    return render(request, "sign_in.html", {"bare": True, "message": message, "tokens": bool(desk_of(request).guard.tokens)}, status)


@router.get("/sign-in", response_class=HTMLResponse)
def ask(request: Request) -> Response:
    """Ask for a token."""
    return _page(request, "")


@router.post("/sign-in", response_class=HTMLResponse)
async def sign_in(request: Request) -> Response:
    """Take a token and give a session; refuse after some failures for a minute."""
    guard = desk_of(request).guard
    address = request.client.host if request.client else "?"
    if not guard.may_try(address):
        page = _page(request, "Too many attempts. Wait a minute.", 429)
        page.headers["retry-after"] = "60"
        return page
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _LONGEST_FORM:
            return _page(request, "That is too long for a token.", 413)
    try:
        fields = parse_qs(body.decode("utf-8", "surrogateescape"), errors="surrogateescape", max_num_fields=20)
    except ValueError:
        fields = {}
    name = guard.holder(fields.get("token", [""])[0].strip().encode("utf-8", "surrogateescape"))
    if name is None:
        guard.failed(address)
        return await run_in_threadpool(_page, request, "That token is not known here.", 403)
    answer = RedirectResponse("/incidents", 303)
    answer.headers.append("set-cookie", cookie_header(guard.new_session(name)))
    return answer


@router.get("/sign-out")
def sign_out() -> Response:
    """Forget the session in this browser."""
    answer = RedirectResponse("/sign-in", 303)
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return answer
