"""What tests share: rows, clients, servers, and ways to compare."""
