package concurrency_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/eventbridge-connections/emulator/test/caller"
)

// document is a JSON object of a request.
type document map[string]any

func nameOf(i int) string { return fmt.Sprintf("orders-%d", i) }

// make makes the call.
func (in input) make(t testing.TB, c caller.Client) output {
	switch in.do {
	case lists:
		return listing(t, c)
	case reads:
		return reading(t, c, in.secret)
	case describes:
		return describing(t, c, in.name)
	}
	var got struct{ ConnectionArn, ConnectionState string }
	code, err := c.Call("AWSEvents."+in.operation(), in.request(), &got)
	require.NoError(t, err)
	return output{code: code, arn: got.ConnectionArn, state: got.ConnectionState}
}

func (in input) operation() string {
	switch in.do {
	case creates:
		return "CreateConnection"
	case deauthorizes:
		return "DeauthorizeConnection"
	case deletes:
		return "DeleteConnection"
	}
	return "UpdateConnection"
}

func (in input) request() document {
	basic := document{}
	switch in.do {
	case deauthorizes, deletes:
		return document{"Name": nameOf(in.name)}
	case creates, reauthorizes:
		basic["Username"], basic["Password"] = in.user, in.password
	case renames:
		basic["Username"] = in.user
	case changesPassword:
		basic["Password"] = in.password
	}
	return document{
		"Name": nameOf(in.name), "AuthorizationType": "BASIC",
		"AuthParameters": document{"BasicAuthParameters": basic},
	}
}

func describing(t testing.TB, c caller.Client, name int) output {
	var got struct {
		ConnectionArn, ConnectionState, SecretArn string
		AuthParameters                            struct{ BasicAuthParameters struct{ Username string } }
	}
	code, err := c.Call("AWSEvents.DescribeConnection", document{"Name": nameOf(name)}, &got)
	require.NoError(t, err)
	return output{
		code: code, arn: got.ConnectionArn, state: got.ConnectionState, secret: got.SecretArn,
		user: got.AuthParameters.BasicAuthParameters.Username,
	}
}

func listing(t testing.TB, c caller.Client) (out output) {
	var got struct {
		Connections []struct{ Name, ConnectionArn, ConnectionState string }
	}
	code, err := c.Call("AWSEvents.ListConnections", document{}, &got)
	require.NoError(t, err)
	out.code = code
	for _, item := range got.Connections {
		for i := range some {
			if item.Name == nameOf(i) {
				out.all[i] = entry{item.ConnectionArn, item.ConnectionState}
			}
		}
	}
	return out
}

func reading(t testing.TB, c caller.Client, arn string) output {
	var got struct{ SecretString string }
	code, err := c.Call("secretsmanager.GetSecretValue", document{"SecretId": arn}, &got)
	require.NoError(t, err)
	var value struct{ Username, Password string }
	if code == "" {
		require.NoError(t, json.Unmarshal([]byte(got.SecretString), &value))
	}
	return output{code: code, user: value.Username, password: value.Password}
}
