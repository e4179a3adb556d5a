"""The endpoints: each view wires a queryset, a serializer, filters and orderings together."""
