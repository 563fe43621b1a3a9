"""The forms of a preview: a record, a new one or a chapter edited where it is seen, and the way back."""
