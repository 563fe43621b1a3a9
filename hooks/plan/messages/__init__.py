"""Everything that is said to staff: a finding with its place, and one table of sentences in Japanese and English."""
