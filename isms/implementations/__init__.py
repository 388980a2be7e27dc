"""How a control is met, for a scope or for one asset."""
