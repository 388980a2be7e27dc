"""Lets `python -m isms` do what the command `isms` does."""

from isms.cli import main

main()
