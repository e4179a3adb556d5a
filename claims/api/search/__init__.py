"""`/search/`: words to search for, in rows of several types, ranked in one list by one SQL statement."""
