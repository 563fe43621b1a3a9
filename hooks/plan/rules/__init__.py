"""The rules between the records of a plan, as generators of faults."""
