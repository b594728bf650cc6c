"""One program, executed unit by unit, that cannot tell itself from a script."""
