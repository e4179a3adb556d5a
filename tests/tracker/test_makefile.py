"""`make bench` works after `make run` did as root, when `.data` belongs to another account."""

import re
from pathlib import Path

from django.conf import settings


def test_no_environment_lies_inside_the_data_directory():
    lines = (Path(settings.BASE_DIR) / "Makefile").read_text(encoding="utf-8")
    assert re.findall(r"-m venv (\S+)", lines) == [".venv-bench"]
    assert not re.findall(r"\.data/\S*(?:bin/python|pip)", lines)
