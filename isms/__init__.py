"""The ISMS compliance engine. Nothing is imported here: reading a rule must not load Flask."""
