# libeager_process: starting worker processes and waiting on their descriptors.
