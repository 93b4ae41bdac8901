package contract_test

import (
	"net"
	"testing"

	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/emulator"
)

// Nobody calls the endpoints that connections and destinations name: the first
// one at the door is the test itself.
func TestNothingLeavesTheMachine(t *testing.T) {
	t.Parallel()
	door, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	t.Cleanup(func() { _ = door.Close() })
	endpoint := "https://" + door.Addr().String() + "/token"

	c := start(t, emulator.Config{}).client("us-east-1", "test")
	in := oauth("called")
	in.AuthParameters.OAuthParameters.AuthorizationEndpoint = &endpoint
	out := create(t, c, in)
	assert.Equal(t, types.ConnectionStateAuthorized, describe(t, c, "called").ConnectionState)
	_, err = c.UpdateConnection(t.Context(), &eventbridge.UpdateConnectionInput{
		Name: new("called"), AuthorizationType: in.AuthorizationType,
		AuthParameters: &types.UpdateConnectionAuthRequestParameters{
			OAuthParameters: &types.UpdateConnectionOAuthRequestParameters{AuthorizationEndpoint: &endpoint},
		},
	})
	require.NoError(t, err)
	_, err = c.CreateApiDestination(t.Context(), &eventbridge.CreateApiDestinationInput{
		Name: new("called"), ConnectionArn: out.ConnectionArn, InvocationEndpoint: &endpoint, HttpMethod: types.ApiDestinationHttpMethodPost,
	})
	require.NoError(t, err)
	deauthorize(t, c, "called")

	last, err := net.Dial("tcp", door.Addr().String())
	require.NoError(t, err)
	defer last.Close()
	first, err := door.Accept()
	require.NoError(t, err)
	defer first.Close()
	assert.Equal(t, last.LocalAddr().String(), first.RemoteAddr().String())
}
