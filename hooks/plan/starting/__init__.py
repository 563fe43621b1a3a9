"""A small sound plan of a new city, made of the answers to ten questions, with examples that explain themselves."""
