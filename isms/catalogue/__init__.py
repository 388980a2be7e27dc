"""Frameworks, controls and mappings: YAML in `controls/` becomes values and tables."""
