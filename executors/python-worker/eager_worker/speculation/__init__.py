"""The body of a function that runs while it arrives, ahead of its call."""
