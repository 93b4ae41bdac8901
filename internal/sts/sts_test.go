package sts_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/iam"
	iammodel "github.com/eventbridge-connections/emulator/internal/model/iam"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
	"github.com/eventbridge-connections/emulator/internal/sts"
)

var start = time.Date(2026, 9, 24, 7, 14, 48, 344e6, time.UTC)

// room is the service with a store of its own, in which IAM has roles, and a clock that is moved by
// hand.
type room struct {
	*sts.Service
	roles *iam.Service
	clock atomic.Int64
}

func open(t *testing.T) *room {
	t.Helper()
	r := new(room)
	r.clock.Store(start.UnixNano())
	now := func() time.Time { return time.Unix(0, r.clock.Load()).UTC() }
	data, err := store.Open(t.TempDir(), store.Options{Ephemeral: true, Now: now})
	require.NoError(t, err)
	t.Cleanup(func() { _ = data.Close() })
	r.roles = &iam.Service{Store: data, Tokens: page.NewSealer(data.Key())}
	r.Service = &sts.Service{Store: data, Roles: iam.Assumable{},
		AccountOf: func(string) string { return "999999999999" }}
	return r
}

func (r *room) pass(d time.Duration) { r.clock.Add(int64(d)) }

// root is the root user of an account.
var root = awsapi.Caller{Account: "111122223333", Region: "eu-west-1", AccessKeyID: "test"}

func as(t *testing.T, c awsapi.Caller) context.Context { return awsapi.WithCaller(t.Context(), c) }

// role makes a role whose sessions may last two hours, and returns it.
func (r *room) role(t *testing.T, name string) *iammodel.Role {
	t.Helper()
	const trust = `{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}`
	out, err := r.roles.CreateRole(as(t, root), &iammodel.CreateRoleRequest{
		RoleName: &name, Path: new("/team/"), AssumeRolePolicyDocument: new(trust),
		MaxSessionDuration: new(7200),
	})
	require.NoError(t, err)
	return out.Role
}

// session is who signs with the credentials that somebody was given.
func (r *room) session(t *testing.T, given *model.Credentials) awsapi.Caller {
	t.Helper()
	key, err := r.Issued(t.Context(), *given.AccessKeyId)
	require.NoError(t, err)
	require.NotNil(t, key)
	assert.Equal(t, []any{*given.SecretAccessKey, *given.SessionToken, false},
		[]any{key.Secret, key.Token, key.Ended})
	return awsapi.Caller{Account: key.Account, Region: "eu-west-1", AccessKeyID: key.ID,
		Session: key.Session}
}

func TestService_GetCallerIdentity(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, region, arn string }{
		{"names the root user of the account", "eu-west-1", "arn:aws:iam::123456789012:root"},
		{"in China", "cn-north-1", "arn:aws-cn:iam::123456789012:root"},
		{"in a region of the government", "us-gov-west-1", "arn:aws-us-gov:iam::123456789012:root"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			out, err := new(sts.Service).GetCallerIdentity(
				as(t, awsapi.Caller{Account: "123456789012", Region: c.region, AccessKeyID: "test"}), nil,
			)
			require.NoError(t, err)
			assert.Equal(t,
				&model.GetCallerIdentityResponse{UserId: new("123456789012"),
					Account: new("123456789012"), Arn: new(c.arn)}, out)
		})
	}
}

func TestService_GetAccessKeyInfo(t *testing.T) {
	t.Parallel()
	r := open(t)
	info := func(id string) string {
		out, err := r.GetAccessKeyInfo(as(t, root), &model.GetAccessKeyInfoRequest{AccessKeyId: &id})
		require.NoError(t, err)
		return *out.Account
	}
	given, err := r.GetSessionToken(as(t, root), &model.GetSessionTokenRequest{})
	require.NoError(t, err)
	assert.Equal(t, "111122223333", info(*given.Credentials.AccessKeyId))
	assert.Equal(t, "999999999999", info("ASIAY34FZKBOKMUTVV7A"),
		"a key of anybody else's is not read")
}

func TestService_DecodeAuthorizationMessage(t *testing.T) {
	t.Parallel()
	_, err := open(t).DecodeAuthorizationMessage(
		as(t, root), &model.DecodeAuthorizationMessageRequest{EncodedMessage: new("x")},
	)
	assert.Equal(t, awsapi.Errorf("InvalidAuthorizationMessageException", "This emulator encodes "+
		"no authorization messages, so there is none to decode."), err)
}
