"""The plan as data for others: its tables as CSV, JSON and Excel, what describes them, its text edition, its feeds."""
