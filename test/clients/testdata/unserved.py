"""What users of boto3 see of a service that is not served. Endpoint, region and keys come from the environment."""

import unittest

import boto3
from botocore.exceptions import ClientError

SENTENCE = (
    "%s is not served by this emulator. Served are: events, sts, iam, secretsmanager, kms."
    " -upstream URL passes what is not served on to another emulator."
)


class Unserved(unittest.TestCase):
    maxDiff = None

    def refused(self, what, call, **arguments):
        with self.assertRaises(ClientError) as raised:
            call(**arguments)
        self.assertEqual(raised.exception.response["Error"]["Message"], SENTENCE % what)
        self.assertTrue(raised.exception.response["ResponseMetadata"]["RequestId"])
        self.assertEqual(raised.exception.response["ResponseMetadata"]["RetryAttempts"], 0)

    def test_cbor(self):
        self.refused("ListMetrics of Amazon CloudWatch", boto3.client("cloudwatch").list_metrics)

    def test_json_1_0(self):
        self.refused("ListTables of Amazon DynamoDB", boto3.client("dynamodb").list_tables)

    def test_query_compatible(self):
        self.refused("ListQueues of Amazon Simple Queue Service", boto3.client("sqs").list_queues)

    def test_rest(self):
        client = boto3.client("lambda")
        self.refused("GET /2015-03-31/functions/a/configuration of AWS Lambda", client.get_function_configuration, FunctionName="a")

    def test_ec2(self):
        self.refused("DescribeVpcs of Amazon Elastic Compute Cloud", boto3.client("ec2").describe_vpcs)

    def test_unsigned(self):
        client = boto3.client("cognito-idp")
        self.refused("InitiateAuth of Amazon Cognito Identity Provider", client.initiate_auth, AuthFlow="CUSTOM_AUTH", ClientId="a")


if __name__ == "__main__":
    unittest.main()
