"""The plan as an Excel workbook or CSV, and the changes that come back in it."""
