"""A city's own Excel sheets, read by a small file that says what of them is which field, as changes of its plan."""
