"""A desk in; the web application out: routes, errors as pages or JSON, and the gate in front of all."""

from __future__ import annotations

import pathlib
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.gzip import GZipMiddleware
from starlette.staticfiles import StaticFiles

from ebla import __version__
from ebla.errors import EblaError
from ebla.pages import routes
from ebla.pages.desk import Desk, environment, render
from ebla.pages.gate import Gate
from ebla.pages.queries.paging import BadCursorError
from ebla.pages.store import NotReadyError

STATIC = pathlib.Path(__file__).parent / "static"
_TITLES = {400: "That cannot be asked", 404: "There is no such page", 405: "That cannot be done here", 503: "Not ready yet"}


class _Documented(FastAPI):
    """An application whose document says what it does with a value that cannot be: 400, not 422."""

    def openapi(self) -> dict[str, Any]:
        """Return the document."""
        told = super().openapi()
        for path in told["paths"].values():
            for operation in path.values():
                operation["responses"].pop("422", None)
        for name in ("HTTPValidationError", "ValidationError"):
            told["components"]["schemas"].pop(name, None)
        return told


def documented() -> FastAPI:
    """Return an application with the JSON API alone: what `docs/openapi.json` is made from."""
    app = _Documented(
        title="Ebla",
        version=__version__,
        summary="The record behind the pages: incidents, claims and reports, read-only.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/v1/openapi.json",
    )
    for router in routes.API:
        app.include_router(router)
    return app


def create_app(desk: Desk, hosts: frozenset[str] = frozenset({"127.0.0.1", "localhost", "::1"})) -> FastAPI:
    """Return the application of a running server; it answers requests that name one of these hosts (`*` for any)."""
    app = documented()
    app.state.desk, app.state.templates = desk, environment()
    for router in routes.PAGES:
        app.include_router(router, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC, check_dir=False), name="static")
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(BadCursorError, _bad_cursor)
    app.add_exception_handler(HTTPException, _failed)
    app.add_exception_handler(NotReadyError, _not_ready)
    app.add_exception_handler(EblaError, _broken)
    app.add_middleware(GZipMiddleware, minimum_size=1_000, compresslevel=5)
    app.add_middleware(Gate, guard=desk.guard, hosts=hosts)
    return app


def _answer(request: Request, status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    path = request.url.path
    if path.startswith(("/api/", "/static/")) or pathlib.PurePath(path).suffix in (".json", ".csv", ".geojson", ".svg", ".png"):
        return JSONResponse({"error": message}, status, headers)
    content = {"bare": True, "title": _TITLES.get(status, "That failed"), "message": message, "refresh": status == 503}
    page = render(request, "message.html", content, status)
    page.headers.update(headers or {})
    return page


def _invalid(request: Request, error: Any) -> Response:
    faults = [f"{'.'.join(str(part) for part in one['loc'][1:])}: {one['msg']}" for one in error.errors()[:5]]
    return _answer(request, 400, "; ".join(faults) or "A value cannot be read.")


def _bad_cursor(request: Request, error: Exception) -> Response:
    return _answer(request, 400, "after: no page gave this value. Begin again without it.")


def _failed(request: Request, error: Any) -> Response:
    return _answer(request, error.status_code, str(error.detail), dict(error.headers or {}))


def _not_ready(request: Request, error: Exception) -> Response:
    desk: Desk = request.app.state.desk
    status = desk.background.status() if desk.background else None
    doing = f" ({status.doing} {status.done} of {status.of})" if status and status.of else ""
    why = f" {status.error}" if status and status.error else ""
    return _answer(request, 503, f"The page's file is being made from the ledger{doing}.{why}", {"retry-after": "1"})


def _broken(request: Request, error: Exception) -> Response:
    return _answer(request, 503, str(error))
