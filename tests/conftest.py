"""What holds for all tests: commands that they start can be stopped by Ctrl-C, also when we run in the background with it ignored."""

from __future__ import annotations

import signal

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
