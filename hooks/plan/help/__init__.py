"""Help for editors: the meaning of each field, JSON Schemas, the guide."""
