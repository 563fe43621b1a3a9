"""Two editions of a plan compared: what was paired by the plan's own keys, its changed phrases, what a change means."""
