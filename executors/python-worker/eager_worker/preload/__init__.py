"""A parent that has imported modules ahead and forks a worker for each program."""
