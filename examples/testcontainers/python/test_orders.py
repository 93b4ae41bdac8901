"""Runs the emulator's image for a test, by Testcontainers' module for LocalStack:
python3 -m unittest"""

import os
import unittest

from testcontainers.localstack import LocalStackContainer

IMAGE = os.environ.get("EMULATOR_IMAGE", "ghcr.io/eventbridge-connections/emulator:1.0.0")


class ConnectionsTest(unittest.TestCase):
    def test_a_new_emulator_has_no_connections(self):
        with LocalStackContainer(IMAGE, region_name="us-east-1") as emulator:
            events = emulator.get_client("events")
            self.assertEqual(events.list_connections()["Connections"], [])
