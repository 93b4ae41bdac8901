package kms_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/kms"
	model "github.com/eventbridge-connections/emulator/internal/model/kms"
	"github.com/eventbridge-connections/emulator/internal/transaction"
)

func TestConnectable_Obstacle(t *testing.T) {
	t.Parallel()
	r := open(t)
	granted := []string{"EventBridgeApiDestinations", "true"}
	good, plain, disabled, pending := r.create(t, granted...), r.create(
		t, "EventBridgeApiDestinations", "false",
	), r.create(t, granted...), r.create(t, granted...)
	r.disable(t, disabled)
	r.schedule(t, pending)
	r.alias(t, "alias/plain", plain)
	const untagged = "it does not have the tag EventBridgeApiDestinations=true"
	for identifier, want := range map[string]string{
		good: "", keyARN(good): "",
		plain: untagged, keyARN(plain): untagged, "alias/plain": untagged, arn("alias/plain"): untagged,
		disabled: "it is disabled",
		pending:  "it is pending deletion",
		nobody:   "", "fake": "", "alias/aws/events": "", "arn:aws:kms:us-east-1:999999999999:key/" +
			plain: "", "arn:x": "",
	} {
		got, err := transaction.View(as(t, home), r.Store, func(tx *transaction.Tx) (string, error) {
			return kms.Connectable{}.Obstacle(tx, identifier)
		})
		require.NoError(t, err)
		assert.Equal(t, want, got, identifier)
	}
}

func TestConnectable_Missing(t *testing.T) {
	t.Parallel()
	r := open(t)
	here := r.create(t)
	r.alias(t, "alias/here", here)
	created, err := r.CreateKey(as(t, awsapi.Caller{Account: home.Account, Region: "us-east-1"}),
		&model.CreateKeyRequest{})
	require.NoError(t, err)
	there := created.KeyMetadata
	for identifier, want := range map[string]bool{
		here: false, keyARN(here): false, "alias/here": false, arn("alias/here"): false,
		nobody: true, keyARN(nobody): true, "fake": true, "alias/none": true, arn("alias/none"): true,
		"alias/aws/events": false, arn("alias/aws/events"): false, // AWS's own
		strings.Replace(keyARN(here), home.Region, "us-east-1", 1): true,
		*there.Arn: false,
		"arn:aws:kms:us-east-1:999999999999:key/" + nobody: false, "arn:x": false, // elsewhere
	} {
		got, err := transaction.View(as(t, home), r.Store, func(tx *transaction.Tx) (bool, error) {
			return kms.Connectable{}.Missing(tx, identifier)
		})
		require.NoError(t, err)
		assert.Equal(t, want, got, identifier)
	}
}
