"""One box for everything: what each feature finds, gathered by kind."""
