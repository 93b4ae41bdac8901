package iam_test

import (
	"context"
	"net/url"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	"github.com/eventbridge-connections/emulator/internal/iam"
	model "github.com/eventbridge-connections/emulator/internal/model/iam"
	"github.com/eventbridge-connections/emulator/internal/page"
	"github.com/eventbridge-connections/emulator/internal/store"
)

var start = time.Date(2026, 9, 11, 10, 20, 28, 0, time.UTC)

const (
	trust   = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sts:AssumeRole"}]}`
	permits = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"events:PutEvents","Resource":"*"}]}`
)

// room is the service with a store of its own, in which it is always the same time.
type room struct{ *iam.Service }

func open(t testing.TB) room {
	t.Helper()
	data, err := store.Open(
		t.TempDir(), store.Options{Ephemeral: true, Now: func() time.Time { return start }},
	)
	require.NoError(t, err)
	t.Cleanup(func() { _ = data.Close() })
	return room{&iam.Service{Store: data, Tokens: page.NewSealer(data.Key())}}
}

// in is a context of a caller of the account in a region.
func in(t testing.TB, region string) context.Context {
	return awsapi.WithCaller(t.Context(), awsapi.Caller{Account: "111122223333", Region: region})
}

func at(t testing.TB) context.Context { return in(t, "eu-west-1") }

// answer is what an operation answers to a request that is right.
func answer[In, Out any](t testing.TB, operation func(context.Context, *In) (*Out, error),
	in *In) *Out {
	t.Helper()
	out, err := operation(at(t), in)
	require.NoError(t, err)
	return out
}

// refusal requires that an operation refuses a request in these words.
func refusal[In, Out any](t testing.TB, operation func(context.Context, *In) (*Out, error), in *In,
	code string, status int, message string) {
	t.Helper()
	_, err := operation(at(t), in)
	require.Equal(t, &awsapi.Error{Code: code, Status: status, Message: message}, err)
}

// role makes a role that events can assume.
func (r room) role(t testing.TB, name string) *model.Role {
	t.Helper()
	return answer(t, r.CreateRole,
		&model.CreateRoleRequest{RoleName: &name, AssumeRolePolicyDocument: new(trust)}).Role
}

func (r room) get(t testing.TB, name string) *model.Role {
	t.Helper()
	return answer(t, r.GetRole, &model.GetRoleRequest{RoleName: &name}).Role
}

// policy makes a managed policy and returns its ARN.
func (r room) policy(t testing.TB, name string) string {
	t.Helper()
	return *answer(t, r.CreatePolicy,
		&model.CreatePolicyRequest{PolicyName: &name, PolicyDocument: new(permits)}).Policy.Arn
}

func (r room) attach(t testing.TB, role, arn string) {
	t.Helper()
	answer(t, r.AttachRolePolicy, &model.AttachRolePolicyRequest{RoleName: &role, PolicyArn: &arn})
}

func decoded(t testing.TB, document *string) string {
	t.Helper()
	text, err := url.PathUnescape(*document)
	require.NoError(t, err)
	return text
}

func tags(pairs ...string) (out []model.Tag) {
	for i := 0; i < len(pairs); i += 2 {
		out = append(out, model.Tag{Key: &pairs[i], Value: &pairs[i+1]})
	}
	return out
}

func TestService_global(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.role(t, "one")
	out, err := r.GetRole(in(t, "us-east-1"), &model.GetRoleRequest{RoleName: new("one")})
	require.NoError(t, err)
	assert.Equal(t, "arn:aws:iam::111122223333:role/one", *out.Role.Arn)
	_, err = r.GetRole(
		awsapi.WithCaller(t.Context(), awsapi.Caller{Account: "444455556666"}),
		&model.GetRoleRequest{RoleName: new("one")},
	)
	assert.EqualError(t, err, "NoSuchEntity: The role with name one cannot be found.")
	there, err := r.CreateRole(
		in(t, "cn-north-1"),
		&model.CreateRoleRequest{RoleName: new("two"), AssumeRolePolicyDocument: new(trust)},
	)
	require.NoError(t, err)
	assert.Equal(t, "arn:aws-cn:iam::111122223333:role/two", *there.Role.Arn)
}

func TestService_GetUser(t *testing.T) {
	t.Parallel()
	r := open(t)
	assert.Equal(t, &model.User{
		Path: new("/"), UserId: new("111122223333"), Arn: new("arn:aws:iam::111122223333:root"),
		CreateDate: time.Unix(0, 0),
	}, answer(t, r.GetUser, &model.GetUserRequest{}).User)
	refusal(t, r.GetUser, &model.GetUserRequest{UserName: new("ann")}, "NoSuchEntity", 404,
		"The user with name ann cannot be found.")
}

func TestService_ListAccountAliases(t *testing.T) {
	t.Parallel()
	r := open(t)
	assert.Equal(t, &model.ListAccountAliasesResponse{
		AccountAliases: []string{}, IsTruncated: new(false),
	},
		answer(t, r.ListAccountAliases, &model.ListAccountAliasesRequest{}))
	refusal(t, r.ListAccountAliases, &model.ListAccountAliasesRequest{Marker: new("x")},
		"ValidationException", 0, "Invalid Marker.")
}
