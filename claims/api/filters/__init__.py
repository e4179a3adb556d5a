"""The filters of each resource, declared once; a parameter has the name of the field it reads."""
