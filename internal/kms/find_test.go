package kms_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
)

func TestService_DescribeKey(t *testing.T) {
	t.Parallel()
	r := open(t)
	id := r.create(t)
	r.alias(t, "alias/orders", id)
	for name, identifier := range map[string]string{
		"id": id, "ARN": keyARN(id), "alias": "alias/orders", "alias ARN": arn("alias/orders"),
	} {
		t.Run("finds a key by its "+name, func(t *testing.T) {
			t.Parallel()
			got, err := r.describe(t, identifier)
			require.NoError(t, err)
			assert.Equal(t, id, *got.KeyId)
		})
	}
	for identifier, want := range map[string]string{
		nobody:                                 errNoKey(nobody),
		keyARN(nobody):                         errNoKey(nobody),
		"mrk-d3b95762d3b95762d3b95762d3b95762": errNoKey("mrk-d3b95762d3b95762d3b95762d3b95762"),
		"fake-key-id":                          "NotFoundException: Invalid keyId 'fake-key-id'",
		"134f2428cec14b25a1ae9048164dba47": "NotFoundException: Invalid keyId " +
			"'134f2428cec14b25a1ae9048164dba47'",
		"mrk-fake-key-id": "NotFoundException: Invalid keyId 'mrk-fake-key-id'",
		"alias/none":      "NotFoundException: Alias " + arn("alias/none") + " is not found.",
		arn("alias/none"): "NotFoundException: Alias " + arn("alias/none") + " is not found.",
		"arn:aws:kms:ap-southeast-1:111122223333:key/" +
			id: "NotFoundException: Invalid arn ap-southeast-1",
		"arn:aws:kms:eu-west-1:999999999999:key/" +
			id: "NotFoundException: Key 'arn:aws:kms:eu-west-1:999999999999:key/" + id + "' does not exist",
		"arn:aws:kms:eu-west-1:999999999999:alias/orders": "NotFoundException: Alias " +
			"arn:aws:kms:eu-west-1:999999999999:alias/orders is not found.",
		"arn:aws:kms": "InvalidArnException: Invalid arn 'arn:aws:kms'",
		"arn:aws:sqs:eu-west-1:111122223333:key/x": "InvalidArnException: Invalid arn " +
			"'arn:aws:sqs:eu-west-1:111122223333:key/x'",
		arn("grant/x"): "InvalidArnException: Invalid arn '" + arn("grant/x") + "'",
	} {
		t.Run("finds nothing by "+identifier, func(t *testing.T) {
			t.Parallel()
			_, err := r.describe(t, identifier)
			require.EqualError(t, err, want)
		})
	}
	for name, c := range map[string]awsapi.Caller{
		"account": {Account: "999999999999", Region: "eu-west-1"},
		"region":  {Account: "111122223333", Region: "us-east-1"},
	} {
		t.Run("finds nothing of another "+name, func(t *testing.T) {
			t.Parallel()
			_, err := r.DescribeKey(as(t, c), &model.DescribeKeyRequest{KeyId: &id})
			require.EqualError(t, err, "NotFoundException: Key '"+c.ARN("kms", "key/"+id)+"' does not exist")
		})
	}
}

// TestService_aliases gives an alias to the operations that take none.
func TestService_aliases(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.alias(t, "alias/orders", r.create(t))
	for _, identifier := range []string{"alias/orders", arn("alias/orders")} {
		want := "NotFoundException: Invalid keyId '" + identifier + "'"
		_, err := r.GetKeyPolicy(at(t), &model.GetKeyPolicyRequest{KeyId: &identifier})
		require.EqualError(t, err, want)
		_, err = r.EnableKey(at(t), &model.EnableKeyRequest{KeyId: &identifier})
		require.EqualError(t, err, want)
		_, err = r.ScheduleKeyDeletion(at(t), &model.ScheduleKeyDeletionRequest{KeyId: &identifier})
		require.EqualError(t, err, want)
	}
}
