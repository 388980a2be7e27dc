"""The Statement of Applicability: derived, decided, approved, frozen, compared."""
