"""HTML as a tree, and what of it is let through."""
