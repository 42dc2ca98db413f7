"""Single keys and short lines from a terminal, or from a pipe where there is none. Decides nothing about what they mean."""

from __future__ import annotations

import sys
from collections.abc import Callable

_END = ("\x04", "")
_STOP = "\x03"


class Keys:
    """Where keys and lines come from.

    On a terminal a key counts at once. From a pipe a line holds one key or several (`aas`), and what follows a key that asks for a line is
    that line: `c` and `mode` may stand in one line or in two.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.is_terminal = sys.stdin.isatty()
        self._say, self._left = say, ""

    def key(self, prompt: str) -> str | None:
        """Return the next key, None at the end of the input. Raises KeyboardInterrupt for Ctrl-C."""
        self._say(prompt)
        pressed = _one_key() if self.is_terminal else self._piped_key()
        if pressed == _STOP:
            raise KeyboardInterrupt
        return None if pressed in _END else pressed

    def line(self, prompt: str) -> str | None:
        """Return a line that is typed, without blanks around it; None at the end of the input."""
        self._say(prompt)
        if self._left:
            typed, self._left = self._left, ""
        else:
            typed = sys.stdin.readline()
        return typed.strip() if typed else None

    def _piped_key(self) -> str:
        while not self._left:
            line = sys.stdin.readline()
            if not line:
                return ""
            self._left = line.rstrip("\r\n")
        pressed, self._left = self._left[0], self._left[1:]
        return pressed


def _one_key() -> str:
    try:
        import termios
        import tty
    except ImportError:  # a system without terminals of this kind: Enter after each key
        return sys.stdin.readline()[:1]
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor)
        return sys.stdin.read(1)
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
