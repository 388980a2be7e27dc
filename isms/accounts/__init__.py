"""People, their roles in the program, and how they sign in."""
