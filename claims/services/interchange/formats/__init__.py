"""The formats that are imported: each reads a file, record by record, and says which rows a record brings."""
