"""Everything that is said to staff: a finding with its place, and the sentences in Japanese and English."""
