package clients_test

import (
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// known is the access key that every client here signs with.
const known = "-credentials=test:test"

// TestCredentials has the clients sign for an emulator that holds them to it.
func TestCredentials(t *testing.T) {
	t.Parallel()

	t.Run("Go SDK", func(t *testing.T) {
		t.Parallel()
		endpoint := binary.Start(t, "-ephemeral", known).URL
		_, err := machine.Events(endpoint, "eu-west-1").ListConnections(
			t.Context(), &eventbridge.ListConnectionsInput{},
		)
		require.NoError(t, err)
		_, err = newSTS(endpoint, "eu-west-1", "test").GetCallerIdentity(t.Context(), nil)
		require.NoError(t, err)
		_, err = newSTS(endpoint, "eu-west-1", "another").GetCallerIdentity(t.Context(), nil)
		require.ErrorContains(
			t, err, "api error InvalidClientTokenId: The security token included in the request is invalid.",
		)
	})

	t.Run("boto3", func(t *testing.T) {
		t.Parallel()
		boto3(t, known)
	})

	t.Run("AWS CLI", func(t *testing.T) {
		t.Parallel()
		machine.Needs(t, "awscli")
		c := newCLI(t, known)
		c.events(
			"create-connection", "--name=partner", "--authorization-type=API_KEY",
			"--auth-parameters="+apiKey,
		)
		assert.Equal(t, []string{"partner"}, names(t, c.events("list-connections")))
		c.env = append(c.env, "AWS_SECRET_ACCESS_KEY=another")
		assert.Contains(t, c.refused("list-connections"), "An error occurred "+
			"(InvalidSignatureException) when calling the ListConnections operation: "+
			"The request signature we calculated does not match the signature you provided.")
		c.env = append(c.env, "AWS_ACCESS_KEY_ID=another")
		assert.Equal(t, "An error occurred (UnrecognizedClientException) when calling the "+
			"ListConnections operation: "+
			"The security token included in the request is invalid.", c.refused("list-connections"))
	})
}
