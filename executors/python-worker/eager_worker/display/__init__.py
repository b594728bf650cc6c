"""What a program shows besides its output, where its session asked for that."""
