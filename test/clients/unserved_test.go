package clients_test

import (
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestUnserved_AWSCLI asks for services that are not served, in every protocol.
func TestUnserved_AWSCLI(t *testing.T) {
	t.Parallel()
	machine.Needs(t, "awscli")
	endpoint := binary.Start(t, "-ephemeral").URL
	env := machine.Environ(t.TempDir(), endpoint, "AWS_PAGER=")
	for command, want := range map[string]string{
		"sqs list-queues": "(UnknownOperationException) when calling the ListQueues operation: " +
			"ListQueues of Amazon Simple Queue Service",
		"logs describe-log-groups": "(UnknownOperationException) when calling the DescribeLogGroups " +
			"operation: DescribeLogGroups of Amazon CloudWatch Logs",
		"ssm get-parameter --name a": "(UnknownOperationException) when calling the GetParameter " +
			"operation: GetParameter of Amazon Simple Systems Manager (SSM)",
		"sns list-topics": "(InvalidAction) when calling the ListTopics operation: " +
			"ListTopics of Amazon Simple Notification Service",
		"ec2 describe-vpcs": "(InvalidAction) when calling the DescribeVpcs operation: " +
			"DescribeVpcs of Amazon Elastic Compute Cloud",
		"lambda list-functions": "(UnknownOperationException) when calling the ListFunctions " +
			"operation: GET /2015-03-31/functions of AWS Lambda",
		"route53 list-hosted-zones": "(InvalidAction) when calling the ListHostedZones operation: " +
			"GET /2013-04-01/hostedzone of Amazon Route 53",
		"s3 ls": "(NotImplemented) when calling the ListBuckets operation: " +
			"GET / of Amazon Simple Storage Service",
		"s3api put-object --bucket b --key k": "(NotImplemented) when calling the PutObject operation: " +
			"PUT /b/k of Amazon Simple Storage Service",
	} {
		t.Run(command, func(t *testing.T) {
			t.Parallel()
			// Version 1 of the AWS CLI reads AWS_ENDPOINT_URL for all services but SQS.
			args := append(strings.Fields(command), "--endpoint-url="+endpoint)
			cmd := exec.CommandContext(t.Context(), "aws", args...)
			cmd.Env = env
			out, err := cmd.CombinedOutput()
			require.Error(t, err)
			said := strings.TrimPrefix(strings.TrimSpace(string(out)), "aws: [ERROR]: ")
			assert.Equal(t, "An error occurred "+want+" is not served by this emulator. "+
				"Served are: events, sts, iam, secretsmanager, kms. "+
				"-upstream URL passes what is not served on to another emulator.", said)
		})
	}
}

// TestUnserved_boto3 asks with a client of CBOR, and of JSON 1.0 as Query.
func TestUnserved_boto3(t *testing.T) {
	t.Parallel()
	script(t, "testdata/unserved.py")
}
