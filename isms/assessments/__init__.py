"""Gap assessments of a scope against a framework."""
