"""The models of the record, without those of access; TABLES are those that are no views."""

from django.apps import apps

from claims.models import UNPUBLISHED_MODELS

MODELS = [model for model in apps.get_app_config("claims").get_models() if model not in UNPUBLISHED_MODELS]
TABLES = [model for model in MODELS if model._meta.managed]
