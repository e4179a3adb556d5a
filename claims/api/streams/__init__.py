"""Streams: whole lists as they were at one moment, sent while they are composed."""
