"""Single keys and short lines from a terminal, or from a pipe where there is none. Decides nothing about what they mean."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

_END = ("\x04", "")
_STOP = "\x03"


class Keys:
    """Where keys and lines come from.

    On a terminal a key counts at once; `close` gives the terminal back as it was. From a pipe a line holds one key or several (`aas`), and
    what follows a key that asks for a line is that line: `c` and `mode` may stand in one line or in two.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        self.is_terminal = sys.stdin.isatty()
        self._say, self._left = say, ""
        self._before, self._single = self._modes() if self.is_terminal else (None, [])
        if self._before is not None:
            self._set(self._single)

    def key(self, prompt: str) -> str | None:
        """Return the next key, None at the end of the input. Raises KeyboardInterrupt for Ctrl-C."""
        self._say(prompt)
        pressed = self._pressed() if self.is_terminal else self._piped_key()
        if pressed == _STOP:
            raise KeyboardInterrupt
        return None if pressed in _END else pressed

    def line(self, prompt: str) -> str | None:
        """Return a line that is typed, without blanks around it; None at the end of the input."""
        self._say(prompt)
        if self._left:
            typed, self._left = self._left, ""
            return typed.strip()
        if self._before is not None:
            self._set(self._before)
        try:
            typed = sys.stdin.readline()
        finally:
            if self._before is not None:
                self._set(self._single)
        return typed.strip() if typed else None

    def _piped_key(self) -> str:
        while not self._left:
            line = sys.stdin.readline()
            if not line:
                return ""
            self._left = line.rstrip("\r\n")
        pressed, self._left = self._left[0], self._left[1:]
        return pressed

    def close(self) -> None:
        """Give the terminal back as it was."""
        if self._before is not None:
            self._set(self._before)

    def _pressed(self) -> str:
        if self._before is None:  # no terminal of this kind: Enter after each key
            return sys.stdin.readline()[:1]
        return os.read(sys.stdin.fileno(), 1).decode("utf-8", "replace")

    def _set(self, mode: list[Any]) -> None:
        import termios

        # Not flushed: keys that were typed ahead count.
        termios.tcsetattr(sys.stdin.fileno(), termios.TCSADRAIN, mode)

    def _modes(self) -> tuple[list[Any] | None, list[Any]]:
        """Return the terminal's mode as it is, and one in which a key counts at once and is not shown."""
        try:
            import termios
        except ImportError:
            return None, []
        before = termios.tcgetattr(sys.stdin.fileno())
        *flags, local, incoming, outgoing, characters = before
        characters = list(characters)
        characters[termios.VMIN], characters[termios.VTIME] = 1, 0
        return before, [*flags, local & ~(termios.ICANON | termios.ECHO), incoming, outgoing, characters]
