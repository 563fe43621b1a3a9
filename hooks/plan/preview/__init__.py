"""What the preview shows more than the site."""
