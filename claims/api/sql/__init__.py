"""From a serializer's declaration and a query's shape to a prepared statement whose answer is finished JSON."""
