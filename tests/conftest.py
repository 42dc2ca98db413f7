"""What holds for all tests: commands that they start can be stopped by Ctrl-C, also where we were started with it ignored (in the background)."""

from __future__ import annotations

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
