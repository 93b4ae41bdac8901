package durability_test

import (
	"encoding/json"
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/caller"
)

// document is a JSON object of a request.
type document map[string]any

func client(url string) caller.Client { return caller.Client{URL: url, HTTP: http.DefaultClient} }

// held is what is held of a connection, as its users see it; the zero value is that there is none.
type held struct {
	arn         string
	state       string
	description string
	user        string
	password    string // as it stands in the managed secret
}

// look asks for everything about a connection.
func look(t testing.TB, c caller.Client, name string) held {
	t.Helper()
	h, arn, code := described(t, c, name)
	if code != "" {
		require.Equal(t, "ResourceNotFoundException", code, name)
		return held{}
	}
	authorized := h.state == "AUTHORIZED"
	require.Equal(t, authorized, arn != "", "%s is %s and its secret is %q", name, h.state, arn)
	if arn != "" {
		user, password := secret(t, c, arn)
		require.Equal(t, h.user, user, name)
		h.password = password
	}
	return h
}

// described asks for what a connection is without its secret, which has an ARN.
func described(t testing.TB, c caller.Client, name string) (h held, secret, code string) {
	t.Helper()
	var got struct {
		ConnectionArn, ConnectionState, Description, SecretArn string

		AuthParameters struct{ BasicAuthParameters struct{ Username string } }
	}
	code, err := c.Call("AWSEvents.DescribeConnection", document{"Name": name}, &got)
	require.NoError(t, err, name)
	user := got.AuthParameters.BasicAuthParameters.Username
	h = held{got.ConnectionArn, got.ConnectionState, got.Description, user, ""}
	return h, got.SecretArn, code
}

func secret(t testing.TB, c caller.Client, arn string) (user, password string) {
	t.Helper()
	var got struct{ SecretString string }
	code, err := c.Call("secretsmanager.GetSecretValue", document{"SecretId": arn}, &got)
	require.NoError(t, err)
	require.Empty(t, code, arn)
	var value struct{ Username, Password string }
	require.NoError(t, json.Unmarshal([]byte(got.SecretString), &value))
	return value.Username, value.Password
}

// listed are the ARNs and states of all connections, by name.
func listed(t testing.TB, c caller.Client) map[string]held {
	t.Helper()
	all := map[string]held{}
	in := document{}
	for {
		var page struct {
			Connections []struct{ Name, ConnectionArn, ConnectionState string }
			NextToken   string
		}
		code, err := c.Call("AWSEvents.ListConnections", in, &page)
		require.NoError(t, err)
		require.Empty(t, code)
		for _, item := range page.Connections {
			require.NotContains(t, all, item.Name, "listed twice")
			all[item.Name] = held{arn: item.ConnectionArn, state: item.ConnectionState}
		}
		if page.NextToken == "" {
			return all
		}
		in["NextToken"] = page.NextToken
	}
}

// secrets counts the managed secrets.
func secrets(t testing.TB, c caller.Client) (n int) {
	t.Helper()
	in := document{}
	for {
		var page struct {
			SecretList []struct{}
			NextToken  string
		}
		code, err := c.Call("secretsmanager.ListSecrets", in, &page)
		require.NoError(t, err)
		require.Empty(t, code)
		n += len(page.SecretList)
		if page.NextToken == "" {
			return n
		}
		in["NextToken"] = page.NextToken
	}
}
