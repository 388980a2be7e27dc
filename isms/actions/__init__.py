"""The action plan: who does what, by when, at what cost, and whether it is funded."""
