"""Effects: what waits, and what becomes of it at each ending of a stream."""
