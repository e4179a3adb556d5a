"""Places for streams: a worker sends at most `STREAMS` at a time, since each has a thread and a connection."""

from threading import Lock
from weakref import WeakSet

from django.conf import settings
from rest_framework import status
from rest_framework.exceptions import APIException


class NoPlace(APIException):
    """503: as many streams are sent just now as may be at a time."""

    status_code = status.HTTP_503_SERVICE_UNAVAILABLE
    default_code = "unavailable"
    default_detail = "As many streams are being sent just now as may be at a time: try again later, or read pages."
    wait = 10  # seconds, for Retry-After


class Place:
    """A place for one stream. It is taken until it is given back, or until nothing holds it any more."""


class Places:
    """The places of this process that are taken.

    Where a middleware fails after the view, the response is dropped without being closed, and its place with it.
    """

    def __init__(self) -> None:
        self.lock = Lock()
        self.held: WeakSet[Place] = WeakSet()

    @property
    def taken(self) -> int:
        """How many are taken."""
        return len(self.held)

    def take(self) -> Place:
        """Takes a place.

        Raises:
            NoPlace: all are taken.
        """
        with self.lock:
            if self.taken >= settings.STREAMS:
                raise NoPlace
            place = Place()
            self.held.add(place)
            return place

    def give_back(self, place: Place) -> None:
        self.held.discard(place)


places = Places()
