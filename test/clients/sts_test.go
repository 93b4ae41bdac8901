package clients_test

import (
	"context"
	"io"
	"net/http"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge"
	"github.com/aws/aws-sdk-go-v2/service/eventbridge/types"
	"github.com/aws/aws-sdk-go-v2/service/sts"
	"github.com/aws/smithy-go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/binary"
	"github.com/eventbridge-connections/emulator/test/machine"
)

// TestSTS asks with the Go SDK who calls.
func TestSTS(t *testing.T) {
	t.Parallel()
	endpoint := binary.Start(t, "-ephemeral").URL

	t.Run("names the account of ARNs", func(t *testing.T) {
		t.Parallel()
		out, err := newSTS(endpoint, "eu-west-1", "test").GetCallerIdentity(t.Context(), nil)
		require.NoError(t, err)
		created, err := machine.Events(endpoint, "eu-west-1").CreateConnection(t.Context(), &eventbridge.CreateConnectionInput{
			Name:              new("partner"),
			AuthorizationType: types.ConnectionAuthorizationTypeApiKey,
			AuthParameters: &types.CreateConnectionAuthRequestParameters{
				ApiKeyAuthParameters: &types.CreateConnectionApiKeyAuthRequestParameters{
					ApiKeyName: new("x-api-key"), ApiKeyValue: new("1234"),
				},
			},
		})
		require.NoError(t, err)
		assert.Equal(t, "000000000000", *out.Account)
		assert.Regexp(
			t, "^arn:aws:events:eu-west-1:"+*out.Account+":connection/partner/", *created.ConnectionArn,
		)
	})

	t.Run("takes the account from the access key", func(t *testing.T) {
		t.Parallel()
		out, err := newSTS(endpoint, "cn-north-1", "111122223333").GetCallerIdentity(t.Context(), nil)
		require.NoError(t, err)
		assert.Equal(
			t, []string{"111122223333", "111122223333", "arn:aws-cn:iam::111122223333:root"},
			[]string{*out.Account, *out.UserId, *out.Arn},
		)
	})
}

func TestSTS_presigned(t *testing.T) {
	t.Parallel()
	endpoint := binary.Start(t, "-ephemeral").URL
	t.Run("answers a presigned call", func(t *testing.T) {
		t.Parallel()
		signed, err := sts.NewPresignClient(newSTS(
			endpoint, "us-east-1", "111122223333",
		)).PresignGetCallerIdentity(t.Context(), nil)
		require.NoError(t, err)
		r, err := http.NewRequestWithContext(t.Context(), signed.Method, signed.URL, nil)
		require.NoError(t, err)
		answer, err := http.DefaultClient.Do(r)
		require.NoError(t, err)
		defer answer.Body.Close()
		body, err := io.ReadAll(answer.Body)
		require.NoError(t, err)
		assert.Equal(t, http.StatusOK, answer.StatusCode)
		assert.Equal(t, `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <UserId>111122223333</UserId>
    <Account>111122223333</Account>
    <Arn>arn:aws:iam::111122223333:root</Arn>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId>`+answer.Header.Get("x-amzn-RequestId")+`</RequestId>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`, string(body))
	})

	t.Run("names what is served", func(t *testing.T) {
		t.Parallel()
		_, err := newSTS(endpoint, "us-east-1", "test").GetFederationToken(
			t.Context(), &sts.GetFederationTokenInput{Name: new("me")},
		)
		var refused smithy.APIError
		require.ErrorAs(t, err, &refused)
		assert.Equal(t, "InvalidAction", refused.ErrorCode())
		assert.Equal(t, "GetFederationToken of AWS Security Token Service is not served by this "+
			"emulator. Served are: "+
			"AssumeRole, AssumeRoleWithWebIdentity, DecodeAuthorizationMessage, GetAccessKeyInfo, "+
			"GetCallerIdentity, GetSessionToken. "+
			"-upstream URL passes what is not served on to another emulator.", refused.ErrorMessage())
	})
}

func newSTS(endpoint, region, accessKeyID string) *sts.Client {
	return sts.New(sts.Options{
		Region:       region,
		BaseEndpoint: &endpoint,
		Credentials: aws.CredentialsProviderFunc(func(context.Context) (aws.Credentials, error) {
			return aws.Credentials{AccessKeyID: accessKeyID, SecretAccessKey: "test"}, nil
		}),
	})
}
