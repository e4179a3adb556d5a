"""Places for streams: a worker sends at most `STREAMS` at a time, since each has a thread and a connection."""

from threading import Lock

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException


class NoPlace(APIException):
    """503: as many streams are sent just now as may be at a time."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "unavailable"
    default_detail = "As many streams are being sent just now as may be at a time: try again later, or read pages."
    wait = 10  # seconds, for Retry-After


class Places:
    """Counts the streams of this process."""

    def __init__(self) -> None:
        self.lock, self.taken = Lock(), 0

    def take(self) -> None:
        """Takes a place.

        Raises:
            NoPlace: all are taken.
        """
        with self.lock:
            if self.taken >= settings.STREAMS:
                raise NoPlace
            self.taken += 1

    def give_back(self) -> None:
        with self.lock:
            self.taken -= 1


places = Places()
