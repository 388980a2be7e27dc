"""Criteria, risks, their treatment and what is accepted."""
