"""The WSGI entry point that granian (or any other WSGI server) serves."""

import gc
import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

application = get_wsgi_application()

# The addresses are loaded now, and with them every plan of the read path: what is wrong with one stops the start.
get_resolver().url_patterns  # noqa: B018

# What is loaded by now stays: it need not be looked at by every full garbage collection.
gc.freeze()
