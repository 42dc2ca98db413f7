"""The record in a browser: `ebla serve`. A ledger comes in, pages and a read-only JSON API go out; nothing leaves the machine.

`generation.py` makes numbered DuckDB files from the ledger, `store.py` reads the newest one, `app.py` joins the routes. Nothing is decided
here about what the claims say: linking and grading are `ebla.incidents`'s.
"""
