"""Organisations, legal entities, units and ISMS scopes."""
