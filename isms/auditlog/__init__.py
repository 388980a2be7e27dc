"""Who changed what, when and why: written by the session itself, so that nobody can forget it."""
