"""Pictures: charts, and the letters that stand in them."""
