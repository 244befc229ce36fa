"""A pytest plugin under which no test may be skipped: `pytest -p tests.no_skips`.

A skipped test proves nothing and nobody notices. What is about one database only is deselected by
its marker; a missing browser or parser fails. `--tally FILE` appends one line of counts to a file,
for a summary over several runs.
"""

from pathlib import Path

import pytest

NOT_RUN = ("skipped", "xfailed", "xpassed")


def pytest_addoption(parser):
    parser.addoption("--tally", metavar="FILE", help="append the counts of this run to FILE")


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish(session, exitstatus):
    """Fail a run that was fine but for tests that did not run."""
    no_failure = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
    if hasattr(session.config, "workerinput"):
        return  # a worker of xdist; its controller sees every report
    if _not_run(session.config) and exitstatus in no_failure:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
    if file := session.config.getoption("tally"):
        with Path(file).open("a") as tally:
            passed, failed = (
                _count(session.config, "passed"),
                _count(session.config, "failed", "error"),
            )
            tally.write(f"{passed} {failed + len(_not_run(session.config))}\n")


def pytest_terminal_summary(terminalreporter, config):
    if reports := _not_run(config):
        terminalreporter.section("not run, and no test may be skipped", red=True)
        for report in reports:
            terminalreporter.line(f"{report.nodeid}: {_reason(report)}")


def _not_run(config) -> list:
    stats = config.pluginmanager.getplugin("terminalreporter").stats
    return [report for outcome in NOT_RUN for report in stats.get(outcome, [])]


def _count(config, *outcomes) -> int:
    stats = config.pluginmanager.getplugin("terminalreporter").stats
    return sum(len(stats.get(outcome, [])) for outcome in outcomes)


def _reason(report) -> str:
    if isinstance(report.longrepr, tuple):
        return str(report.longrepr[2])
    return getattr(report, "wasxfail", "") or report.outcome
