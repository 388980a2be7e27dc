"""What comes in from files: strict reading of YAML, and loading an organisation from it."""
