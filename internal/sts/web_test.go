package sts_test

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/internal/awsapi"
	model "github.com/eventbridge-connections/emulator/internal/model/sts"
)

// claims are those of a token that is right, with some changed; nil takes one away.
func claims(t *testing.T, changed map[string]any) string {
	t.Helper()
	all := map[string]any{
		"iss": "https://issuer.invalid/path", "sub": "repo:me", "aud": "sts.amazonaws.com",
		"iat": start.Unix(), "exp": start.Add(time.Hour).Unix(),
	}
	for name, v := range changed {
		all[name] = v
		if v == nil {
			delete(all, name)
		}
	}
	text, err := json.Marshal(all)
	require.NoError(t, err)
	return "e30." + base64.RawURLEncoding.EncodeToString(text) + ".c2ln"
}

func bringing(token, role string) *model.AssumeRoleWithWebIdentityRequest {
	return &model.AssumeRoleWithWebIdentityRequest{
		RoleArn: &role, RoleSessionName: new("session"),
		WebIdentityToken: new(awsapi.NewSecret(token)),
	}
}

func TestService_AssumeRoleWithWebIdentity(t *testing.T) {
	t.Parallel()
	r := open(t)
	role := r.role(t, "deploy")
	for token, audience := range map[string]string{
		claims(t, nil): "sts.amazonaws.com",
		claims(t, map[string]any{"aud": []string{"first", "second"}}): "first",
		claims(t, map[string]any{"azp": "party"}):                     "party",
	} {
		out, err := r.AssumeRoleWithWebIdentity(as(t, root), bringing(token, *role.Arn))
		require.NoError(t, err)
		assert.Equal(t, &model.AssumeRoleWithWebIdentityResponse{
			Credentials:                 out.Credentials,
			SubjectFromWebIdentityToken: new("repo:me"),
			AssumedRoleUser: &model.AssumedRoleUser{
				AssumedRoleId: new(*role.RoleId + ":session"),
				Arn:           new("arn:aws:sts::111122223333:assumed-role/deploy/session"),
			},
			PackedPolicySize: new(25),
			Provider:         new("arn:aws:iam::111122223333:oidc-provider/issuer.invalid/path"),
			Audience:         &audience,
		}, out)
		assert.Equal(t, *out.AssumedRoleUser.Arn, r.session(t, out.Credentials).Principal())
	}
}

func TestService_AssumeRoleWithWebIdentity_refused(t *testing.T) {
	t.Parallel()
	r := open(t)
	role := *r.role(t, "deploy").Arn
	const identity = "InvalidIdentityToken"
	const invalid = "The web identity token provided could not be validated. See the " +
		"AssumeRoleWithWebIdentity documentation for requirements."
	late, soon := start.Add(-301*time.Second).Unix(), start.Add(301*time.Second).Unix()
	for _, c := range []struct{ token, code, message string }{
		{"text", identity, invalid},
		{"a.%.c", identity, invalid},
		{"a." + base64.RawURLEncoding.EncodeToString([]byte("[]")) + ".c", identity, invalid},
		{claims(t, map[string]any{"iss": nil}), identity, "Missing a required claim: iss"},
		{claims(t, map[string]any{"sub": nil}), identity, "Missing a required claim: sub"},
		{claims(t, map[string]any{"aud": nil}), identity, "Missing a required claim: aud"},
		{claims(t, map[string]any{"exp": nil}), identity, "Missing a required claim: exp"},
		{claims(t, map[string]any{"iat": nil}), identity, "Missing a required claim: iat"},
		{
			claims(t, map[string]any{"exp": late}), "ExpiredTokenException",
			fmt.Sprintf("Token expired: current date/time %d must be before the expiration "+
				"date/time %d", start.Unix()-300, late),
		},
		{claims(t, map[string]any{"iat": soon}), identity,
			fmt.Sprintf("Token issued in the future: %d", soon)},
	} {
		_, err := r.AssumeRoleWithWebIdentity(as(t, root), bringing(c.token, role))
		assert.Equal(t, &awsapi.Error{Code: c.code, Message: c.message}, err)
	}
	_, err := r.AssumeRoleWithWebIdentity(
		as(t, root), bringing(claims(t, nil), "arn:aws:iam::111122223333:role/none"),
	)
	assert.Equal(t, &awsapi.Error{Code: "AccessDenied", Status: 403, Message: "Not authorized to " +
		"perform sts:AssumeRoleWithWebIdentity"}, err)
	for _, seconds := range []int{-299, 277} { // of grace, RECORDED for 277
		token := claims(t,
			map[string]any{"iat": start.Unix() + int64(seconds),
				"exp": start.Unix() + int64(seconds)})
		_, err := r.AssumeRoleWithWebIdentity(as(t, root), bringing(token, role))
		assert.NoError(t, err)
	}
}

func TestService_AssumeRoleWithWebIdentity_closed(t *testing.T) {
	t.Parallel()
	r := open(t)
	r.Closed = true
	_, err := r.AssumeRoleWithWebIdentity(
		as(t, root), bringing(claims(t, nil), *r.role(t, "deploy").Arn),
	)
	assert.Equal(t, &awsapi.Error{
		Code: "AccessDenied", Status: 403,
		Message: "This emulator cannot verify a web identity token, so with -credentials it takes " +
			"" +
			"none.",
	}, err)
}
