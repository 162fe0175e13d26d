"""Starts the simulator as a user would, and stops what it started."""

import base64
import os
import subprocess
import unittest
import urllib.error
import urllib.request


class Sim:
    """A running `atlassian-sim serve`: its addresses and credentials, as it prints them."""

    def __init__(self):
        arguments = [os.environ["ATLASSIAN_SIM"], "serve", "--users", "120", "--seed", "7"]
        self._process = subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True)
        said = {}
        # It announces itself before it serves anything, and prints nothing afterwards.
        for line in self._process.stdout:
            if line.startswith("export "):
                name, value = line.removeprefix("export ").rstrip("\n").split("=", 1)
                said[name] = value
            if "ATLASSIAN_API_URL" in said:
                break
        else:
            raise RuntimeError("atlassian-sim ended before it was ready")
        self.url = said["JIRA_BASE_URL"]
        self.email = said["JIRA_EMAIL"]
        self.token = said["JIRA_API_TOKEN"]
        self.gateway = said["ATLASSIAN_API_URL"]
        self.org_id = said["ATLASSIAN_ORG_ID"]
        self.org_key = said["ATLASSIAN_ADMIN_API_KEY"]

    def stop(self):
        self._process.terminate()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def serves(self, method, path):
        """Whether there is such an operation: a path that is not served is an HTML page, and a wrong method a 405."""
        request = urllib.request.Request(self.url + path, method=method)
        pair = base64.b64encode(f"{self.email}:{self.token}".encode()).decode()
        request.add_header("Authorization", f"Basic {pair}")
        try:
            with urllib.request.urlopen(request):
                return True
        except urllib.error.HTTPError as refused:
            with refused:
                html = refused.headers.get("Content-Type", "").startswith("text/html")
                return refused.code != 405 and not (refused.code == 404 and html)


class SimCase(unittest.TestCase):
    """A test with a simulator of its own, so that none depends on what another did."""

    def setUp(self):
        self.sim = Sim()
        self.addCleanup(self.sim.stop)


def waits_for(*operations):
    """A flow that needs operations which the simulator does not have yet.

    It is skipped, by name, as long as one of them is missing. Once all are there it fails until this mark is removed:
    a flow that could run must run.
    """

    def mark(test):
        def waiting(self):
            missing = [f"{method} {path}" for method, path in operations if not self.sim.serves(method, path)]
            if missing:
                self.skipTest(f"waits for {', '.join(missing)}")
            test(self)
            self.fail("it passes, and nothing is missing any more: remove its waits_for")

        waiting.__name__ = test.__name__
        return waiting

    return mark
