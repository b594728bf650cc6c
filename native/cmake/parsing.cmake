# libeager: the chunker.
