"""A test that fails is told whole as soon as it does, not at the end of the run."""

import pytest


def pytest_configure(config):
    if not hasattr(config, "workerinput") and config.option.tbstyle != "no":
        config.pluginmanager.register(AtOnce(config), "at_once")


class AtOnce:
    """Where the run is told."""

    def __init__(self, config):
        self.config = config

    @pytest.hookimpl(trylast=True)
    def pytest_runtest_logreport(self, report):
        if report.failed:
            writer = self.config.get_terminal_writer()
            writer.line()
            writer.sep("_", report.nodeid, red=True, bold=True)
            report.toterminal(writer)
            for name, text in report.sections:
                writer.sep("-", name)
                writer.line(text.rstrip("\n"))

    def pytest_sessionfinish(self, session):
        """Tell nothing again; but what could not be collected is told then alone."""
        if not session.config.pluginmanager.getplugin("terminalreporter").stats.get("error"):
            session.config.option.tbstyle = "no"
