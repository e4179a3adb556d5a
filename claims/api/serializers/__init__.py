"""What a row looks like, declared once: columns, relations and annotations, no code that runs for each row."""
