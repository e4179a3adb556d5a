"""System checks: settings that contradict each other on a public server. The server does not start with them."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.core.checks import Error, register

LEAST_KEY, LEAST_CHARACTERS = 50, 5


def refusals() -> Iterator[str]:
    """A sentence for each setting that PRODUCTION=true does not go with."""
    if not settings.PRODUCTION:
        return
    if settings.DEBUG:
        yield "With DEBUG=true, errors show the settings to strangers: leave it out where PRODUCTION=true is set."
    if any(host.strip(".") in {"*", ""} for host in settings.ALLOWED_HOSTS):
        yield "ALLOWED_HOSTS=* lets anybody choose the address that links begin with: name the hosts that are served."
    if not settings.ALLOWED_HOSTS:
        yield "ALLOWED_HOSTS is empty: name the hosts that are served."
    key = settings.SECRET_KEY
    if len(key) < LEAST_KEY or len(set(key)) < LEAST_CHARACTERS:
        yield f"SECRET_KEY can be guessed: it takes at least {LEAST_KEY} random characters."


@register("security")
def check_production(**options: Any) -> list[Error]:
    return [Error(sentence, id=f"tracker.E{number:03}") for number, sentence in enumerate(refusals(), 1)]
