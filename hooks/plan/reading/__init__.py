"""The only reader of a plan: `data/` and `docs/` become a sound plan, or every finding at once."""
