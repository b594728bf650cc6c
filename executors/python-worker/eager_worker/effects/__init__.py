"""Effects that wait until the program is known to be whole, or never happen."""
