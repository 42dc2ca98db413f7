"""How well reports are read: scores beside hand-made gold, a blind floor, and the errors with their words.

In come readings and gold files, out go numbers. Nothing here is part of the installed package, and nothing in the package reads it.
Start: `python -m evaluation --help`; what the numbers mean is in `docs/claims.md`, "Scoring".
"""
