"""The WSGI entry point that granian (or any other WSGI server) serves."""

import gc
import os
import sys

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from tracker.postgres.version import refuse_too_old

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

django = get_wsgi_application()

# These import the settings.
from tracker.checks import refusals  # noqa: E402
from tracker.granian import served  # noqa: E402
from tracker.repeated import repeated  # noqa: E402
from tracker.timeouts import bound_connections  # noqa: E402

if refused := list(refusals()):
    sys.exit("\n".join(refused))

application = served(repeated(django))
bound_connections()
refuse_too_old()

# Loading the URLs now also compiles the read queries of all endpoints, so that an error in one stops the start.
get_resolver().url_patterns  # noqa: B018

# Objects loaded until now live as long as the process, so garbage collections need not visit them.
gc.freeze()
