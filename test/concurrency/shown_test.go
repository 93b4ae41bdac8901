package concurrency_test

import (
	"encoding/json"
	"fmt"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"
)

// parameters are authorization parameters of a type: all of them, or the secret one alone.
func (l *life) parameters(r *rapid.T, kind string, whole bool) document {
	password := fmt.Sprintf("password-%d", rapid.IntRange(0, 9).Draw(r, "password"))
	if kind == "BASIC" {
		basic := document{"Password": password}
		if whole {
			basic["Username"] = "basic-" + password
		}
		return document{"BasicAuthParameters": basic}
	}
	client := document{"ClientSecret": password}
	oauth := document{"ClientParameters": client}
	if whole {
		client["ClientID"] = "oauth-" + password
		oauth["AuthorizationEndpoint"], oauth["HttpMethod"] = "https://auth.example.com/token", "POST"
	}
	return document{"OAuthParameters": oauth}
}

// take merges the parameters with those that there are.
func (l *life) take(kind string, in document) {
	if kind != l.kind {
		l.user, l.password = "", ""
	}
	given, user, password := in["BasicAuthParameters"], "Username", "Password"
	if kind != "BASIC" {
		given, user, password = in["OAuthParameters"].(document)["ClientParameters"], "ClientID", "ClientSecret"
	}
	if value, ok := given.(document)[user]; ok {
		l.user = value.(string)
	}
	l.password = given.(document)[password].(string)
}

// shown is what DescribeConnection shows.
type shown struct {
	ConnectionState, StateReason, AuthorizationType    string
	SecretArn                                          string
	CreationTime, LastModifiedTime, LastAuthorizedTime float64
	AuthParameters                                     struct {
		BasicAuthParameters struct{ Username string }
		OAuthParameters     struct{ ClientParameters struct{ ClientID string } }
	}
}

// check compares all that can be seen.
func (l *life) check(r *rapid.T) {
	var got shown
	code, err := l.client.Call("AWSEvents.DescribeConnection", document{"Name": "orders"}, &got)
	require.NoError(r, err)
	if !l.there {
		require.Equal(r, "ResourceNotFoundException", code)
		l.checkSecret(r)
		return
	}
	want := shown{
		ConnectionState: l.state, StateReason: l.reason, AuthorizationType: l.kind,
		CreationTime: seconds(l.created), LastModifiedTime: seconds(l.modified), LastAuthorizedTime: seconds(l.authorized),
	}
	if l.kind == "BASIC" {
		want.AuthParameters.BasicAuthParameters.Username = l.user
	} else {
		want.AuthParameters.OAuthParameters.ClientParameters.ClientID = l.user
	}
	require.Equal(r, l.hasSecret || l.losing, got.SecretArn != "", "a secret in state %s", l.state)
	want.SecretArn = got.SecretArn
	require.Equal(r, want, got)
	if got.SecretArn != "" {
		l.secret = got.SecretArn
	}
	l.checkSecret(r)
}

// checkSecret reads the last secret that there was: its value while it is in use, that it is about
// to go, that it is gone.
func (l *life) checkSecret(r *rapid.T) {
	if l.secret == "" {
		return
	}
	var got struct{ SecretString string }
	code, err := l.client.Call("secretsmanager.GetSecretValue", document{"SecretId": l.secret}, &got)
	require.NoError(r, err)
	switch {
	case !l.hasSecret && !l.losing:
		require.Equal(r, "ResourceNotFoundException", code)
	case l.losing || l.state == "DELETING":
		require.Equal(r, "InvalidRequestException", code)
	default:
		require.Empty(r, code)
		var value struct {
			Username, Password string
			ClientID           string `json:"client_id"`
			ClientSecret       string `json:"client_secret"`
		}
		require.NoError(r, json.Unmarshal([]byte(got.SecretString), &value))
		require.Equal(
			r, []string{l.user, l.password},
			[]string{value.Username + value.ClientID, value.Password + value.ClientSecret},
		)
	}
}
