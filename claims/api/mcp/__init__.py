"""The Model Context Protocol: the questions of the API as read-only tools for language models (`POST /mcp`)."""
