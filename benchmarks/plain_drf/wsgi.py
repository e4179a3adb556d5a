"""The WSGI entry point of the plain Django REST Framework server."""

import os

from django.core.wsgi import get_wsgi_application

os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.plain_drf.settings"
application = get_wsgi_application()
