"""Static files, looked for once in a process: each client of a test sets up the middleware anew."""

from typing import Any

from tracker.static import StaticMiddleware


class FoundOnce(StaticMiddleware):
    """Serves static files as the middleware of the tracker does, and shares what was found with later clients."""

    found: dict[str, Any] = {}

    def add_files_from_finders(self) -> None:
        if not self.found:
            super().add_files_from_finders()
            self.found.update(self.files)
        self.files = self.found
