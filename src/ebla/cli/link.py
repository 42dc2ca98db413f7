"""`ebla link`: a ledger in; its claims joined into incidents, or a pair's match weight explained, or new weights, out."""

from __future__ import annotations

import os
import pathlib
from typing import TYPE_CHECKING

import typer

from ebla.cli.printing import guarded, output, say, visible

if TYPE_CHECKING:
    from ebla.incidents import LinkClaim, Weights
    from ebla.ledger import Ledger

EXAMPLES = """\b
Examples:
  ebla link
  ebla link --explain 3f9c12ab 77d0e1c2
  ebla link --estimate --weights mine.json
  ebla link --weights mine.json"""


@guarded
def link_command(
    ledger: str = typer.Option(None, metavar="FILE|URL", help="Ledger to link [default: ebla.db]."),
    weights: pathlib.Path = typer.Option(
        None, metavar="FILE", help="Weights to link by, or to write with --estimate [default: Ebla's own]."
    ),
    reader: str = typer.Option(None, metavar="NAME", help="Whose readings to link [default: those that are shown]."),
    explain: tuple[str, str] = typer.Option(None, metavar="A B", help="Explain the match weight of two claims (ids) and link nothing."),
    estimate: bool = typer.Option(
        False, "--estimate", help="Estimate new weights on this ledger's incidents into --weights, and link nothing."
    ),
    anew: bool = typer.Option(False, "--anew", help="Link everything again, without the cache of the last run."),
) -> None:
    """Join the claims of the same deed into incidents; only what is new since the last run is linked."""
    from ebla.heeding import said_for_linking
    from ebla.incidents import load_weights
    from ebla.ledger import Ledger
    from ebla.linking import cache_path, link_ledger
    from ebla.settings import Settings

    if estimate and weights is None:
        raise typer.BadParameter("Name the file to write: --estimate --weights mine.json.", param_hint="--weights")
    settings = Settings.from_environment(os.environ)
    name = ledger or settings.ledger
    with Ledger.open(name, create=False, timeout_s=settings.lock_timeout_s) as opened:
        if explain:
            _explain(opened, explain, load_weights(weights), settings.table_width_chars)
        elif estimate:
            _estimate(opened, weights, reader)
        else:
            cache = cache_path(opened.name)
            if anew and cache:
                cache.unlink(missing_ok=True)
            done = link_ledger(opened, load_weights(weights), reader=reader, cache=cache, word=said_for_linking(opened, reader))
            kept = f"kept as change {done.seq}" if done.seq else "nothing changed"
            say(
                f"ebla: {done.looked_at} deeds looked at, {done.moved} put into another incident; "
                f"{done.new} incidents new, {done.gone} gone, {done.incident_count} in all ({kept})"
            )


def _explain(ledger: Ledger, pair: tuple[str, str], weights: Weights, width_chars: int) -> None:
    from rich.table import Table

    from ebla.incidents import explain

    scored = explain(_claim(ledger, pair[0]), _claim(ledger, pair[1]), weights)
    shown = Table(box=None, pad_edge=False)
    for heading in ("field", "level", "in words"):
        shown.add_column(heading)
    shown.add_column("bits", justify="right")
    shown.add_row("(prior)", "", "any two claims", f"{scored.prior_bits:+.1f}")
    for part in scored.parts:
        shown.add_row(part.comparison, part.label or "", part.words, f"{part.bits:+.1f}" if part.label else "")
    shown.add_row("total", "", f"probability {scored.probability:.3f}", f"{scored.match_weight:+.1f}")
    output(width_chars).print(shown)
    for reason in scored.forbidden_by:
        print(f"Never one incident: {reason}.")
    print(f"Weights {visible(weights.id)}; claims that fit by {weights.link_bits:+.1f} bits or more on the whole are joined.")


def _claim(ledger: Ledger, claim_id: str) -> LinkClaim:
    from ebla.errors import InputError
    from ebla.incidents import link_claims
    from ebla.records import Event

    held = ledger.claim(claim_id)
    if not isinstance(held.claim, Event):
        raise InputError(claim_id, "it is no event, and only events are linked", "Give the id of an event: ebla show --kind event")
    report = ledger.report(held.report_id)
    reading = ledger.reading(held.report_id, held.reader)
    return next(c for c in link_claims(report.id, report.report_date, report.text, reading.claims) if c.id == held.id)


def _estimate(ledger: Ledger, path: pathlib.Path, reader: str | None) -> None:
    from ebla.errors import InputError
    from ebla.linking import estimate_weights

    made = estimate_weights(ledger, name=path.stem, reader=reader)
    try:
        path.write_text(made.to_json(), "utf-8")
    except OSError as error:
        raise InputError(str(path), f"the weights cannot be written ({error.strerror})", "Name another file with --weights") from error
    say(f"ebla: {visible(str(path))}: weights {visible(made.id)}, {visible(made.made)}. Use them: ebla link --weights {visible(str(path))}")
