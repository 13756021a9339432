"""Published documents in: listed, read, taken apart into passages that map exactly to their source."""
