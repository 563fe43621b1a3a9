"""Changes of a plan's files, with every other byte kept."""
