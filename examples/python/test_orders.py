"""A test of orders.py: emulator exec -- python3 -m unittest"""

import json
import unittest

import boto3

import orders


class ConnectTest(unittest.TestCase):
    def setUp(self):
        self.events = boto3.client("events")
        self.secrets = boto3.client("secretsmanager")

    def key(self):
        arn = self.events.describe_connection(Name="orders")["SecretArn"]
        return json.loads(self.secrets.get_secret_value(SecretId=arn)["SecretString"])["api_key_value"]

    def test_connects_again_with_another_key(self):
        orders.connect(self.events, "first")
        self.assertEqual(self.key(), "first")
        orders.connect(self.events, "second")
        self.assertEqual(self.key(), "second")
