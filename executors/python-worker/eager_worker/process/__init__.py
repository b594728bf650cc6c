"""The process as a script finds it."""
