"""The state of translations, and the PO files that agencies work on."""
