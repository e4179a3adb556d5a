"""Benchmarks: the tracker compared with other servers that answer the same requests (`make bench`)."""
