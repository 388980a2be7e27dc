"""Information types, the register of assets, what depends on what, decided and inherited levels, suppliers."""
