"""The paper edition: documents as data, and the typesetter."""
