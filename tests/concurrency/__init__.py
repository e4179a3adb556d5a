"""Several connections that write at once."""
