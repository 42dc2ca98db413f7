"""How commands speak: results on stdout, everything else on stderr, errors without traceback, foreign text made harmless.

Decides nothing about what is said.
"""

from __future__ import annotations

import functools
import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, ParamSpec

import typer

from ebla.errors import EblaError, InputError

if TYPE_CHECKING:
    from rich.console import Console

_Args = ParamSpec("_Args")

# What may move the cursor, reorder or hide text: controls, zero-width characters, bidi marks and overrides, tags, lone surrogates.
# Source: Unicode TR 36 and TR 9; the joiners U+200C and U+200D stay, since Persian and Indic words need them.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_PIPE_WIDTH_CHARS = 100


def _shown(found: re.Match[str]) -> str:
    char = found.group()
    code = ord(char)
    if char in "\n\t\r\x0b\x0c\x85\u2028\u2029":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return f"⟨U+{code:04X}⟩"


def visible(text: str) -> str:
    """Return foreign text for one line of a terminal: breaks as blanks, every other unsafe character shown by its code.

    >>> visible("dead\\u202e12\\x1b[31m")
    'dead⟨U+202E⟩12␛[31m'
    """
    return _UNSAFE.sub(_shown, text)


def visible_lines(text: str) -> str:
    """Return foreign text with its line feeds and tabs kept, every other unsafe character shown by its code."""
    return _UNSAFE.sub(lambda m: m.group() if m.group() in "\n\t" else "" if m.group() == "\r" else _shown(m), text)


def say(message: str) -> None:
    """Print a message on stderr."""
    print(message, file=sys.stderr, flush=True)


def complain(error: EblaError) -> None:
    """Print what failed on stderr."""
    say(f"ebla: {visible(str(error))}")


def output(width_chars: int = 0) -> Console:
    """Return a console on stdout that interprets nothing in what it prints; its width is the terminal's, or 100 in a pipe. [characters]"""
    from rich.console import Console

    width = width_chars or (None if sys.stdout.isatty() or os.environ.get("COLUMNS") else _PIPE_WIDTH_CHARS)
    return Console(width=width, markup=False, highlight=False, emoji=False, soft_wrap=False, legacy_windows=False)


def guarded(command: Callable[_Args, None]) -> Callable[_Args, None]:
    """Give a command its exit status: an error of ours is told and gives 1, Ctrl-C 130, a closed pipe 141."""

    @functools.wraps(command)
    def run(*args: _Args.args, **options: _Args.kwargs) -> None:
        try:
            command(*args, **options)
            sys.stdout.flush()
        except EblaError as error:
            complain(error)
            raise typer.Exit(2 if isinstance(error, InputError) and error.source.startswith("--") else 1) from error
        except KeyboardInterrupt as stop:
            say("ebla: stopped. What was recorded is kept; the same command goes on from there.")
            raise typer.Exit(130) from stop
        except BrokenPipeError as gone:
            # Who read our output has left; what is still in the buffer goes nowhere, so that leaving stays quiet.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(141) from gone

    return run
