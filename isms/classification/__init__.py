"""How much protection information needs, and so every asset that carries it."""
