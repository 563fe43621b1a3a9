"""One change of a plan, whatever brings it; its proof, and the one write. Every other byte of a file is kept."""
