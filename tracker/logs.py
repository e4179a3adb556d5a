"""Filters of log records. The settings name them, so they are loaded before the apps."""

import logging


class RequestIdFilter(logging.Filter):
    """Adds `request_id` to a log record that has none: the id of its request, or a dash."""

    def filter(self, record: logging.LogRecord) -> bool:
        if not hasattr(record, "request_id"):
            request = getattr(record, "request", None)
            record.request_id = getattr(request, "META", {}).get("REQUEST_ID", "-")
        return True


class OneLineFilter(logging.Filter):
    """Leaves the traceback out of a log record: a suspicious request is no fault of the program."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.exc_info = record.exc_text = None
        return True
