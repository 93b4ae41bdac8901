package sts_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	iammodel "github.com/eventbridge-connections/emulator/internal/model/iam"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
)

// wanting asks for a session of the role.
func wanting(role string) *model.AssumeRoleRequest {
	return &model.AssumeRoleRequest{RoleArn: &role, RoleSessionName: new("session")}
}

func (r *room) assume(t *testing.T, c awsapi.Caller,
	in *model.AssumeRoleRequest) *model.AssumeRoleResponse {
	t.Helper()
	out, err := r.AssumeRole(as(t, c), in)
	require.NoError(t, err)
	return out
}

// refused requires that nobody is given a session, in these words.
func (r *room) refused(t *testing.T, c awsapi.Caller, in *model.AssumeRoleRequest, code string,
	status int, message string) {
	t.Helper()
	_, err := r.AssumeRole(as(t, c), in)
	require.Equal(t, &awsapi.Error{Code: code, Status: status, Message: message}, err)
}

func TestService_AssumeRole(t *testing.T) {
	t.Parallel()

	t.Run("gives what acts as the role", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		role := r.role(t, "deploy")
		out := r.assume(t, root, wanting(*role.Arn))
		assert.Regexp(t, `^ASIA[A-Z2-7]{16}$`, *out.Credentials.AccessKeyId)
		assert.Regexp(t, `^[A-Za-z0-9+/]{40}$`, out.Credentials.SecretAccessKey.Reveal())
		assert.Regexp(t, `^IQoJb3JpZ2luX2Vj[A-Za-z0-9+/]{384}$`,
			out.Credentials.SessionToken.Reveal())
		const arn = "arn:aws:sts::111122223333:assumed-role/deploy/session"
		assert.Equal(t, &model.AssumeRoleResponse{
			Credentials: out.Credentials,
			AssumedRoleUser: &model.AssumedRoleUser{AssumedRoleId: new(*role.RoleId + ":session"),
				Arn: new(arn)},
		}, out)
		assert.Equal(t, start.Truncate(time.Second).Add(time.Hour), out.Credentials.Expiration)

		caller := r.session(t, out.Credentials)
		who, err := r.GetCallerIdentity(as(t, caller), nil)
		require.NoError(t, err)
		assert.Equal(
			t,
			&model.GetCallerIdentityResponse{
				UserId: new(*role.RoleId + ":session"), Account: new("111122223333"), Arn: new(arn),
			},
			who,
		)
		_, err = r.roles.GetUser(as(t, caller), &iammodel.GetUserRequest{})
		assert.Equal(t, awsapi.Validation("Must specify userName when calling with non-User "+
			"credentials"), err)
	})

	t.Run("takes every role of another account", func(t *testing.T) {
		t.Parallel()
		r := open(t)
		out := r.assume(t, root, wanting("arn:aws:iam::444455556666:role/there"))
		assert.Equal(t, "arn:aws:sts::444455556666:assumed-role/there/session",
			*out.AssumedRoleUser.Arn)
		assert.Equal(t, "444455556666", r.session(t, out.Credentials).Account)
	})

	t.Run("says how much policy and tags take, and who it is", func(t *testing.T) {
		t.Parallel()
		in := wanting("arn:aws:iam::444455556666:role/there")
		in.Policy, in.Tags, in.SourceIdentity = new(`{"Statement":[]}`),
			[]model.Tag{{Key: new("a"), Value: new("b")}}, new("me")
		in.PolicyArns = []model.PolicyDescriptorType{{Arn: new("arn:aws:iam::aws:policy/ReadOnlyAccess")}}
		out := open(t).assume(t, root, in)
		assert.Equal(t, []any{3, "me"}, []any{*out.PackedPolicySize, *out.SourceIdentity})
	})
}

func TestService_AssumeRole_refused(t *testing.T) {
	t.Parallel()
	r := open(t)
	role := *r.role(t, "deploy").Arn
	const none = "arn:aws:iam::111122223333:role/none"
	notAuthorized := func(resource string) string {
		return "User: arn:aws:iam::111122223333:root is not authorized to perform: sts:AssumeRole " +
			"" +
			"on resource: " + resource
	}
	for _, arn := range []string{
		none, "arn:aws:iam::111122223333:role/deploy", "arn:aws:iam::444455556666:user/x",
	} {
		r.refused(t, root, wanting(arn), "AccessDenied", 403, notAuthorized(arn))
	}
	for _, text := range []string{ // RECORDED
		"nothing-valid-in-here", "arn::b:::something/test-role", "arn:a::::something/test-role",
		"arn:a:a::aaaaaaaaaa:",
		"arn:aws:iam::account:role/x", "arn:aws:iam:::role/deploy", // INFERRED
	} {
		r.refused(t, root, wanting(text), "ValidationException", 0, text+" is invalid")
	}

	long := wanting(role)
	long.DurationSeconds = new(7200)
	chained := r.session(t, r.assume(t, root, long).Credentials)
	r.refused(t, chained, long, "ValidationException", 0,
		"The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role "+
			"chaining.")
	long.DurationSeconds = new(7201)
	r.refused(t, root, long, "ValidationException", 0,
		"The requested DurationSeconds exceeds the MaxSessionDuration set for this role.")
	r.assume(t, chained, wanting(role))

	bad := wanting(role)
	bad.Policy = new("{")
	r.refused(t, root, bad, "MalformedPolicyDocument", 0, "This policy contains invalid Json")
}

func TestService_AssumeRole_tags(t *testing.T) {
	t.Parallel()
	r := open(t)
	role := *r.role(t, "deploy").Arn
	tagged := func(keys, transitive []string) *model.AssumeRoleRequest {
		in := wanting(role)
		for _, key := range keys {
			in.Tags = append(in.Tags, model.Tag{Key: &key, Value: new("x")})
		}
		in.TransitiveTagKeys = transitive
		return in
	}
	const code = "InvalidParameterValue"
	r.refused(t, root, tagged([]string{"a", "A"}, nil), code, 0,
		"Duplicate tag keys found. Please note that Tag keys are case insensitive.")
	r.refused(t, root, tagged([]string{"a"}, []string{"b"}), code, 0,
		"The specified transitive tag key must be included in the requested tags.")
	first := r.session(t, r.assume(t, root, tagged([]string{"a"}, []string{"A"})).Credentials)
	second := r.session(t, r.assume(t, first, tagged([]string{"b"}, []string{"b"})).Credentials)
	for _, key := range []string{"a", "b"} {
		r.refused(t, second, tagged([]string{key}, []string{key}), code, 0,
			"One of the specified transitive tag keys can't be set because it conflicts with a "+
				"transitive tag key from the calling session.")
	}
}

func TestService_GetSessionToken(t *testing.T) {
	t.Parallel()
	r := open(t)
	for asked, lasts := range map[int]time.Duration{
		900: 15 * time.Minute, 3600: time.Hour, 43200: time.Hour,
	} {
		out, err := r.GetSessionToken(as(t, root), &model.GetSessionTokenRequest{DurationSeconds: &asked})
		require.NoError(t, err)
		assert.Equal(t, start.Truncate(time.Second).Add(lasts), out.Credentials.Expiration)
	}
	out, err := r.GetSessionToken(as(t, root), &model.GetSessionTokenRequest{})
	require.NoError(t, err)
	caller := r.session(t, out.Credentials)
	assert.Equal(t, "arn:aws:iam::111122223333:root", caller.Principal(), "the root user's own")
	_, err = r.GetSessionToken(as(t, caller), &model.GetSessionTokenRequest{})
	assert.Equal(t, &awsapi.Error{Code: "AccessDenied", Status: 403, Message: "Cannot call " +
		"GetSessionToken with session credentials"}, err)
}

func TestService_Issued(t *testing.T) {
	t.Parallel()
	r := open(t)
	out := r.assume(t, root, wanting("arn:aws:iam::444455556666:role/there"))
	ended := func() any {
		key, err := r.Issued(t.Context(), *out.Credentials.AccessKeyId)
		require.NoError(t, err)
		if key == nil {
			return "unknown"
		}
		return key.Ended
	}
	assert.Equal(t, false, ended())
	r.pass(time.Hour - time.Second)
	assert.Equal(t, false, ended())
	r.pass(time.Second)
	assert.Equal(t, true, ended())
	r.pass(24 * time.Hour)
	assert.Equal(t, "unknown", ended())
	key, err := r.Issued(t.Context(), "ASIAY34FZKBOKMUTVV7A")
	require.NoError(t, err)
	assert.Nil(t, key)
}
