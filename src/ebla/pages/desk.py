"""What the routes share: the open ledger, the generations, the background and the templates of one running server."""

from __future__ import annotations

import datetime
import pathlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import jinja2
import markupsafe
from fastapi import Request
from fastapi.responses import HTMLResponse

from ebla import __version__
from ebla.ledger import Ledger
from ebla.pages import wording
from ebla.pages.background import Background
from ebla.pages.foreign import shown
from ebla.pages.gate import session_of
from ebla.pages.marking import Piece, hits_in, pieces
from ebla.pages.mercator import area_km
from ebla.pages.security import Guard
from ebla.pages.store import Generation, Store

TEMPLATES = pathlib.Path(__file__).parent / "templates"
VIEWS = (
    ("/incidents", "Incidents"), ("/displacement", "Displacement"), ("/agreements", "Agreements"), ("/actors", "Actors"),
    ("/places", "Places"), ("/sources", "Sources"), ("/reports", "Reports"), ("/claims", "Claims"), ("/search", "Search"),
    ("/summary", "Summary"), ("/method", "Method"), ("/about", "About the data"),
)  # fmt: skip


@dataclass(frozen=True)
class Desk:
    """A running server's things."""

    ledger: Ledger
    store: Store
    guard: Guard
    background: Background | None

    @property
    def generation(self) -> Generation:
        """The newest generation. Raises NotReadyError where there is none yet."""
        return self.store.current()


def desk_of(request: Request) -> Desk:
    """Return the desk of the server that a request came to."""
    desk: Desk = request.app.state.desk
    return desk


def environment() -> jinja2.Environment:
    """Return the templates' environment: everything is escaped, an unknown name is an error."""
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES), autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    env.filters |= {
        "shown": lambda text: shown(str(text)) if text is not None else "",
        "number": wording.number,
        "days": wording.days,
        "words": wording.plain,
        "breakable": lambda text: markupsafe.escape(text).replace("/", markupsafe.Markup("/<wbr>")),
        "amount": wording.amount,
    }
    env.globals |= {
        "views": VIEWS,
        "version": __version__,
        "type_words": wording.TYPE_WORDS,
        "grade_words": wording.GRADE_WORDS,
        "mark": marked,
        "area_km": area_km,
    }
    return env


def marked(text: str | None, query: str) -> list[Piece]:
    """Return a short text in pieces, those that a search hit marked so."""
    return pieces(text or "", (), hits_in(text or "", query))


def render(request: Request, template: str, content: Mapping[str, Any], status_code: int = 200) -> HTMLResponse:
    """Return a page. What every page has (view, session, generation, address) is added to its content."""
    desk = desk_of(request)
    session = session_of(dict(request.scope))
    pointer = None if content.get("bare") else desk.generation.pointer
    common = {
        "path": request.url.path,
        "query_string": request.url.query,
        "reviewer": session.reviewer if session else "",
        "csrf": session.csrf if session else "",
        "signed_in": bool(session and desk.guard.tokens),
        "generation": pointer.number if pointer else 0,
        "built_at": pointer.built_at if pointer else "",
        "today": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "exports": (),
    }
    page = request.app.state.templates.get_template(template).render({**common, **content})
    return HTMLResponse(page, status_code)
