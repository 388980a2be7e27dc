"""What it costs, against the floor."""
