"""Measures the date reader on own cases, and beside HeidelTime."""
