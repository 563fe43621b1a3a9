"""The finished site put in its place, for one plan or for many."""
