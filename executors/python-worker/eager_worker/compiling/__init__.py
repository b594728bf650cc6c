"""A unit compiled by itself into what the whole program would have made of it."""
