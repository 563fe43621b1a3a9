"""A draft becomes the plan, or the plan is revised: what is still open, what is asked, what changes in the data."""
