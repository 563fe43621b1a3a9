"""How far an indicator has come, computed from its figures alone, and the verdict of the city's own rule on it."""
