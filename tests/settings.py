"""Settings of the test run: its own throw-away database server, durability off."""

import os

from tracker.rates import Rate
from tracker.settings import *  # noqa: F403
from tracker.settings import DATA_DIR, DATABASE_URL, DATABASES, MIDDLEWARE

# One database server for a run, shared by its parallel workers: the first process names it in the environment.
RUN = os.environ.setdefault("TRACKER_TEST_RUN", str(os.getpid()))

if not DATABASE_URL:
    DATABASES["default"] |= {"DATA_DIR": DATA_DIR / "test-servers" / RUN, "DURABLE": False}
DATABASES["default"]["TEST"] = {"NAME": f"test_tracker_{RUN}"}

# Requests are counted, but the limit is never reached.
RATE_LIMIT_ADDRESS = RATE_LIMIT_KEY = Rate(10**12, 60)

# Looking for static files takes longer than most tests do otherwise.
MIDDLEWARE[MIDDLEWARE.index("tracker.static.StaticMiddleware")] = "tests.support.static.FoundOnce"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
