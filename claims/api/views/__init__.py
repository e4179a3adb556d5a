"""The classes that all endpoints build on: reads and their variants, history, writes, permissions. The endpoints
themselves are in `resources`."""
