"""Data out and in: whole trackers as a data package, and what newsrooms have, in their own formats."""
