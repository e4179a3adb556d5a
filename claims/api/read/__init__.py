"""The read path: PostgreSQL composes the JSON, from the serializers' declarations; Python passes the bytes on."""
