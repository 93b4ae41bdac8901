"""What users of boto3 do with connections. Endpoint, region and keys come from the environment."""

import datetime
import unittest

import boto3

events = boto3.client("events")

API_KEY = {"ApiKeyAuthParameters": {"ApiKeyName": "x-api-key", "ApiKeyValue": "1234"}}
BASIC = {"BasicAuthParameters": {"Username": "user", "Password": "Pass1234!"}}


def create(name, **more):
    return events.create_connection(Name=name, AuthorizationType="API_KEY", AuthParameters=API_KEY, **more)


class Connection(unittest.TestCase):
    maxDiff = None

    def test_create_and_describe(self):
        created = create("describe", Description="A connection description")
        self.assertRegex(created["ConnectionArn"], r"^arn:aws:events:us-east-1:000000000000:connection/describe/[0-9a-f-]{36}$")
        self.assertIsInstance(created["CreationTime"], datetime.datetime)

        described = events.describe_connection(Name="describe")
        self.assertRegex(
            described.pop("SecretArn"),
            r"^arn:aws:secretsmanager:us-east-1:000000000000:secret:events!connection/describe/[0-9a-f-]{36}-[0-9A-Za-z]{6}$",
        )
        for name in "CreationTime", "LastModifiedTime", "LastAuthorizedTime":
            self.assertIsInstance(described.pop(name), datetime.datetime)
        del described["ResponseMetadata"]
        self.assertEqual(
            described,
            {
                "Name": "describe",
                "ConnectionArn": created["ConnectionArn"],
                "Description": "A connection description",
                "ConnectionState": "AUTHORIZED",
                "AuthorizationType": "API_KEY",
                "AuthParameters": {"ApiKeyAuthParameters": {"ApiKeyName": "x-api-key"}},
            },
        )

    def test_update(self):
        created = create("update")
        updated = events.update_connection(Name="update", AuthorizationType="BASIC", AuthParameters=BASIC)
        self.assertEqual(updated["ConnectionArn"], created["ConnectionArn"])
        described = events.describe_connection(Name="update")
        self.assertEqual(described["AuthorizationType"], "BASIC")
        self.assertEqual(described["AuthParameters"], {"BasicAuthParameters": {"Username": "user"}})

    def test_list_in_pages(self):
        names = [f"page-{n}" for n in range(5)]
        for name in reversed(names):
            create(name)
        pages, token = [], {}
        while True:
            page = events.list_connections(NamePrefix="page-", Limit=2, **token)
            pages.append([c["Name"] for c in page["Connections"]])
            if "NextToken" not in page:
                break
            token = {"NextToken": page["NextToken"]}
        self.assertEqual(pages, [["page-0", "page-1"], ["page-2", "page-3"], ["page-4"]])

    def test_deauthorize(self):
        create("deauthorize")
        events.deauthorize_connection(Name="deauthorize")
        self.assertEqual(events.describe_connection(Name="deauthorize")["ConnectionState"], "DEAUTHORIZED")
        listed = events.list_connections(NamePrefix="deauthorize", ConnectionState="DEAUTHORIZED")
        self.assertEqual([c["Name"] for c in listed["Connections"]], ["deauthorize"])

    def test_delete(self):
        created = create("delete")
        deleted = events.delete_connection(Name="delete")
        self.assertEqual(deleted["ConnectionArn"], created["ConnectionArn"])
        self.assertEqual(deleted["ConnectionState"], "DELETING")
        with self.assertRaises(events.exceptions.ResourceNotFoundException) as raised:
            events.describe_connection(Name="delete")
        self.assertEqual(
            raised.exception.response["Error"],
            {
                "Code": "ResourceNotFoundException",
                "Message": "Failed to describe the connection(s). Connection 'delete' does not exist.",
            },
        )
        self.assertEqual(raised.exception.response["ResponseMetadata"]["HTTPStatusCode"], 400)

    def test_create_twice(self):
        create("twice")
        with self.assertRaises(events.exceptions.ResourceAlreadyExistsException) as raised:
            create("twice")
        self.assertEqual(
            raised.exception.response["Error"],
            {
                "Code": "ResourceAlreadyExistsException",
                "Message": "Failed to create the connection(s). A connection with name 'twice' already exists.",
            },
        )


if __name__ == "__main__":
    unittest.main()
