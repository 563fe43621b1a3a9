"""The plan as a reader of one language sees it."""
