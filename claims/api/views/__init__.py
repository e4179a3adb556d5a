"""What all endpoints do: variants of reads, reading, history, writes, permissions. Nouns are in `resources`."""
