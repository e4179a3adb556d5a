"""Bodies of writes: strict parsing, errors with JSON pointers, explanations of broken rules, idempotency."""
