"""Frames: layout, JSON without `json`, and the owner of the pipes."""
