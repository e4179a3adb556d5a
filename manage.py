#!/usr/bin/env python
"""The tracker's command line: `python manage.py help` lists the commands."""

import os
import sys


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")
    try:
        from django.core.management import execute_from_command_line  # noqa: PLC0415 - see the message below
    except ImportError as error:
        sys.exit(f"{error}\nDjango is missing here: run `make install`, then .venv/bin/python manage.py")
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
