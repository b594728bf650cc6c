"""Programs that are written from a seed."""
