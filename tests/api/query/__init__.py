"""What a request may ask for: parameters, filters and pages."""
