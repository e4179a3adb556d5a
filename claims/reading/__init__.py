"""Reading a text: which words in it are somebody's, and whose. Pure functions; nothing here asks a database."""
