package sts_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
	"github.com/eventbridge-connections/emulator/internal/sts"
)

func TestService_GetCallerIdentity(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, region, arn string }{
		{"names the root user of the account", "eu-west-1", "arn:aws:iam::123456789012:root"},
		{"in China", "cn-north-1", "arn:aws-cn:iam::123456789012:root"},
		{"in a region of the government", "us-gov-west-1", "arn:aws-us-gov:iam::123456789012:root"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			ctx := awsapi.WithCaller(t.Context(), awsapi.Caller{Account: "123456789012", Region: c.region, AccessKeyID: "test"})
			out, err := new(sts.Service).GetCallerIdentity(ctx, nil)
			require.NoError(t, err)
			assert.Equal(t, &model.GetCallerIdentityResponse{UserId: new("123456789012"), Account: new("123456789012"), Arn: new(c.arn)}, out)
		})
	}
}
