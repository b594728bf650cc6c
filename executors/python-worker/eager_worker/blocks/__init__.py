"""Compound statements that run while they arrive: their control flow is interpreted, everything in them is compiled and runs as units do."""
