"""The commands of staff: one module a command."""
