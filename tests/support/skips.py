"""A pytest plugin: a test may be skipped for a reason that is listed here, and for no other.

Otherwise a run that skips half of its tests, since a program is missing, would pass.
"""

import pytest

# How the reason starts -> why it is allowed.
ALLOWED_SKIPS = {
    "node is not installed": "the TypeScript client is checked where node is present",
    "chromium is not installed": "pages are opened where Debian's Chromium is present; .ci/run installs it as root",
    "pgbouncer is not installed": "poolers are tested where Debian's package is present; .ci/run installs it",
    "Older versions of PostgreSQL could not be installed": "PyPI and npm have them for Linux on x86-64 only",
    "nginx is not installed": "the documented proxy is run where nginx is present; .ci/run installs it as root",
}

FORBIDDEN = pytest.StashKey[list[str]]()


def pytest_configure(config: pytest.Config) -> None:
    config.stash[FORBIDDEN] = []
    # A plugin of its own, since reports arrive at a hook that is not told the configuration.
    config.pluginmanager.register(Collector(config.stash[FORBIDDEN]), "skips-collector")


class Collector:
    def __init__(self, forbidden: list[str]) -> None:
        self.forbidden = forbidden

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.note(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self.note(report)

    def note(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        # An expected failure is reported as skipped as well, but says so.
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            reason = reason.removeprefix("Skipped: ")
            if not reason.startswith(tuple(ALLOWED_SKIPS)):
                self.forbidden.append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    # Under xdist the workers' reports reach the controller, which alone decides.
    if session.config.stash[FORBIDDEN] and not hasattr(session.config, "workerinput"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    if forbidden := config.stash[FORBIDDEN]:
        terminalreporter.section("skipped for a reason that tests/support/skips.py does not allow", red=True)
        for line in forbidden:
            terminalreporter.line(line)
