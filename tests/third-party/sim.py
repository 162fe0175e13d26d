"""Starts the simulator as a user would, and stops what it started."""

import os
import subprocess
import unittest


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


class SimCase(unittest.TestCase):
    """A test with a simulator of its own, so that none depends on what another did."""

    def setUp(self):
        self.sim = Sim()
        self.addCleanup(self.sim.stop)
