#!/usr/bin/env python
"""The tracker's command line: `python manage.py help` lists the commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - see the message below
        from django.db import NotSupportedError  # noqa: PLC0415
    except ImportError as error:
        sys.exit(f"{error}\nDjango is missing here: run `make install`, then .venv/bin/python manage.py")
    try:
        execute_from_command_line(sys.argv)
    except NotSupportedError as error:  # PostgreSQL is too old
        sys.exit(str(error))


if __name__ == "__main__":
    main()
