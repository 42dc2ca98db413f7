"""A span: half-open `[start_char, end_char]` in Unicode code points of a report's kept text."""

Span = tuple[int, int]
