"""The project around the application: the embedded server and the bootstrap."""
